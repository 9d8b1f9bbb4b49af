package org.miltermanager.condition;

import java.util.List;
import org.miltermanager.wire.Stage;

/**
 * Whether a milter is asked, and why.
 *
 * @param milter its name
 * @param stage where this was decided
 * @param answer what was decided
 * @param truth of its condition; unknown: it could not be decided, and the answer is the one that is configured for that
 * @param findings what became of each part of the condition
 */
public record Decision(String milter, Stage stage, Answer answer, Truth truth, List<Finding> findings) {
    public Decision {
        findings = List.copyOf(findings);
    }
}
