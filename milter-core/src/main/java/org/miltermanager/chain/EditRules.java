package org.miltermanager.chain;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.AddRecipient;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.ChangeSender;
import org.miltermanager.wire.DeleteRecipient;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.InsertHeader;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.ReplaceBody;

/**
 * What of a milter's edit is legal and harmless for the mail server, and for everybody who reads the message afterwards.
 *
 * <p>Measured on Postfix: a header name with a blank, a colon or nothing turns the rest of the headers into body; CR LF in a value becomes
 * CR CR LF; a line end behind a value makes an empty continuation line; a header is cut at 60,000 octets.
 */
final class EditRules {
    private static final int MAX_HEADER = 60_000;
    private static final Pattern NAME = Pattern.compile("[!-9;-~]+");
    private static final Pattern NULL_RECIPIENT = Pattern.compile("|<>");
    private static final Pattern UNFOLDED = Pattern.compile("\n(?![ \t])");

    private final Consumer<String> remarks;

    /** @param remarks takes a sentence for each edit that is refused */
    EditRules(Consumer<String> remarks) {
        this.remarks = remarks;
    }

    /** The edit as it may be done; empty where it must not be. */
    Optional<Edit> admit(Edit edit) {
        return switch (edit) {
            case AddHeader add -> header(add.name(), add.value(), edit);
            case InsertHeader insert -> header(insert.name(), insert.value(), edit);
            case ChangeHeader change -> header(change.name(), change.value(), edit);
            case AddRecipient add -> recipient(add.address(), edit);
            case DeleteRecipient delete -> recipient(delete.address(), edit);
            case ChangeSender _, Quarantine _, ReplaceBody _ -> Optional.of(edit);
        };
    }

    private Optional<Edit> header(String name, String value, Edit edit) {
        if (!NAME.matcher(name).matches()) {
            return refused("a header name of " + name.length() + " octets that is none (RFC 5322 2.2)");
        }
        if (name.length() + value.length() > MAX_HEADER) {
            remarks.accept("header " + name + " of " + value.length() + " octets cut at " + MAX_HEADER);
        }
        return Optional.of(edit.withValue(raw -> folded(raw, MAX_HEADER - name.length())));
    }

    private static String folded(String raw, int limit) {
        String value = raw.length() > limit ? raw.substring(0, limit) : raw;
        String lines =
                value.indexOf('\r') < 0 ? value : value.replace("\r\n", "\n").replace('\r', ' ');
        return lines.indexOf('\n') < 0
                ? lines
                : UNFOLDED.matcher(withoutLineEnd(lines)).replaceAll("\n\t");
    }

    private static String withoutLineEnd(String value) {
        int end = value.length();
        while (end > 0 && value.charAt(end - 1) == '\n') {
            end--;
        }
        return value.substring(0, end);
    }

    private Optional<Edit> recipient(String address, Edit edit) {
        return NULL_RECIPIENT.matcher(address).matches()
                ? refused("the null address is no recipient")
                : Optional.of(edit);
    }

    private Optional<Edit> refused(String why) {
        remarks.accept("edit refused: " + why);
        return Optional.empty();
    }
}
