package org.miltermanager.app.mta;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/**
 * What a milter said to one mail.
 *
 * @param stage at which it said its last word
 * @param verdict that word; where it said accept early, accept
 * @param edits what it asked to change of headers and envelope, and a quarantine
 * @param bodyReplaced whether it gave a new body
 * @param took from the connection to the last word
 * @param delivered the mail with the edits, and without recipients that were refused
 * @param failure why there is no usable answer; the other components are then what came before
 */
public record Answer(
        Stage stage,
        Verdict verdict,
        List<Edit> edits,
        boolean bodyReplaced,
        Duration took,
        Mail delivered,
        Optional<MilterFailure> failure) {
    public Answer {
        edits = List.copyOf(edits);
    }
}
