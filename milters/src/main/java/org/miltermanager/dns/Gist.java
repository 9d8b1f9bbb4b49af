package org.miltermanager.dns;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What one response says about the question that was asked. Whatever it says of other names is not believed. */
sealed interface Gist {
    /** How many CNAMEs may follow each other: as many as BIND follows. */
    int CHAIN = 16;

    /** @param lifetime how long it may be remembered; zero: not at all */
    record Known(DnsAnswer<Record> answer, Duration lifetime) implements Gist {}

    /** The name is an alias, and of what it stands for nothing was said. */
    record Alias(Name target, Duration lifetime) implements Gist {}

    /** The response cannot be used; another server may do better. */
    record Unusable(String why) implements Gist {}

    /** Longest that anything is remembered, whatever its owner says: a day, and three hours for what is missing (RFC 2308 5). */
    Duration LONGEST = Duration.ofDays(1);

    Duration LONGEST_ABSENCE = Duration.ofHours(3);

    static Gist of(Message response, Name asked, int type) {
        int code = response.getRcode();
        if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
            return new Unusable(Rcode.string(code));
        }
        List<Record> answers = response.getSection(Section.ANSWER);
        Set<Name> met = new HashSet<>();
        Duration lifetime = LONGEST;
        for (Name name = asked; met.add(name) && met.size() <= CHAIN; ) {
            Name owner = name;
            var records = ofName(answers, owner, type).toList();
            if (!records.isEmpty()) {
                return new Known(new DnsAnswer.Found<>(records), shorter(lifetime, records));
            }
            var alias = ofName(answers, owner, Type.CNAME).findFirst();
            if (alias.isEmpty()) {
                return end(response, owner, met.size() > 1, lifetime);
            }
            lifetime = shorter(lifetime, List.of(alias.get()));
            name = ((CNAMERecord) alias.get()).getTarget();
        }
        return new Known(new DnsAnswer.Failure<>("the CNAMEs of " + asked + " do not end"), Duration.ZERO);
    }

    private static Gist end(Message response, Name name, boolean alias, Duration lifetime) {
        if (!alias && !response.getSection(Section.ANSWER).isEmpty()) {
            return new Unusable("an answer to another question");
        }
        var absence = absence(response);
        boolean nameExists = response.getRcode() == Rcode.NOERROR;
        if (alias && nameExists && absence.isEmpty()) {
            return new Alias(name, lifetime);
        }
        if (nameExists && absence.isEmpty() && refers(response)) {
            return new Unusable("asks nobody else for us, and does not know itself");
        }
        DnsAnswer<Record> none = nameExists ? new DnsAnswer.NoRecords<>() : new DnsAnswer.NoSuchName<>();
        return new Known(none, min(lifetime, absence.orElse(Duration.ZERO)));
    }

    /** Names other servers, and says neither yes nor no (RFC 2308 2.2): no server for clients, or one of which we are no client. */
    private static boolean refers(Message response) {
        return response.getSection(Section.AUTHORITY).stream().anyMatch(record -> record.getType() == Type.NS);
    }

    private static Stream<Record> ofName(List<Record> answers, Name name, int type) {
        return answers.stream()
                .filter(record -> record.getType() == type && record.getDClass() == DClass.IN)
                .filter(record -> record.getName().equals(name));
    }

    /** Empty where nobody says for how long the absence holds (RFC 2308 5: then it is not remembered). */
    private static Optional<Duration> absence(Message response) {
        return response.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .findFirst()
                .map(soa -> Duration.ofSeconds(Math.min(soa.getTTL(), soa.getMinimum())))
                .map(lifetime -> min(lifetime, LONGEST_ABSENCE));
    }

    private static Duration shorter(Duration lifetime, List<Record> records) {
        return records.stream()
                .map(record -> Duration.ofSeconds(record.getTTL()))
                .min(Comparator.naturalOrder())
                .map(least -> min(least, lifetime))
                .orElse(lifetime);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
