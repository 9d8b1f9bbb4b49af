package org.miltermanager.milters.rule;

import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Verdict;

/** What is done with mail that a rule is about. */
public sealed interface Action {
    /** The client is answered so. */
    record Answer(Verdict verdict) implements Action {}

    /** The message is changed or held when it is complete. */
    record Change(Edit edit) implements Action {}
}
