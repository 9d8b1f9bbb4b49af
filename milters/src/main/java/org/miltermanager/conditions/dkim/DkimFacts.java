package org.miltermanager.conditions.dkim;

import java.util.List;
import java.util.Optional;
import org.miltermanager.condition.Address;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Fact;
import org.miltermanager.condition.Type;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.wire.Stage;

/**
 * Good signatures as conditions ask for them. They are taken from {@code Authentication-Results} fields that a milter earlier in the list
 * has added to this message: what came with the mail anybody may have written.
 */
public final class DkimFacts {
    private DkimFacts() {}

    /**
     * The same words, and {@code dkim.domains}; {@code dkim.aligned}: one of them is the sender's domain, or one that this is below.
     */
    public static Vocabulary addTo(Vocabulary words) {
        return words.with(new Fact<>(
                        "dkim.domains", Type.TEXTS, Stage.END_OF_MESSAGE, new Fact.Source.Told<>(DkimFacts::domains)))
                .with(new Fact<>(
                        "dkim.aligned",
                        Type.BOOLEAN,
                        Stage.END_OF_MESSAGE,
                        new Fact.Source.Told<>(
                                known -> domains(known).map(domains -> isAligned(senderDomain(known), domains)))));
    }

    private static Optional<List<String>> domains(Circumstances known) {
        return known.added()
                .map(added -> added.stream()
                        .filter(header -> header.name().equalsIgnoreCase("Authentication-Results"))
                        .flatMap(header -> ReportedSignatures.domains(header.value()).stream())
                        .distinct()
                        .toList());
    }

    private static String senderDomain(Circumstances known) {
        return Address.domain(known.senderAddress());
    }

    /** A signature of a top-level domain counts for that alone. */
    private static boolean isAligned(String sender, List<String> domains) {
        return domains.stream()
                .anyMatch(domain -> sender.equals(domain) || (domain.contains(".") && sender.endsWith("." + domain)));
    }
}
