package org.miltermanager.app.bench;

import java.util.ArrayList;
import java.util.List;
import org.miltermanager.fixtures.wire.Commands;

/**
 * An SMTP session with one message, as Postfix tells it to a milter.
 *
 * @param greeting the client and its HELO
 * @param envelope sender, recipient and DATA
 * @param content headers and body
 * @param end of the message
 */
record Mail(List<Step> greeting, List<Step> envelope, List<Step> content, Step end) {
    private static final int NR_HEADER = 0x80;
    private static final int NR_END_OF_HEADERS = 0x40000;
    private static final int NR_BODY = 0x80000;
    private static final int POSTFIX_CHUNK = 65_535;
    private static final String QUEUE_ID = "4XyZ1234567";
    private static final String LINE =
            "All happy families are alike; each unhappy family is unhappy in its own way.\r\n";

    static Mail of(int headers, int bodyOctets) {
        return new Mail(client(), transaction(), parts(headers, bodyOctets), ending());
    }

    private static List<Step> client() {
        return List.of(
                Step.of(
                        0,
                        Commands.macros(
                                'C',
                                "j",
                                "mx.example.org",
                                "{daemon_name}",
                                "mx.example.org",
                                "{daemon_addr}",
                                "192.0.2.1",
                                "v",
                                "Postfix 3.10.5",
                                "_",
                                "client.example.net [198.51.100.7]"),
                        Commands.connect("client.example.net", 34_567, "198.51.100.7")),
                Step.of(0, Commands.helo("client.example.net")));
    }

    private static List<Step> transaction() {
        return List.of(
                Step.of(
                        0,
                        Commands.macros(
                                'M',
                                "{mail_addr}",
                                "anna@example.net",
                                "{mail_host}",
                                "example.net",
                                "{mail_mailer}",
                                "smtp"),
                        Commands.mail("<anna@example.net>", "SIZE=34000")),
                Step.of(
                        0,
                        Commands.macros(
                                'R',
                                "i",
                                QUEUE_ID,
                                "{rcpt_addr}",
                                "stiva@example.org",
                                "{rcpt_host}",
                                "example.org",
                                "{rcpt_mailer}",
                                "lmtp"),
                        Commands.rcpt("<stiva@example.org>")),
                Step.of(0, Commands.macros('T', "i", QUEUE_ID), Commands.data()));
    }

    private static List<Step> parts(int headers, int bodyOctets) {
        var steps = new ArrayList<Step>();
        for (int i = 1; i <= headers; i++) {
            String value = "value %d of a header as long as headers are on average, that is not very".formatted(i);
            steps.add(Step.of(NR_HEADER, Commands.macros('L', "i", QUEUE_ID), Commands.header("X-Header-" + i, value)));
        }
        steps.add(Step.of(NR_END_OF_HEADERS, Commands.macros('N', "i", QUEUE_ID), Commands.endOfHeaders()));
        String body = LINE.repeat(bodyOctets / LINE.length() + 1).substring(0, bodyOctets);
        for (int at = 0; at < body.length(); at += POSTFIX_CHUNK) {
            String chunk = body.substring(at, Math.min(at + POSTFIX_CHUNK, body.length()));
            steps.add(Step.of(NR_BODY, Commands.macros('B', "i", QUEUE_ID), Commands.body(chunk)));
        }
        return steps;
    }

    private static Step ending() {
        return Step.of(0, Commands.macros('E', "i", QUEUE_ID), Commands.endOfMessage());
    }
}
