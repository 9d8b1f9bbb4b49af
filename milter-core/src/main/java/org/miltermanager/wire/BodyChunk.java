package org.miltermanager.wire;

/**
 * SMFIC_BODY: a part of the body. Line ends are CRLF and may be split between two chunks.
 *
 * @param content 65,535 octets at the most from Postfix and Sendmail
 */
public record BodyChunk(Octets content) implements Event {
    @Override
    public Stage stage() {
        return Stage.BODY;
    }
}
