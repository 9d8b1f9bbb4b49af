package org.miltermanager.wire;

/**
 * SMFIC_HELO: the client greeted with HELO or EHLO (RFC 5321 4.1.1.1).
 *
 * @param name its argument, which the client may choose freely
 */
public record Helo(String name) implements Event {
    @Override
    public Stage stage() {
        return Stage.HELO;
    }
}
