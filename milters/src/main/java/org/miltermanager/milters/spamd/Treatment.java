package org.miltermanager.milters.spamd;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milters.scan.Consequences;
import org.miltermanager.milters.scan.Envelope;
import org.miltermanager.milters.scan.ForgedHeaders;
import org.miltermanager.milters.scan.Mailbox;
import org.miltermanager.milters.scan.OnLarge;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.spamd.SpamdSettings.Bands;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.AddRecipient;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.DeleteRecipient;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.ReplaceBody;
import org.miltermanager.wire.Ruling;

/** What becomes of one message. */
record Treatment(SpamdSettings settings, Message message, Envelope envelope) implements Consequences<SpamdReply.Rated> {
    private static final String OURS = "x-spam-";
    private static final String STATUS = "X-Spam-Status";

    /** What spamd makes anew together with a body. */
    private static final List<String> OF_BODY = List.of("Content-Type", "Content-Transfer-Encoding", "MIME-Version");

    private static final String SUBJECT = "Subject";

    @Override
    public Outcome of(SpamdReply.Rated reply) {
        Rating rating = reply.rating();
        Bands bands = settings.bands();
        if (bands.reject().isReachedBy(rating)) {
            return Outcome.of(bands.refusal()
                    .with(Map.of("%s", points(rating), "%t", rules(reply).names())));
        }
        List<Edit> edits = removals();
        var rewritten = Rewritten.parse(reply.text());
        addHeaders(rewritten, edits);
        Optional<String> subject = Rewritten.value(message.headers(), SUBJECT);
        if (settings.rewrites(rating)) {
            subject = rewritten.value(SUBJECT);
            replaceBody(rewritten, edits);
        }
        changeSubject(tagged(subject, rating), edits);
        if (bands.redirect().isReachedBy(rating)) {
            bands.redirectTo().ifPresent(recipient -> redirect(recipient, edits));
        }
        if (bands.quarantine().isReachedBy(rating)) {
            String names = rules(reply).names();
            edits.add(new Quarantine("spam: " + points(rating) + " points" + (names.isEmpty() ? "" : ", " + names)));
        }
        return new Outcome(edits, Ruling.CONTINUE);
    }

    @Override
    public Outcome ofTooLarge() {
        List<Edit> edits = removals();
        if (settings.headers() != OwnHeaders.NO) {
            edits.add(new AddHeader(STATUS, " " + OnLarge.STATUS));
        }
        return new Outcome(edits, settings.scope().onLarge().verdict("spam"));
    }

    @Override
    public Outcome ofExempt() {
        return new Outcome(removals(), Ruling.CONTINUE);
    }

    private Rules rules(SpamdReply.Rated reply) {
        return switch (settings.verb()) {
            case SYMBOLS -> Rules.listed(reply.text());
            case HEADERS, PROCESS ->
                Rules.of(Rewritten.parse(reply.text()).value(STATUS).orElse(""));
        };
    }

    private static String points(Rating rating) {
        return String.format(ROOT, "%.1f", rating.score());
    }

    private List<Edit> removals() {
        return settings.headers() == OwnHeaders.REPLACE
                ? new ArrayList<>(ForgedHeaders.removals(message, Treatment::isOurs))
                : new ArrayList<>();
    }

    private static boolean isOurs(Header header) {
        return header.name().toLowerCase(ROOT).startsWith(OURS);
    }

    private void addHeaders(Rewritten rewritten, List<Edit> edits) {
        if (settings.headers() != OwnHeaders.NO) {
            rewritten.headers().stream()
                    .filter(Treatment::isOurs)
                    .map(header -> new AddHeader(header.name(), header.value()))
                    .forEach(edits::add);
        }
    }

    private Optional<String> tagged(Optional<String> subject, Rating rating) {
        Bands bands = settings.bands();
        if (bands.subjectTag().isEmpty() || !bands.subject().isReachedBy(rating)) {
            return subject;
        }
        String tag = " " + bands.subjectTag().get();
        String text = subject.orElse("");
        return Optional.of(text.startsWith(tag) ? text : text.isBlank() ? tag : tag + " " + text.strip());
    }

    private void changeSubject(Optional<String> wanted, List<Edit> edits) {
        if (wanted.isPresent() && !wanted.equals(Rewritten.value(message.headers(), SUBJECT))) {
            edits.add(new ChangeHeader(1, SUBJECT, wanted.get()));
        }
    }

    private void replaceBody(Rewritten rewritten, List<Edit> edits) {
        OF_BODY.forEach(name -> become(rewritten.value(name), name, edits));
        String body = rewritten.body();
        for (int at = 0; at == 0 || at < body.length(); at += Message.CHUNK) {
            edits.add(new ReplaceBody(Octets.of(body.substring(at, Math.min(at + Message.CHUNK, body.length())))));
        }
    }

    /** Of several, many mail programs take the last: one alone is left. Last first, so that no mail server's way of numbering matters. */
    private void become(Optional<String> wanted, String name, List<Edit> edits) {
        long count = message.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .count();
        for (int nth = (int) count; nth > 1; nth--) {
            edits.add(new ChangeHeader(nth, name, ""));
        }
        if (!wanted.equals(Rewritten.value(message.headers(), name))) {
            edits.add(new ChangeHeader(1, name, wanted.orElse("")));
        }
    }

    /**
     * As {@code -b} of spamass-milter: for whom it was is told in headers. Who gets it anyway is neither added nor taken off: with an address
     * a mail server takes off all that are equal to it, and nobody would get the message.
     */
    private void redirect(String recipient, List<Edit> edits) {
        var target = Mailbox.of(recipient);
        List<String> others = envelope.recipients().stream()
                .filter(original -> !Mailbox.of(original).equals(target))
                .toList();
        if (others.size() == envelope.recipients().size()) {
            edits.add(new AddRecipient(recipient, ""));
        }
        for (String original : others) {
            edits.add(new AddHeader("X-Spam-Orig-To", " " + original));
            edits.add(new DeleteRecipient(original));
        }
    }
}
