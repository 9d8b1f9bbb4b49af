package org.miltermanager.chain;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.BodyReplacement;
import org.miltermanager.milter.BodySpool;
import org.miltermanager.milter.Content;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.AddRecipient;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.ChangeSender;
import org.miltermanager.wire.DeleteRecipient;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.InsertHeader;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.ReplaceBody;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Verdict;

/**
 * A message on its way through the chain: first as it arrives, then as each milter leaves it for the next, with the requests that make
 * the mail server do the same. Used by one thread; what {@link #shown} returned may be read by others until {@link #close}.
 */
final class Draft implements AutoCloseable {
    /** Postfix cuts a reason there. */
    private static final int MAX_REASON = 100;

    /** What a header takes in memory beside its octets. */
    private static final long HEADER_COST = 200L;

    private static final SmtpReply LARGE_HEADER = new SmtpReply(552, "5.3.4", "Message header too large");
    private static final SmtpReply LARGE_BODY = new SmtpReply(552, "5.3.4", "Message body too large");
    private static final SmtpReply NO_SPACE = new SmtpReply(452, "4.3.1", "Insufficient storage for the message");

    private final MessageLimits limits;
    private final MailServer server;
    private final Consumer<String> exceeded;
    private final List<Header> arrived = new ArrayList<>();
    private final BodySpool arrivedBody;
    private final List<Edit> requests = new ArrayList<>();
    private final List<String> quarantines = new ArrayList<>();
    private long headerOctets;
    private long taken;
    private @Nullable Verdict refusal;
    private @Nullable HeaderModel headers;
    private @Nullable HeaderModel untouched;
    private BodySpool body;

    /** @param exceeded told which limit it is for which the message will be refused */
    Draft(MessageLimits limits, MailServer server, Consumer<String> exceeded) {
        this.limits = limits;
        this.server = server;
        this.exceeded = exceeded;
        this.arrivedBody = limits.newSpool();
        this.body = arrivedBody;
    }

    /** The next header of the message as it arrives. */
    void append(Header header) {
        headerOctets += header.name().length() + header.value().length();
        if (arrived.size() >= limits.maxHeaders()) {
            refuse(LARGE_HEADER, "more than " + limits.maxHeaders() + " headers");
        } else if (headerOctets > limits.maxHeaderOctets()) {
            refuse(LARGE_HEADER, "headers of more than " + limits.maxHeaderOctets() + " octets in all");
        } else if (refusal == null) {
            keep(header);
        }
    }

    private void keep(Header header) {
        long cost = HEADER_COST + header.name().length() + header.value().length();
        if (limits.memory().take(cost)) {
            taken += cost;
            arrived.add(header);
        } else {
            refuse(NO_SPACE, "no room for the headers, beside those of other messages");
        }
    }

    /**
     * The next part of the body as it arrives.
     *
     * @return true where with this part the body has become longer than one chunk
     */
    boolean append(Octets part) {
        boolean wasLong = isLong();
        if (arrivedBody.size() + part.length() > limits.maxSpool()) {
            refuse(LARGE_BODY, "a body of more than " + limits.maxSpool() + " octets");
        } else if (refusal == null) {
            keep(part);
        }
        return isLong() && !wasLong;
    }

    private boolean isLong() {
        return arrivedBody.size() > Message.CHUNK;
    }

    private void keep(Octets part) {
        try {
            arrivedBody.append(part);
        } catch (UncheckedIOException full) {
            refuse(NO_SPACE, String.valueOf(full.getMessage()));
        }
    }

    private void refuse(Verdict reply, String limit) {
        if (refusal == null) {
            refusal = reply;
            exceeded.accept(limit);
        }
    }

    /** Why the message cannot be judged, or not be judged to the end; empty where it can. */
    Optional<Verdict> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The message as it arrives, for other threads: all of its headers have. */
    Content arriving() {
        return new Arriving(List.copyOf(arrived), arrivedBody.arriving());
    }

