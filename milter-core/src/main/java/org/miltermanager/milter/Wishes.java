package org.miltermanager.milter;

import java.util.List;
import java.util.Map;
import org.miltermanager.wire.Stage;

/**
 * What a milter wants from the mail server beyond the usual.
 *
 * @param macros names by stage (SMFIR_SETSYMLIST), in the milter's order; a stage that is missing takes what the mail server sends
 * @param rejectedRecipients whether recipients that the mail server itself rejects shall be shown (SMFIP_RCPT_REJ)
 */
public record Wishes(Map<Stage, List<String>> macros, boolean rejectedRecipients) {
    public static final Wishes NONE = new Wishes(Map.of(), false);

    public Wishes {
        macros = Map.copyOf(macros);
    }
}
