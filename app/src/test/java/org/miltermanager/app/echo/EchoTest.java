package org.miltermanager.app.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.miltermanager.app.host.ListeningSocket;
import org.miltermanager.app.host.SocketAccess;
import org.miltermanager.app.mta.Mail;
import org.miltermanager.app.mta.MailText;
import org.miltermanager.app.mta.SmtpSession;
import org.miltermanager.child.ChildMilter;
import org.miltermanager.child.ChildSettings;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Stage;

class EchoTest {
    private static final Mail MAIL = new Mail(
            new Connect("mx.example.net", Connect.Family.INET6, 25, "2001:db8::1"),
            "delian",
            "<>",
            List.of("<b@example.org>"),
            List.of("XYZZY"),
            Map.of(Stage.RCPT, List.of(new Macro("i", "1"), new Macro("{rcpt_host}", "mx"))),
            MailText.parse("Subject: a\n b\n\none\ntwo\n".getBytes(StandardCharsets.US_ASCII)));

    @Test
    void printsABlockForEachCommand() throws Exception {
        var out = new StringWriter();
        var access = new SocketAccess(0600, Optional.empty(), Optional.empty());
        try (var socket = ListeningSocket.open(Endpoint.parse("inet:0@127.0.0.1"), access);
                var deadlines = new Deadlines();
                var echo = new Echo(socket, new PrintWriter(out), new PrintWriter(out))) {
            Thread.startVirtualThread(echo::run);
            new SmtpSession(new ChildMilter(new ChildSettings(socket.endpoint()), deadlines), MAIL, 4).run();
            awaitEnd(out);
        }

        String behindOffer = out.toString().replaceFirst("negotiate: version=<4>, action=<addhdrs\\|.*\n", "");
        assertEquals("""
                connect: host=<mx.example.net>, address=<inet6:25@[2001:db8::1]>
                helo: <delian>
                envelope-from: <>
                envelope-recipient: <b@example.org>
                macros:
                  i=1
                  rcpt_host=mx
                unknown: <XYZZY>
                data
                header: <Subject: a
                 b>
                end-of-header
                body: <one
                two
                >
                end-of-message
                abort
                finished
                """, behindOffer);
    }

    private static void awaitEnd(StringWriter out) throws InterruptedException {
        for (int i = 0; i < 1_000 && !out.toString().endsWith("finished\n"); i++) {
            Thread.sleep(10);
        }
    }
}
