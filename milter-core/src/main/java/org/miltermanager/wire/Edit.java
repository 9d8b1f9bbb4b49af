package org.miltermanager.wire;

import java.util.function.UnaryOperator;

/** A change that a milter asks for at end of message. Without effect where its verdict is reject, tempfail or discard. */
public sealed interface Edit extends Reply
        permits AddHeader,
                InsertHeader,
                ChangeHeader,
                ReplaceBody,
                AddRecipient,
                DeleteRecipient,
                ChangeSender,
                Quarantine {
    /** The action that a milter must have negotiated for this edit. */
    ActionFlag action();

    /** The same edit with the value of its header, if it has one, written otherwise; a deletion stays one, and nothing else becomes one. */
    default Edit withValue(UnaryOperator<String> spacing) {
        return this;
    }
}
