package org.miltermanager.app.demo;

import java.io.IOException;
import java.time.Duration;
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
 * @param name what the table calls it
 * @param file below {@code mails} in the program, without {@code .eml}
 * @param address of its client
 * @param helo how its client greets
 * @param after how much later than the mail before it is sent
 */
record SampleMail(String name, String file, String address, String helo, Duration after) {
    private static final String CLIENT = "mail.example.net";
    private static final String ADDRESS = "192.0.2.25";
    private static final String ELSEWHERE = "203.0.113.9";
    private static final String RECIPIENT = "<bob@example.com>";

    /**
     * In the order in which they are sent.
     *
     * @param ownName the server's, with which the last one's client greets
     * @param delay how long greylisting keeps mail waiting
     */
    static List<SampleMail> all(String ownName, Duration delay) {
        return List.of(
                of("ham"),
                new SampleMail("ham, " + delay.toMinutes() + " minutes later", "ham", ADDRESS, CLIENT, delay),
                of("newsletter"),
                of("forged-results"),
                new SampleMail("forged-sender", "forged-sender", ELSEWHERE, CLIENT, Duration.ZERO),
                new SampleMail("forged-helo", "forged-helo", ADDRESS, ownName, Duration.ZERO));
    }

    /** One that goes all the way, from a client that sends none of the others. */
    static SampleMail rehearsal(Duration after) {
        return new SampleMail("rehearsal", "forged-results", ELSEWHERE, CLIENT, after);
    }

    private static SampleMail of(String file) {
        return new SampleMail(file, file, ADDRESS, CLIENT, Duration.ZERO);
    }

    /** The mail as its client hands it in. */
    Mail mail() throws IOException {
        MailText text = text();
        var recipients = text.addresses("To");
        return new Mail(
                new Connect(CLIENT, Connect.Family.INET, 25_000, address),
                helo,
                text.addresses("From").getFirst(),
                recipients.isEmpty() ? List.of(RECIPIENT) : recipients,
                List.of(),
                Map.of(
                        Stage.CONNECT, List.of(new Macro("{daemon_addr}", "127.0.0.1"), new Macro("v", "Postfix")),
                        Stage.MAIL, List.of(new Macro("i", name))),
                text);
    }

    private MailText text() throws IOException {
        try (var in = Objects.requireNonNull(
                SampleMail.class.getResourceAsStream("/mails/" + file + ".eml"), "the build adds " + file)) {
            return MailText.parse(in.readAllBytes());
        }
    }
}
