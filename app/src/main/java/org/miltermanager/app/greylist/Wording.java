package org.miltermanager.app.greylist;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.miltermanager.app.control.Refused;
import org.miltermanager.condition.Network;
import org.miltermanager.milters.greylist.store.Counts;
import org.miltermanager.milters.greylist.store.Entry;
import org.miltermanager.milters.greylist.store.Memory;
import org.miltermanager.milters.greylist.store.Selection;
import org.miltermanager.milters.greylist.store.Subject;

/** Values as words of the control socket, and back. A subject is three words: what it does not have is {@code -}. */
final class Wording {
    private static final String NONE = "-";

    private Wording() {}

    static List<String> of(Selection selection) {
        return List.of(selection.client().map(Network::toString).orElse(""), selection.sender(), selection.recipient());
    }

    static Selection selection(List<String> words) {
        String client = words.get(0);
        return new Selection(
                client.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Network.parse(client).orElseThrow(() -> new Refused("no network: " + client))),
                words.get(1),
                words.get(2));
    }

    static List<String> of(Subject subject) {
        return switch (subject) {
            case Subject.Client(var network) -> List.of(network, NONE, NONE);
            case Subject.Domain(var network, var domain) -> List.of(network, domain, NONE);
            case Subject.Triplet(var network, var sender, var recipient) ->
                List.of(network, "<" + sender + ">", "<" + recipient + ">");
        };
    }

    static Subject subject(List<String> words) {
        if (words.get(1).equals(NONE)) {
            return new Subject.Client(words.get(0));
        }
        return words.get(2).equals(NONE)
                ? new Subject.Domain(words.get(0), words.get(1))
                : new Subject.Triplet(words.get(0), bare(words.get(1)), bare(words.get(2)));
    }

    private static String bare(String word) {
        return word.substring(1, word.length() - 1);
    }

    static List<String> of(Entry entry) {
        List<String> subject = of(entry.subject());
        Memory memory = entry.memory();
        return List.of(
                subject.get(0),
                subject.get(1),
                subject.get(2),
                memory.since().toString(),
                memory.last().toString(),
                Integer.toString(memory.count()),
                Boolean.toString(memory.white()),
                memory.until().toString());
    }

    static Entry entry(List<String> words) {
        return new Entry(
                subject(words),
                new Memory(
                        Instant.parse(words.get(3)),
                        Instant.parse(words.get(4)),
                        Integer.parseInt(words.get(5)),
                        Boolean.parseBoolean(words.get(6)),
                        Instant.parse(words.get(7))));
    }

    static List<String> of(Counts counts) {
        return List.of(
                Long.toString(counts.waiting()),
                Long.toString(counts.passed()),
                Long.toString(counts.clients()),
                Long.toString(counts.domains()),
                counts.octets().isPresent() ? Long.toString(counts.octets().getAsLong()) : NONE);
    }

    static Counts counts(List<String> words) {
        return new Counts(
                Long.parseLong(words.get(0)),
                Long.parseLong(words.get(1)),
                Long.parseLong(words.get(2)),
                Long.parseLong(words.get(3)),
                words.get(4).equals(NONE) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(words.get(4))));
    }
}
