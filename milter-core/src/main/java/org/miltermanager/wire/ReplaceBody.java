package org.miltermanager.wire;

/**
 * SMFIR_REPLBODY: a part of the new body; all parts of one milter together replace the old body.
 *
 * @param content may be empty; a single empty part makes the body empty
 */
public record ReplaceBody(Octets content) implements Edit {
    @Override
    public ActionFlag action() {
        return ActionFlag.CHGBODY;
    }
}
