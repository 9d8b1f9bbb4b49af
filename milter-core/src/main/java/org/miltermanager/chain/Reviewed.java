package org.miltermanager.chain;

import java.util.List;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Verdict;

/**
 * A message that went through the chain.
 *
 * @param verdict what the mail server was told
 * @param decider the milter that decided so; empty where none did
 * @param edits what the mail server was asked to change
 * @param size of the body as it arrived, in octets
 */
public record Reviewed(Verdict verdict, String decider, List<Edit> edits, long size) {
    public Reviewed {
        edits = List.copyOf(edits);
    }
}
