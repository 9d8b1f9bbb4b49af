package org.miltermanager.conditions.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.miltermanager.conditions.spf.Mechanism.Prefixes;

/** Reads a record (RFC 7208 4.6.1, 12). */
final class PolicyReader {
    static final String VERSION = "v=spf1";

    private static final Pattern MODIFIER = Pattern.compile("([A-Za-z][-A-Za-z0-9_.]*)=(.*)");
    private static final Pattern DIRECTIVE = Pattern.compile("([-+?~]?)([A-Za-z][-A-Za-z0-9_.]*)([:/].*)?");

    /** The lengths behind a domain or network; none has a zero in front. */
    private static final Pattern PREFIXES = Pattern.compile("(.*?)(?:/(0|[1-9][0-9]?))?(?://(0|[1-9][0-9]{0,2}))?");

    /** What only explanations may ask for (RFC 7208 7.2). */
    private static final String OF_EXPLANATIONS = "crt";

    private final List<Directive> directives = new ArrayList<>();
    private @Nullable MacroString redirect;
    private @Nullable MacroString explanation;

    private PolicyReader() {}

    /** Whether a TXT record is one of ours: what else a domain says does not matter (RFC 7208 4.5). */
    static boolean isPolicy(String text) {
        return text.regionMatches(true, 0, VERSION, 0, VERSION.length())
                && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
    }

    /** @throws Unresolved if there is a mistake anywhere */
    static Policy read(String record) {
        var reader = new PolicyReader();
        for (String term : record.substring(VERSION.length()).split(" ")) {
            if (!term.isEmpty()) {
                reader.term(term);
            }
        }
        return new Policy(
                reader.directives, Optional.ofNullable(reader.redirect), Optional.ofNullable(reader.explanation));
    }

    private void term(String term) {
        Matcher modifier = MODIFIER.matcher(term);
        if (modifier.matches()) {
            modifier(modifier.group(1).toLowerCase(Locale.ROOT), modifier.group(2), term);
            return;
        }
        Matcher directive = DIRECTIVE.matcher(term);
        if (!directive.matches()) {
            throw mistake(term);
        }
        directives.add(new Directive(
                result(directive.group(1)),
                mechanism(
                        directive.group(2).toLowerCase(Locale.ROOT),
                        Optional.ofNullable(directive.group(3)).orElse(""),
                        term),
                term));
    }

    private void modifier(String name, String value, String term) {
        switch (name) {
            case "redirect" -> redirect = once(redirect, value, term);
            case "exp" -> explanation = once(explanation, value, term);
            default -> MacroReader.read(value); // others have no meaning, and must be well-formed all the same
        }
    }

    private static MacroString once(@Nullable MacroString earlier, String value, String term) {
        if (earlier != null) {
            throw Unresolved.forGood("given twice: " + term);
        }
        return domain(value, term);
    }

    private static SpfResult result(String qualifier) {
        return switch (qualifier) {
            case "-" -> SpfResult.FAIL;
            case "~" -> SpfResult.SOFTFAIL;
            case "?" -> SpfResult.NEUTRAL;
            default -> SpfResult.PASS;
        };
    }

    private static Mechanism mechanism(String name, String rest, String term) {
        return switch (name) {
            case "all" -> all(rest, term);
            case "include" -> new Mechanism.Include(domain(behindColon(rest, term), term));
            case "exists" -> new Mechanism.Exists(domain(behindColon(rest, term), term));
            case "ptr" ->
                new Mechanism.ReverseName(
                        rest.isEmpty() ? Optional.empty() : Optional.of(domain(behindColon(rest, term), term)));
            case "a" -> {
                Matcher parts = parts(rest);
                yield new Mechanism.Address(optionalDomain(parts.group(1), term), prefixes(parts, term));
            }
            case "mx" -> {
                Matcher parts = parts(rest);
                yield new Mechanism.Exchanger(optionalDomain(parts.group(1), term), prefixes(parts, term));
            }
            case "ip4" -> new Mechanism.Network(Networks.ipv4(behindColon(rest, term), term));
            case "ip6" -> new Mechanism.Network(Networks.ipv6(behindColon(rest, term), term));
            default -> throw mistake(term);
        };
    }

    private static Mechanism all(String rest, String term) {
        if (!rest.isEmpty()) {
            throw mistake(term);
        }
        return new Mechanism.All();
    }

    private static Matcher parts(String rest) {
        Matcher parts = PREFIXES.matcher(rest);
        if (!parts.matches()) {
            throw mistake(rest);
        }
        return parts;
    }

    private static Prefixes prefixes(Matcher parts, String term) {
        return new Prefixes(
                Networks.bits(parts.group(2), Networks.IPV4_BITS, term),
                Networks.bits(parts.group(3), Networks.IPV6_BITS, term));
    }

    private static Optional<MacroString> optionalDomain(String withColon, String term) {
        return withColon.isEmpty() ? Optional.empty() : Optional.of(domain(behindColon(withColon, term), term));
    }

    private static String behindColon(String text, String term) {
        if (!text.startsWith(":")) {
            throw mistake(term);
        }
        return text.substring(1);
    }

    private static MacroString domain(String text, String term) {
        MacroString domain = MacroReader.read(text);
        if (!domain.endsAsName() || domain.has(OF_EXPLANATIONS)) {
            throw mistake(term);
        }
        return domain;
    }

    static Unresolved mistake(String term) {
        return Unresolved.forGood("not understood: " + term);
    }
}
