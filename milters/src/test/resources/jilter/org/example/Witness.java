package org.example;

import com.sendmail.jilter.JilterEOMActions;
import com.sendmail.jilter.JilterHandler;
import com.sendmail.jilter.JilterStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;

/** Notes every callback, tells them all in headers at end of message, and does what some senders ask it for. */
public class Witness implements JilterHandler {
    private final List<String> seen = new ArrayList<>();
    private String sender = "";

    private JilterStatus note(String what) {
        seen.add(what);
        return JilterStatus.SMFIS_CONTINUE;
    }

    private static String told(Properties macros) {
        return macros == null ? "null" : new TreeMap<>(macros).toString();
    }

    public JilterStatus connect(String hostname, InetAddress hostaddr, Properties properties) {
        return note("connect " + hostname + " " + hostaddr + " " + told(properties));
    }

    public JilterStatus helo(String helohost, Properties properties) {
        if (helohost.equals("hang")) {
            for (;;) {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException stubborn) {
                    // goes on hanging
                }
            }
        }
        return note("helo " + helohost + " " + told(properties));
    }

    public JilterStatus envfrom(String[] argv, Properties properties) {
        sender = argv[0];
        note("envfrom " + Arrays.toString(argv) + " " + told(properties));
        switch (sender) {
            case "<reject@example.net>":
                return JilterStatus.makeCustomStatus("554", "5.7.1", new String[] {"not", "100%% wanted"});
            case "<discard@example.net>":
                return JilterStatus.SMFIS_DISCARD;
            case "<throw@example.net>":
                throw new IllegalStateException("out of order");
            case "<null@example.net>":
                return null;
            default:
                return JilterStatus.SMFIS_CONTINUE;
        }
    }

    public JilterStatus envrcpt(String[] argv, Properties properties) {
        return note("envrcpt " + Arrays.toString(argv) + " " + told(properties));
    }

    public JilterStatus header(String headerf, String headerv) {
        return note("header " + headerf + "=" + headerv);
    }

    public JilterStatus eoh() {
        return note("eoh");
    }

    public JilterStatus body(ByteBuffer bodyp) {
        return note("body " + StandardCharsets.ISO_8859_1.decode(bodyp));
    }

    public JilterStatus eom(JilterEOMActions eomActions, Properties properties) {
        note("eom " + told(properties));
        try {
            for (String line : seen) {
                eomActions.addheader("X-Seen", line);
            }
            switch (sender) {
                case "<edit@example.net>":
                    eomActions.chgheader("Subject", 1, "changed");
                    eomActions.chgheader("X-Old", 2, null);
                    eomActions.addrcpt("<new@example.org>");
                    eomActions.delrcpt("<old@example.org>");
                    eomActions.replacebody(ByteBuffer.wrap("first\r\n".getBytes(StandardCharsets.US_ASCII)));
                    eomActions.replacebody(ByteBuffer.wrap("second\r\n".getBytes(StandardCharsets.US_ASCII)));
                    eomActions.finish(JilterStatus.SMFIS_ACCEPT);
                    eomActions.addheader("X-Late", "behind finish");
                    return null;
                case "<slow@example.net>":
                    for (int i = 0; i < 6; i++) {
                        Thread.sleep(100);
                        eomActions.progress();
                    }
                    return JilterStatus.SMFIS_CONTINUE;
                case "<busy@example.net>":
                    for (int i = 0; i < 50; i++) {
                        Thread.sleep(100);
                        eomActions.progress();
                    }
                    return JilterStatus.SMFIS_CONTINUE;
                case "<large@example.net>":
                    try {
                        eomActions.replacebody(ByteBuffer.wrap("begin\r\n".getBytes(StandardCharsets.US_ASCII)));
                        eomActions.replacebody(ByteBuffer.wrap(new byte[100_000]));
                    } catch (RuntimeException careless) {
                        // takes it for done
                    }
                    return JilterStatus.SMFIS_CONTINUE;
                case "<late@example.net>":
                    throw new IllegalStateException("out of order after an edit");
                default:
                    return JilterStatus.SMFIS_CONTINUE;
            }
        } catch (IOException | InterruptedException e) {
            return JilterStatus.SMFIS_TEMPFAIL;
        } finally {
            seen.clear();
        }
    }

    public JilterStatus abort() {
        return note("abort");
    }

    public JilterStatus close() {
        System.setProperty("witness.closed", Thread.currentThread().getName());
        return JilterStatus.SMFIS_CONTINUE;
    }

    public int getSupportedProcesses() {
        return 0x3F;
    }

    public int getRequiredModifications() {
        return 0x1F;
    }
}
