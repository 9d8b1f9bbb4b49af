package org.miltermanager.chain;

import java.util.List;
import java.util.Optional;
import org.miltermanager.milter.BodySpool;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Verdict;

/**
 * A message that went through the chain.
 *
 * @param verdict what the mail server was told
 * @param decider the milter that decided so; empty where none did
 * @param edits what the mail server was asked to change: headers and envelope, in the order of the list
 * @param body the last new body; Postfix wants it in one contiguous run
 * @param quarantine whether the message is held, and why
 * @param size of the body as it arrived, in octets
 */
public record Reviewed(
        Verdict verdict,
        String decider,
        List<Edit> edits,
        Optional<BodySpool> body,
        Optional<Quarantine> quarantine,
        long size)
        implements AutoCloseable {
    public Reviewed {
        edits = List.copyOf(edits);
    }

    /** A message with a verdict, and nothing changed. */
    static Reviewed decided(Verdict verdict, String decider, long size) {
        return new Reviewed(verdict, decider, List.of(), Optional.empty(), Optional.empty(), size);
    }

    /** The same message, where what was made of it is lost: it is to come again. */
    public Reviewed deferred() {
        return decided(Ruling.TEMPFAIL, "", size);
    }

    /** Forgets the new body, when the mail server has it. */
    @Override
    public void close() {
        body.ifPresent(BodySpool::close);
    }
}
