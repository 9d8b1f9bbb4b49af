package org.miltermanager.app.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.miltermanager.app.config.OwnAddress;
import org.miltermanager.app.config.Settings;
import org.miltermanager.detect.host.MainCf;
import org.miltermanager.transport.Endpoint;

/** Compares Postfix's list of milters with the configuration. */
public final class MailServerNotes {
    private MailServerNotes() {}

    /**
     * Sentences for the operator; none where there is no such file, or this process may not read it.
     *
     * @param mainCf such as {@code /etc/postfix/main.cf}
     */
    public static List<String> of(Path mainCf, Settings settings) throws IOException {
        if (!Files.isReadable(mainCf)) {
            return List.of();
        }
        var notes = new ArrayList<String>();
        List<Endpoint> listed = MainCf.read(mainCf).milters("smtpd_milters");
        boolean manager = listed.stream().anyMatch(item -> OwnAddress.reaches(item, settings.listen()));
        notes.add(
                manager
                        ? mainCf + ": smtpd_milters lists this manager"
                        : mainCf + ": smtpd_milters does not list this manager; to use it: smtpd_milters = "
                                + postfix(settings.listen()));
        listed.stream()
                .filter(item -> !OwnAddress.reaches(item, settings.listen()))
                .map(item -> mainCf + ": smtpd_milters also lists " + item + ", which is " + known(item, settings))
                .forEach(notes::add);
        return notes;
    }

    private static String known(Endpoint item, Settings settings) {
        return settings.milters().stream()
                .filter(milter -> milter.connect()
                        .filter(connect -> OwnAddress.reaches(item, connect))
                        .isPresent())
                .min(Comparator.comparing(milter -> !milter.enabled()))
                .map(milter -> milter.name() + " of this configuration: "
                        + (milter.enabled()
                                ? "Postfix would ask it twice"
                                : "it is off, and not asked by this manager"))
                .orElse("not in this configuration");
    }

    /** As Postfix writes it. */
    public static String postfix(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Unix unix -> unix.toString();
            case Endpoint.Inet(var _, var port, var host) -> "inet:" + bracketed(host) + ":" + port;
        };
    }

    private static String bracketed(String host) {
        if (host.isEmpty() || host.equals("0.0.0.0") || host.equals("::")) {
            return "127.0.0.1";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
