package org.miltermanager.milters.spf;

import java.util.ArrayList;
import java.util.List;
import org.miltermanager.conditions.spf.SpfFinding;
import org.miltermanager.conditions.spf.SpfQuestion;
import org.miltermanager.milters.spf.SpfSettings.Refusal;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Verdict;

/** What the client is told about a result (RFC 7208 8.4 to 8.7, codes of RFC 7372 3.2). */
final class Refusals {
    private static final int FOR_GOOD = 550;
    private static final int FOR_NOW = 451;

    private Refusals() {}

    static Verdict answer(SpfSettings settings, SpfQuestion question, SpfFinding finding) {
        String domain = question.domain();
        return switch (finding.result()) {
            case NONE, NEUTRAL, PASS, SOFTFAIL -> Ruling.CONTINUE;
            case FAIL ->
                reply(
                        settings.onFail(),
                        "7.23",
                        question.clientText() + " is not allowed to send mail for " + domain + " (SPF)",
                        finding.explanation().isEmpty() ? "" : domain + " explains: " + finding.explanation());
            case PERMERROR ->
                reply(
                        settings.onPermerror(),
                        "7.24",
                        "The SPF policy of " + domain + " cannot be understood",
                        finding.problem());
            case TEMPERROR ->
                reply(settings.onTemperror(), "7.24", "The SPF policy of " + domain + " cannot be had at present", "");
        };
    }

    private static Verdict reply(Refusal refusal, String detail, String what, String more) {
        return switch (refusal) {
            case ACCEPT -> Ruling.CONTINUE;
            case TEMPFAIL -> new SmtpReply(FOR_NOW, lines("4." + detail, what, more));
            case REJECT -> new SmtpReply(FOR_GOOD, lines("5." + detail, what, more));
        };
    }

    private static List<String> lines(String code, String what, String more) {
        List<String> lines = new ArrayList<>();
        lines.add(code + " " + what);
        if (!more.isEmpty()) {
            lines.add(code + " " + more);
        }
        return lines;
    }
}
