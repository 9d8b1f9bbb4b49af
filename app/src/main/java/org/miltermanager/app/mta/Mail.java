package org.miltermanager.app.mta;

import java.util.List;
import java.util.Map;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Stage;

/**
 * One mail as an SMTP client hands it in, and what the mail server tells its milters beside it. Immutable.
 *
 * @param client who connects
 * @param helo how it greets
 * @param sender address in angle brackets
 * @param recipients addresses in angle brackets; at least one
 * @param unknown commands that the mail server does not know, said between RCPT and DATA
 * @param macros by the stage at which they are told
 * @param text header block and body
 */
public record Mail(
        Connect client,
        String helo,
        String sender,
        List<String> recipients,
        List<String> unknown,
        Map<Stage, List<Macro>> macros,
        MailText text) {
    public Mail {
        recipients = List.copyOf(recipients);
        unknown = List.copyOf(unknown);
        macros = Map.copyOf(macros);
    }

    /** The same mail with another envelope and text. */
    Mail changed(String newSender, List<String> newRecipients, MailText newText) {
        return new Mail(client, helo, newSender, newRecipients, unknown, macros, newText);
    }
}
