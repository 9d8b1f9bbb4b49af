package org.miltermanager.milter;

import java.util.List;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Verdict;

/**
 * A milter's answer to a complete message.
 *
 * @param edits in the order in which they apply; without effect where the verdict decides
 * @param verdict what shall become of the message
 */
public record Outcome(List<Edit> edits, Verdict verdict) {
    public Outcome {
        edits = List.copyOf(edits);
    }

    /** A verdict without edits. */
    public static Outcome of(Verdict verdict) {
        return new Outcome(List.of(), verdict);
    }
}
