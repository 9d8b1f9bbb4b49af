package org.miltermanager.app.mta;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Verdict;

/** An answer as {@code milter-test-server} prints it (milter manager 2, {@code tool/milter-test-server.c}), and as JSON. */
public final class Report {
    private static final Pattern REPLY = Pattern.compile("(\\d)\\.(\\d{1,3})\\.(\\d{1,3}) (.*)", Pattern.DOTALL);
    private static final String RULE = "---------------------------------";
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final boolean colours;

    public Report(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Verdict, time and, where there is one, the reason for a quarantine. */
    public void print(Answer answer) {
        out.println("status: " + status(answer.verdict()));
        out.println("elapsed-time: " + seconds(answer) + " seconds");
        quarantines(answer).forEach(reason -> out.println("Quarantine reason: <" + reason + ">"));
    }

    private static String seconds(Answer answer) {
        return String.format(Locale.ROOT, "%.5f", answer.took().toNanos() / 1e9);
    }

    private static List<String> quarantines(Answer answer) {
        return answer.edits().stream()
                .filter(Quarantine.class::isInstance)
                .map(edit -> Phrases.text(((Quarantine) edit).reason()))
                .toList();
    }

    /** The word of milter manager for a verdict, with the SMTP reply behind it if there is one. */
    static String status(Verdict verdict) {
        return switch (verdict) {
            case Ruling.CONTINUE, Ruling.SKIP -> "pass";
            case Ruling.ACCEPT -> "accept";
            case Ruling.REJECT -> "reject";
            case Ruling.DISCARD -> "discard";
            case Ruling.TEMPFAIL, Ruling.SHUTDOWN, Ruling.CONN_FAIL -> "temporary-failure";
            case SmtpReply reply -> (reply.code() / 100 == 5 ? "reject" : "temporary-failure") + " " + detail(reply);
        };
    }

    private static String detail(SmtpReply reply) {
        String text = Phrases.text(String.join(" / ", reply.lines()));
        Matcher enhanced = REPLY.matcher(text);
        return enhanced.matches()
                ? "[%d]<%s.%s.%s>(%s)"
                        .formatted(
                                reply.code(),
                                enhanced.group(1),
                                enhanced.group(2),
                                enhanced.group(3),
                                enhanced.group(4))
                : "[%d]<>(%s)".formatted(reply.code(), text);
    }

    /** The mail as it would be delivered, against the mail as it was sent. */
    public void printMessage(Mail sent, Answer answer) {
        Mail delivered = answer.delivered();
        out.println();
        section("Envelope:", envelope(sent), envelope(delivered));
        section("Header:", header(sent), header(delivered));
        section("Body:", body(sent), body(delivered));
    }

    private void section(String title, List<String> before, List<String> after) {
        out.println(title + RULE);
        for (String line : Difference.of(before, after)) {
            String colour = line.startsWith("+") ? GREEN : RED;
            out.println(colours && !line.startsWith(" ") ? colour + line + PLAIN : line);
        }
    }

    private static List<String> envelope(Mail mail) {
        var lines = new ArrayList<String>();
        lines.add("MAIL FROM:" + Phrases.text(mail.sender()));
        mail.recipients().forEach(recipient -> lines.add("RCPT TO:" + Phrases.text(recipient)));
        return lines;
    }

    private static List<String> header(Mail mail) {
        return mail.text().headers().stream()
                .flatMap(header -> (header.name() + ":" + header.value()).lines())
                .map(Phrases::text)
                .toList();
    }

    private static List<String> body(Mail mail) {
        return mail.text().body().text().lines().map(Phrases::text).toList();
    }

    /** The same for programs. */
    public static Map<String, Object> json(Answer answer) {
        var json = new LinkedHashMap<String, Object>();
        json.put("status", status(answer.verdict()).replaceFirst(" .*", ""));
        json.put("stage", answer.stage().command().wireName());
        json.put("verdict", Phrases.of(answer.verdict()));
        json.put("elapsed-seconds", Double.valueOf(seconds(answer)));
        json.put("edits", answer.edits().stream().map(Phrases::of).toList());
        json.put("body-replaced", answer.bodyReplaced());
        json.put("from", Phrases.text(answer.delivered().sender()));
        json.put(
                "recipients",
                answer.delivered().recipients().stream().map(Phrases::text).toList());
        return json;
    }

    /** Why there is no answer, for a program. */
    public static Map<String, Object> json(String trouble) {
        var json = new LinkedHashMap<String, Object>();
        json.put("status", "error");
        json.put("error", trouble);
        return json;
    }
}
