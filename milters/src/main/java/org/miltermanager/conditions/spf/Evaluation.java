package org.miltermanager.conditions.spf;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.miltermanager.dns.Dns;
import org.miltermanager.dns.DnsAnswer;
import org.miltermanager.dns.MailExchanger;

/** One evaluation of one question. Waits for the DNS on the thread that asks. */
final class Evaluation {
    /** As many hosts of a domain are asked for their addresses; one that names more has made a mistake (RFC 7208 4.6.4). */
    private static final int EXCHANGERS = 10;

    private static final String NO_MECHANISM = "default";

    private final SpfQuestion question;
    private final Optional<String> domain;
    private final Dns dns;
    private final String receiver;
    private final Budget budget;
    private final Client client;

    /** @param receiver our own name, for explanations */
    Evaluation(SpfQuestion question, Dns dns, String receiver, Budget budget) {
        this.question = question;
        this.domain = MailDomain.of(question.domain());
        this.dns = dns;
        this.receiver = receiver;
        this.budget = budget;
        this.client = new Client(question.client(), dns, budget);
    }

    /** What the domain says about the client. */
    SpfFinding find() {
        if (domain.isEmpty()) {
            return SpfFinding.undecided(SpfResult.NONE, Printable.of("not a domain of mail: " + question.domain()));
        }
        try {
            return check(domain.get(), true)
                    .orElseGet(() -> SpfFinding.undecided(SpfResult.NONE, domain.get() + " has no policy"));
        } catch (Unresolved unresolved) {
            return unresolved.finding();
        }
    }

    /** @return empty where the domain has no policy */
    private Optional<SpfFinding> check(String domain, boolean explain) {
        List<String> records = budget.need(dns.texts(domain)).found().stream()
                .filter(PolicyReader::isPolicy)
                .toList();
        if (records.size() > 1) {
            throw Unresolved.forGood(domain + " has " + records.size() + " policies");
        }
        return records.isEmpty()
                ? Optional.empty()
                : Optional.of(evaluate(PolicyReader.read(records.getFirst()), domain, explain));
    }

    private SpfFinding evaluate(Policy policy, String domain, boolean explain) {
        for (Directive directive : policy.directives()) {
            if (matches(directive.mechanism(), domain)) {
                String explanation = explain && directive.result() == SpfResult.FAIL
                        ? policy.explanation()
                                .flatMap(text -> explanation(text, domain))
                                .orElse("")
                        : "";
                return new SpfFinding(directive.result(), Printable.of(directive.text()), explanation, "");
            }
        }
        if (policy.redirect().isEmpty()) {
            return new SpfFinding(SpfResult.NEUTRAL, NO_MECHANISM, "", "");
        }
        budget.spendTerm();
        String target = name(policy.redirect().get(), domain);
        return check(target, explain)
                .orElseThrow(() -> Unresolved.forGood("redirect to " + target + ", which has no policy"));
    }

    private boolean matches(Mechanism mechanism, String domain) {
        return switch (mechanism) {
            case Mechanism.All _ -> true;
            case Mechanism.Network(var network) -> network.contains(client.address());
            case Mechanism.Include(var target) -> {
                budget.spendTerm();
                yield includes(name(target, domain));
            }
            case Mechanism.Address(var target, var prefixes) -> {
                budget.spendTerm();
                yield isAmong(addresses(name(target, domain)), prefixes);
            }
            case Mechanism.Exchanger(var target, var prefixes) -> {
                budget.spendTerm();
                yield isExchanger(name(target, domain), prefixes);
            }
            case Mechanism.ReverseName(var target) -> {
                budget.spendTerm();
                yield isNamed(name(target, domain));
            }
            case Mechanism.Exists(var target) -> {
                budget.spendTerm();
                yield !budget.needForTerm(dns.ipv4(name(target, domain)))
                        .found()
                        .isEmpty();
            }
        };
    }

    private boolean includes(String target) {
        SpfFinding finding = check(target, false)
                .orElseThrow(() -> Unresolved.forGood("include of " + target + ", which has no policy"));
        return finding.result() == SpfResult.PASS;
    }

    private List<? extends InetAddress> addresses(String name) {
        List<? extends InetAddress> found = client.addresses(name).found();
        if (found.isEmpty()) {
            budget.spendVoidTerm();
        }
        return found;
    }

    private boolean isExchanger(String name, Mechanism.Prefixes prefixes) {
        List<MailExchanger> exchangers =
                budget.needForTerm(dns.exchangers(name)).found();
        if (exchangers.size() > EXCHANGERS) {
            throw Unresolved.forGood(name + " has more than " + EXCHANGERS + " mail exchangers");
        }
        return exchangers.stream()
                .anyMatch(
                        exchanger -> isAmong(client.addresses(exchanger.host()).found(), prefixes));
    }

    private boolean isAmong(List<? extends InetAddress> addresses, Mechanism.Prefixes prefixes) {
        int bits = client.ipv4() ? prefixes.ipv4() : prefixes.ipv6();
        return addresses.stream()
                .anyMatch(address -> SpfNetwork.of(address.getAddress(), bits).contains(client.address()));
    }

    private boolean isNamed(String target) {
        if (client.nameless()) {
            budget.spendVoidTerm();
        }
        String wanted = target.toLowerCase(Locale.ROOT);
        return client.confirmedNames().stream().anyMatch(name -> name.equals(wanted) || name.endsWith("." + wanted));
    }

    /** A domain that cannot give its explanation has none (RFC 7208 6.2). */
    private Optional<String> explanation(MacroString where, String domain) {
        try {
            DnsAnswer<String> answer = budget.await(dns.texts(name(where, domain)));
            if (answer.found().size() != 1) {
                return Optional.empty();
            }
            String text =
                    MacroReader.readExplanation(answer.found().getFirst()).expand(letter -> value(letter, domain));
            return Optional.of(text).filter(Printable::is);
        } catch (Unresolved _) {
            return Optional.empty();
        }
    }

    private String name(Optional<MacroString> target, String domain) {
        return target.map(text -> name(text, domain)).orElse(domain);
    }

    private String name(MacroString target, String domain) {
        return target.expandToName(letter -> value(letter, domain));
    }

    private String value(char letter, String domain) {
        return switch (letter) {
            case 's' -> question.localPart() + "@" + senderDomain();
            case 'l' -> question.localPart();
            case 'o' -> senderDomain();
            case 'd' -> domain;
            case 'i' -> AddressText.dotted(client.address());
            case 'p' -> client.name(domain);
            case 'v' -> client.ipv4() ? "in-addr" : "ip6";
            case 'h' -> question.helo();
            case 'c' -> AddressText.readable(client.address());
            case 'r' -> receiver;
            case 't' -> Long.toString(System.currentTimeMillis() / 1_000);
            default -> throw new IllegalArgumentException("no macro letter: " + letter);
        };
    }

    /** As the DNS knows it (RFC 8616 4). */
    private String senderDomain() {
        return domain.orElseGet(question::domain);
    }
}
