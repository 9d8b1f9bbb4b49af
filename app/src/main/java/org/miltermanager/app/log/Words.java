package org.miltermanager.app.log;

import java.util.Locale;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** The words of milter manager for verdicts and stages, which its analyzers look for. */
final class Words {
    private Words() {}

    /** What milter manager calls a status. */
    static String of(Verdict verdict) {
        return switch (verdict) {
            case Ruling.CONTINUE, Ruling.ACCEPT, Ruling.SKIP -> "pass";
            case Ruling.REJECT -> "reject";
            case Ruling.TEMPFAIL, Ruling.SHUTDOWN, Ruling.CONN_FAIL -> "temporary-failure";
            case Ruling.DISCARD -> "discard";
            case SmtpReply reply -> reply.code() / 100 == 5 ? "reject" : "temporary-failure";
        };
    }

    /** What milter manager calls a state. */
    static String of(Stage stage) {
        return switch (stage) {
            case MAIL -> "envelope-from";
            case RCPT -> "envelope-recipient";
            case END_OF_HEADERS -> "end-of-header";
            case CONNECT, HELO, UNKNOWN, DATA, HEADER, BODY, END_OF_MESSAGE ->
                stage.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
