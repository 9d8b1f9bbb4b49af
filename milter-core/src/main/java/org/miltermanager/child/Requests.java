package org.miltermanager.child;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.BodyReplacement;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.AddRecipient;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.ChangeSender;
import org.miltermanager.wire.DeleteRecipient;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.InsertHeader;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.ReplaceBody;
import org.miltermanager.wire.StepFlag;
import org.miltermanager.wire.Verdict;

/** What an external milter asks for at the end of one message, as far as it negotiated the right, and within bounds. */
final class Requests {
    /** Octets of all edits but a new body: as many as the headers of a message may have, by default. */
    private static final int MAX_OCTETS = 16 << 20;

    private final Negotiate agreed;
    private final int max;
    private final Terms terms;
    private final List<Edit> edits = new ArrayList<>();
    private final Set<ActionFlag> refused = EnumSet.noneOf(ActionFlag.class);
    private long octets;
    private @Nullable BodyReplacement body;

    Requests(Negotiate agreed, int max, Terms terms) {
        this.agreed = agreed;
        this.max = max;
        this.terms = terms;
    }

    /** @throws MilterFailure if these are too many, or the new body is too large to be kept */
    void take(Edit edit) {
        if (!mayDo(edit)) {
            refuse(edit);
        } else if (edit instanceof ReplaceBody part) {
            replaceBody(part);
        } else if (edits.size() >= max) {
            throw new MilterFailure("more than " + max + " edits of one message");
        } else {
            count(edit);
            boolean spaced = agreed.steps().contains(StepFlag.HDR_LEADSPC);
            edits.add(spaced ? edit : edit.withValue(Header::withBlank));
        }
    }

    /** Told once a message of each kind: there may be any number of them. */
    private void refuse(Edit edit) {
        if (refused.add(edit.action())) {
            terms.remarks()
                    .accept(edit.getClass().getSimpleName() + " refused: it did not negotiate SMFIF_" + edit.action());
        }
    }

    private void count(Edit edit) {
        octets += switch (edit) {
            case AddHeader(var name, var value) -> name.length() + value.length();
            case InsertHeader(var _, var name, var value) -> name.length() + value.length();
            case ChangeHeader(var _, var name, var value) -> name.length() + value.length();
            case AddRecipient(var address, var parameters) -> address.length() + parameters.length();
            case ChangeSender(var address, var parameters) -> address.length() + parameters.length();
            case DeleteRecipient(var address) -> address.length();
            case Quarantine(var reason) -> reason.length();
            case ReplaceBody _ -> 0;
        };
        if (octets > MAX_OCTETS) {
            throw new MilterFailure("edits of one message of more than " + MAX_OCTETS + " octets");
        }
    }

    /** SMFIR_ADDRCPT_PAR may be without parameters. */
    private boolean mayDo(Edit edit) {
        return agreed.actions().contains(edit.action())
                || (edit instanceof AddRecipient && agreed.actions().contains(ActionFlag.ADDRCPT_PAR));
    }

    private void replaceBody(ReplaceBody part) {
        if (body == null) {
            body = terms.newBody().get();
        }
        try {
            body.append(part.content());
        } catch (UncheckedIOException refused) {
            throw unkept(refused);
        }
    }

    private static MilterFailure unkept(UncheckedIOException refused) {
        return new MilterFailure("SMFIR_REPLBODY: " + refused.getMessage(), refused);
    }

    /**
     * All of it, with the verdict that came at the end.
     *
     * @throws MilterFailure if the end of the new body's last line finds no room
     */
    Outcome with(Verdict verdict) {
        try {
            return new Outcome(edits, Optional.ofNullable(body).map(BodyReplacement::finish), verdict);
        } catch (UncheckedIOException refused) {
            throw unkept(refused);
        }
    }

    /** The milter was lost before its verdict: nothing of it counts, but that there was something. */
    MilterFailure lost(MilterFailure failure) {
        if (body != null) {
            body.close();
        }
        return body == null && edits.isEmpty() ? failure : failure.havingEdited();
    }
}
