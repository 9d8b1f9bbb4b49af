package org.miltermanager.app.mta;

import java.nio.charset.StandardCharsets;
import org.miltermanager.app.log.PrintableText;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.AddRecipient;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.ChangeSender;
import org.miltermanager.wire.DeleteRecipient;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.InsertHeader;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.ReplaceBody;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Verdict;

/** Verdicts and edits in words for people, safe to print. */
public final class Phrases {
    private Phrases() {}

    /** Such as {@code continue} or {@code 550 5.7.1 No}. */
    public static String of(Verdict verdict) {
        return switch (verdict) {
            case Ruling.CONTINUE -> "continue";
            case Ruling.ACCEPT -> "accept";
            case Ruling.REJECT -> "reject";
            case Ruling.TEMPFAIL -> "tempfail";
            case Ruling.DISCARD -> "discard";
            case Ruling.SKIP -> "skip";
            case Ruling.SHUTDOWN -> "shutdown";
            case Ruling.CONN_FAIL -> "connection failed";
            case SmtpReply reply -> text(reply.toString());
        };
    }

    /** Such as {@code add header X-Spam: yes}. */
    public static String of(Edit edit) {
        return switch (edit) {
            case AddHeader(var name, var value) -> "add header " + field(name, value);
            case InsertHeader(var index, var name, var value) -> "insert header " + index + " " + field(name, value);
            case ChangeHeader change ->
                change.deletes()
                        ? "delete header " + text(change.name()) + " " + change.nth()
                        : "change header " + change.nth() + " " + field(change.name(), change.value());
            case ReplaceBody(var content) -> "replace body, " + content;
            case AddRecipient(var address, var parameters) ->
                ("add recipient " + text(address + " " + parameters)).strip();
            case DeleteRecipient(var address) -> "delete recipient " + text(address);
            case ChangeSender(var address, var parameters) ->
                ("change sender " + text(address + " " + parameters)).strip();
            case Quarantine(var reason) -> "quarantine: " + text(reason);
        };
    }

    private static String field(String name, String value) {
        return text(name + ": " + Header.withoutBlank(value));
    }

    /** Octets of the protocol as text: UTF-8 where they are, and nothing that would steer a terminal. */
    public static String text(String octets) {
        return PrintableText.of(new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }
}
