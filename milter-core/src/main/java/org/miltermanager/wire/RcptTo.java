package org.miltermanager.wire;

import java.util.List;

/**
 * SMFIC_RCPT: RCPT TO (RFC 5321 4.1.1.3).
 *
 * @param address as typed, angle brackets included
 * @param parameters ESMTP parameters, one string each, such as {@code NOTIFY=NEVER}
 */
public record RcptTo(String address, List<String> parameters) implements Event {
    public RcptTo {
        parameters = List.copyOf(parameters);
    }

    @Override
    public Stage stage() {
        return Stage.RCPT;
    }
}
