package org.miltermanager.milter;

import java.util.List;
import java.util.Optional;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Verdict;

/**
 * A milter's answer to a complete message.
 *
 * @param edits in the order in which they apply; without effect where the verdict decides
 * @param body a new body, too large perhaps to be an edit, from {@link Terms#newBody}; it is closed by who gets it
 * @param verdict what shall become of the message
 */
public record Outcome(List<Edit> edits, Optional<BodySpool> body, Verdict verdict) {
    public Outcome {
        edits = List.copyOf(edits);
    }

    /** Edits and a verdict. A new body of modest size may be among the edits, as {@link org.miltermanager.wire.ReplaceBody}. */
    public Outcome(List<Edit> edits, Verdict verdict) {
        this(edits, Optional.empty(), verdict);
    }

    /** A verdict without edits. */
    public static Outcome of(Verdict verdict) {
        return new Outcome(List.of(), verdict);
    }

    /** The verdict alone; a new body is forgotten. */
    public Outcome withoutEdits() {
        body.ifPresent(BodySpool::close);
        return of(verdict);
    }
}
