package org.miltermanager.app.demo;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.miltermanager.app.mta.Mail;
import org.miltermanager.app.mta.MailText;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Stage;

/**
 * A mail that comes with the program.
 *
 * @param file below {@code mails} in the program
 * @param helo how its client greets
 */
record SampleMail(String file, String helo) {
    private static final String CLIENT = "mail.example.net";
    private static final String RECIPIENT = "<bob@example.com>";

    /** In the order in which they are sent. The last comes from a client that greets with the server's own name. */
    static List<SampleMail> all(String ownName) {
        return List.of(
                new SampleMail("ham.eml", CLIENT),
                new SampleMail("newsletter.eml", CLIENT),
                new SampleMail("forged-results.eml", CLIENT),
                new SampleMail("forged-helo.eml", ownName));
    }

    /** The mail as its client hands it in. */
    Mail mail() throws IOException {
        MailText text = text();
        var recipients = text.addresses("To");
        return new Mail(
                new Connect(CLIENT, Connect.Family.INET, 25_000, "192.0.2.25"),
                helo,
                text.addresses("From").getFirst(),
                recipients.isEmpty() ? List.of(RECIPIENT) : recipients,
                List.of(),
                Map.of(
                        Stage.CONNECT, List.of(new Macro("{daemon_addr}", "127.0.0.1"), new Macro("v", "Postfix")),
                        Stage.MAIL, List.of(new Macro("i", file))),
                text);
    }

    private MailText text() throws IOException {
        try (var in = Objects.requireNonNull(
                SampleMail.class.getResourceAsStream("/mails/" + file), "the build adds " + file)) {
            return MailText.parse(in.readAllBytes());
        }
    }
}
