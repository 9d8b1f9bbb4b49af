package org.miltermanager.wire;

import java.util.List;

/**
 * SMFIC_MAIL: MAIL FROM (RFC 5321 4.1.1.2).
 *
 * @param address as typed, angle brackets included; {@code <>} for the null sender. Mail that did not come by SMTP has no brackets
 * @param parameters ESMTP parameters, one string each, such as {@code SIZE=100}
 */
public record MailFrom(String address, List<String> parameters) implements Event {
    public MailFrom {
        parameters = List.copyOf(parameters);
    }

    @Override
    public Stage stage() {
        return Stage.MAIL;
    }
}
