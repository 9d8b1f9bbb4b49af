package org.miltermanager.chain;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
 * CR CR LF; a line end behind a value makes an empty continuation line; a header is cut at 60,000 octets. Measured on Sendmail: of an
 * ESMTP parameter that it does not know it complains in the SMTP session, and the client takes that for the answer to something else.
 */
final class EditRules {
    private static final int MAX_HEADER = 60_000;
    /** RFC 3461 4.2: no longer than an address with its kind in front; and no matcher gets lost in it. */
    private static final int MAX_PARAMETER = 500;

    private static final int SHOWN = 100;
    private static final Pattern NAME = Pattern.compile("[!-9;-~]+");
    private static final String XTEXT = "([!-*,-<>-~]|\\+[0-9A-F]{2})+";
    private static final Pattern NULL_RECIPIENT = Pattern.compile("|<>");
    private static final Pattern UNFOLDED = Pattern.compile("\n(?![ \t])");

    private static final Pattern BLANKS = Pattern.compile(" +");
    /** RFC 3461 4.1 and 4.2; RFC 3461 4: xtext. */
    private static final Pattern RECIPIENT_PARAMETER = Pattern.compile(
            "(?i)NOTIFY=(NEVER|(SUCCESS|FAILURE|DELAY)(,(SUCCESS|FAILURE|DELAY))*)|ORCPT=[^;+=]+;" + XTEXT);
    /** RFC 3461 4.3 and 4.4, RFC 1870, RFC 6152. */
    private static final Pattern SENDER_PARAMETER =
            Pattern.compile("(?i)RET=(FULL|HDRS)|ENVID=" + XTEXT + "|SIZE=[0-9]+|BODY=(7BIT|8BITMIME)");

    private final Consumer<String> remarks;

    /** @param remarks takes a sentence for each edit that is refused */
    EditRules(Consumer<String> remarks) {
        this.remarks = remarks;
    }

    /** The edit as it may be done; empty where it must not be. */
    Optional<Edit> admit(Edit edit, MailServer server) {
        return switch (edit) {
            case AddHeader add -> header(add.name(), add.value(), edit, server);
            case InsertHeader insert -> header(insert.name(), insert.value(), edit, server);
            case ChangeHeader change -> header(change.name(), change.value(), edit, server);
            case AddRecipient add -> recipient(add.address(), withParameters(add, server));
            case DeleteRecipient delete -> recipient(delete.address(), edit);
            case ChangeSender change -> Optional.of(withParameters(change, server));
            case Quarantine _, ReplaceBody _ -> Optional.of(edit);
        };
    }

    private Edit withParameters(AddRecipient add, MailServer server) {
        return new AddRecipient(add.address(), understood(add.parameters(), RECIPIENT_PARAMETER, server));
    }

    private Edit withParameters(ChangeSender change, MailServer server) {
        return new ChangeSender(change.address(), understood(change.parameters(), SENDER_PARAMETER, server));
    }

    private String understood(String parameters, Pattern known, MailServer server) {
        if (!server.complainsToTheClient()) {
            return parameters;
        }
        String kept = BLANKS.splitAsStream(parameters)
                .filter(parameter -> parameter.length() <= MAX_PARAMETER
                        && known.matcher(parameter).matches())
                .collect(Collectors.joining(" "));
        if (!kept.equals(parameters)) {
            remarks.accept("ESMTP parameters cut to those that Sendmail knows: "
                    + parameters.substring(0, Math.min(parameters.length(), SHOWN)));
        }
        return kept;
    }

    private Optional<Edit> header(String name, String value, Edit edit, MailServer server) {
        if (name.length() >= MAX_HEADER || !NAME.matcher(name).matches()) {
            return refused("a header name of " + name.length() + " octets that is none (RFC 5322 2.2)");
        }
        if (name.length() + value.length() > MAX_HEADER) {
            remarks.accept("header " + name + " of " + value.length() + " octets cut at " + MAX_HEADER);
        }
        return Optional.of(edit.withValue(raw -> folded(raw, MAX_HEADER - name.length(), server)));
    }

    private static String folded(String raw, int limit, MailServer server) {
        String value = raw.length() > limit ? raw.substring(0, limit) : raw;
        String lines =
                value.indexOf('\r') < 0 ? value : value.replace("\r\n", "\n").replace('\r', ' ');
        return server.indentsAtDelivery()
                ? withoutLineEnd(lines)
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
