package org.miltermanager.conditions.spf;

import java.util.Optional;

/** What a directive holds the client against (RFC 7208 5). */
sealed interface Mechanism {
    /** {@code all} */
    record All() implements Mechanism {}

    /** {@code include} */
    record Include(MacroString domain) implements Mechanism {}

    /**
     * {@code a}
     *
     * @param domain empty: the current one
     */
    record Address(Optional<MacroString> domain, Prefixes prefixes) implements Mechanism {}

    /** {@code mx} */
    record Exchanger(Optional<MacroString> domain, Prefixes prefixes) implements Mechanism {}

    /** {@code ptr} */
    record ReverseName(Optional<MacroString> domain) implements Mechanism {}

    /** {@code ip4} and {@code ip6} */
    record Network(SpfNetwork network) implements Mechanism {}

    /** {@code exists} */
    record Exists(MacroString domain) implements Mechanism {}

    /** How much of an address counts, in bits. */
    record Prefixes(int ipv4, int ipv6) {}
}
