package org.miltermanager.app.bench;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A mail server with a list of milters, which it calls as Postfix does: each event to all of them in list order, the content of a
 * message to one completely before the next. With three milters in the list it calls them itself; with one it is the manager's.
 *
 * @param milters where they listen
 * @param added headers that must come back for each message
 */
record MailServer(List<SocketAddress> milters, int added) {
    /** One SMTP session with one message, from connecting to QUIT. */
    void serve(Mail mail) throws IOException {
        var lines = new ArrayList<MilterLine>();
        try {
            greet(mail, lines);
            tell(mail.envelope(), lines);
            deliver(mail, lines);
            for (MilterLine line : lines) {
                line.quit();
            }
        } finally {
            close(lines);
        }
    }

    /** A session whose client says HELO and then nothing. */
    List<MilterLine> idle(Mail mail) throws IOException {
        var lines = new ArrayList<MilterLine>();
        greet(mail, lines);
        return lines;
    }

    private void greet(Mail mail, List<MilterLine> lines) throws IOException {
        for (SocketAddress milter : milters) {
            lines.add(MilterLine.open(milter));
        }
        tell(mail.greeting(), lines);
    }

    private static void tell(List<Step> steps, List<MilterLine> lines) throws IOException {
        for (Step step : steps) {
            for (MilterLine line : lines) {
                line.ask(step);
            }
        }
    }

    private void deliver(Mail mail, List<MilterLine> lines) throws IOException {
        int headers = 0;
        for (MilterLine line : lines) {
            for (Step part : mail.content()) {
                line.ask(part);
            }
            headers += line.endMessage(mail.end());
        }
        if (headers != added) {
            throw new IOException("got " + headers + " added headers, expected " + added);
        }
    }

    static void close(List<MilterLine> lines) throws IOException {
        for (MilterLine line : lines) {
            line.close();
        }
    }
}