    /** All of it has arrived. One that has to be refused never is complete: who reads it while it arrives sees it given up. */
    void complete() {
        if (refusal == null) {
            arrivedBody.complete();
        }
    }

    /** Length of the body as it arrived, in octets. */
    long arrivedSize() {
        return arrivedBody.size();
    }

    /** The message as it arrived. */
    Message asArrived() {
        return new View(List.copyOf(arrived), List.copyOf(arrived), arrivedBody);
    }

    /** The message for the next milter, as those before it have left it. */
    Message shown() {
        headers().nextMilter();
        return new View(headers().shown(), List.copyOf(arrived), body);
    }

    /** Makes the edits of the milter that was shown the message last. */
    void apply(Outcome outcome) {
        apply(outcome, headers());
    }

    /** Makes the edits of a milter that was shown the message as it arrived. */
    void transplant(Outcome outcome) {
        headers().nextMilter();
        HeaderModel seen = untouched == null ? headers().copy() : untouched.copy();
        apply(outcome, new TransplantedHeaders(seen, headers()));
    }

    private void apply(Outcome outcome, HeaderEdits block) {
        var newBody = new ArrayList<Octets>();
        for (Edit edit : outcome.edits()) {
            switch (edit) {
                case AddHeader request -> requests.addAll(block.apply(request));
                case InsertHeader request -> requests.addAll(block.apply(request));
                case ChangeHeader request -> requests.addAll(block.apply(request));
                case AddRecipient _, DeleteRecipient _, ChangeSender _ -> requests.add(edit);
                case Quarantine(var reason) -> quarantine(reason);
                case ReplaceBody(var part) -> newBody.add(part);
            }
        }
        if (!newBody.isEmpty()) {
            replaceBody(newBody);
        }
        outcome.body().ifPresent(this::replaceBody);
    }

    private void replaceBody(List<Octets> parts) {
        var replacement = new BodyReplacement(limits.newReplacement(), server.endsLastLine());
        try {
            parts.forEach(replacement::append);
            replaceBody(replacement.finish());
        } catch (UncheckedIOException full) {
            replacement.close();
            refuse(NO_SPACE, String.valueOf(full.getMessage()));
        }
    }

    private void replaceBody(BodySpool replacement) {
        if (body != arrivedBody) {
            body.close();
        }
        body = replacement;
    }

    /** The message shall be accepted and held. */
    void quarantine(String reason) {
        quarantines.add(reason);
    }

    boolean isQuarantined() {
        return !quarantines.isEmpty();
    }

    /** What the mail server is told where no milter objects. The new body, if there is one, is from now on the caller's. */
    Reviewed passed(Ruling ruling) {
        Optional<BodySpool> newBody = body == arrivedBody ? Optional.empty() : Optional.of(body);
        body = arrivedBody;
        return new Reviewed(ruling, "", requests, newBody, hold(), arrivedSize());
    }

    private Optional<Quarantine> hold() {
        if (!isQuarantined()) {
            return Optional.empty();
        }
        String reasons = server.keepsLastQuarantine() ? quarantines.getLast() : String.join("; ", quarantines);
        return Optional.of(new Quarantine(reasons.substring(0, Math.min(reasons.length(), MAX_REASON))));
    }

    private HeaderModel headers() {
        if (headers == null) {
            headers = server.headers(arrived);
            untouched = headers.copy();
        }
        return headers;
    }

    @Override
    public void close() {
        replaceBody(arrivedBody);
        arrivedBody.close();
        limits.memory().give(taken);
        taken = 0;
    }

    private record Arriving(List<Header> headers, Iterable<Octets> body) implements Content {}

    private record View(List<Header> headers, List<Header> arrived, BodySpool spool) implements Message {
        @Override
        public Iterable<Octets> body() {
            return spool.chunks();
        }

        @Override
        public long bodySize() {
            return spool.size();
        }
    }
}
