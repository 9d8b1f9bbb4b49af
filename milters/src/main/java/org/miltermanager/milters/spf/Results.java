package org.miltermanager.milters.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.miltermanager.conditions.spf.SpfFinding;
import org.miltermanager.conditions.spf.SpfQuestion;

/**
 * The header values that tell a result. What strangers wrote stands in quotes or comments, and cannot end them.
 *
 * @param ownName who says it
 */
record Results(String ownName, SpfQuestion question, SpfFinding finding) {
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");
    private static final Pattern DOT_ATOM =
            Pattern.compile("[-A-Za-z0-9!#$%&'*+/=?^_`{|}~]+(?:\\.[-A-Za-z0-9!#$%&'*+/=?^_`{|}~]+)*");
    private static final Pattern MAILBOX = Pattern.compile("(?:" + DOT_ATOM + "@)?[-A-Za-z0-9._]+");
    private static final Pattern TOKEN = Pattern.compile("[^\\s\\x00-\\x20()<>@,;:\\\\\"/\\[\\]?=]+");
    private static final String FOLD = "\n\t";

    /** Of {@code Received-SPF} (RFC 7208 9.1), with the blank behind the colon. */
    String receivedSpf() {
        List<String> pairs = new ArrayList<>();
        pairs.add("receiver=" + word(ownName));
        pairs.add("client-ip=" + word(question.clientText()));
        if (!question.ofHelo()) {
            pairs.add("envelope-from=" + quoted(question.sender()));
        }
        pairs.add("helo=" + word(question.helo()));
        pairs.add("identity=" + (question.ofHelo() ? "helo" : "mailfrom"));
        if (!finding.mechanism().isEmpty()) {
            pairs.add("mechanism=" + word(finding.mechanism()));
        }
        if (!finding.problem().isEmpty()) {
            pairs.add("problem=" + quoted(finding.problem()));
        }
        return " " + finding.result().word() + " (" + comment() + ")" + FOLD + String.join(";" + FOLD, pairs);
    }

    /** Of {@code Authentication-Results} (RFC 8601 2.2, 2.7.2), with the blank behind the colon. */
    String authenticationResults() {
        String property = question.ofHelo()
                ? "smtp.helo=" + pvalue(question.helo())
                : "smtp.mailfrom=" + pvalue(question.sender());
        return " " + (TOKEN.matcher(ownName).matches() ? ownName : quoted(ownName)) + ";" + FOLD + "spf="
                + finding.result().word() + " (" + comment() + ") " + property;
    }

    private String comment() {
        String client = question.clientText();
        String domain = escaped(question.domain(), "()\\");
        return escaped(ownName, "()\\") + ": "
                + switch (finding.result()) {
                    case PASS -> domain + " designates " + client + " as permitted sender";
                    case FAIL -> domain + " does not designate " + client + " as permitted sender";
                    case SOFTFAIL -> domain + " probably does not designate " + client + " as permitted sender";
                    case NEUTRAL -> client + " is neither permitted nor denied by " + domain;
                    case NONE -> domain + " does not say who may send for it";
                    case TEMPERROR -> "the policy of " + domain + " could not be had";
                    case PERMERROR -> "the policy of " + domain + " cannot be understood";
                };
    }

    private static String word(String text) {
        return DOT_ATOM.matcher(text).matches() ? text : quoted(text);
    }

    private static String pvalue(String text) {
        return MAILBOX.matcher(text).matches() ? text : quoted(text);
    }

    private static String quoted(String text) {
        return "\"" + escaped(text, "\"\\") + "\"";
    }

    private static String escaped(String text, String special) {
        var escaped = new StringBuilder();
        for (char character : UNPRINTABLE.matcher(text).replaceAll("?").toCharArray()) {
            escaped.append(special.indexOf(character) >= 0 ? "\\" : "").append(character);
        }
        return escaped.toString();
    }
}
