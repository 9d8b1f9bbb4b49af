package org.miltermanager.app.ruby;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.miltermanager.app.config.ConfigurationDraft;
import org.miltermanager.app.config.Origin;

/** What is said about conditions whoever uses them: {@code s25r.add_whitelist(…)} and its like, and the lists that some have by themselves. */
final class ConditionDirectives {
    /** Domains that the condition Trust has unless they are cleared. */
    private static final List<String> TRUSTED = List.of(
            "gmail.com",
            "hotmail.com",
            "msn.com",
            "yahoo.co.jp",
            "softbank.ne.jp",
            "ezweb.ne.jp",
            "docomo.ne.jp",
            "clear-code.com");

    /** Lists that the conditions about DNSBLs ask; one that has closed since is left out. */
    private static final List<String> BLOCK_LISTS =
            List.of("zen.spamhaus.org=127.0.0.10/31", "bl.spamcop.net=127.0.0.2", "b.barracudacentral.org=127.0.0.2");

    private static final Additions DOMAINS = new Additions("trust.domains", Reading::name, TRUSTED);
    private static final Additions LISTS = new Additions("dnsbl.lists", Reading::text, BLOCK_LISTS);

    private static final Map<String, Additions> ADDITIONS = Map.ofEntries(
            entry("s25r.add_whitelist", new Additions("s25r.white-list", Reading::name, List.of())),
            entry("s25r.add_blacklist", new Additions("s25r.black-list", Reading::name, List.of())),
            entry("remote_network.add_local_address", new Additions("networks.own", Reading::text, List.of())),
            entry("remote_network.add_remote_address", new Additions("networks.remote", Reading::text, List.of())),
            entry("trust.add_envelope_from_domain", DOMAINS));

    private final ConfigurationDraft draft;
    private final Path directory;
    private final Map<String, List<String>> lists = new HashMap<>();

    /**
     * A list that grows by one call after the other.
     *
     * @param key of ours
     * @param reading from an argument to an element
     * @param initially what is in it before
     */
    private record Additions(String key, Function<Value, String> reading, List<String> initially) {}

    /** @param directory what names of files are relative to */
    ConditionDirectives(ConfigurationDraft draft, Path directory) {
        this.draft = draft;
        this.directory = directory;
    }

    /**
     * Takes a call, if it is about conditions.
     *
     * @throws IllegalArgumentException if it cannot be carried over; the message says what to do
     */
    boolean takes(Statement.Call call, Origin origin) {
        String name = String.join(".", call.name());
        switch (name) {
            case "trust.clear" -> set(DOMAINS, List.of(), origin);
            case "trust.load_envelope_from_domains" ->
                draft.set("trust.file", directory.resolve(Reading.only(call)).toString(), origin);
            case "dnsbl.add_service" -> addService(service(call.arguments()), origin);
            default -> {
                Additions additions = ADDITIONS.get(name);
                if (additions == null) {
                    return false;
                }
                add(additions, additions.reading().apply(argument(call, additions.key())), origin);
            }
        }
        return true;
    }

    private static Value argument(Statement.Call call, String key) {
        if (call.block().isPresent() || call.arguments().size() != 1) {
            throw new IllegalArgumentException(
                    "what a block of Ruby decides cannot be carried over: write what it stands for into " + key);
        }
        return call.arguments().getFirst();
    }

    private static String service(List<Value> arguments) {
        List<String> texts = Reading.texts(new Value.Many(arguments));
        return switch (texts.size()) {
            case 1 -> texts.getFirst();
            case 2 -> texts.getFirst() + "=" + texts.getLast();
            default ->
                throw new IllegalArgumentException(
                        "got " + texts.size() + " arguments, expected a domain and the answer"
                                + " that counts: write the list into dnsbl.lists");
        };
    }

    private void add(Additions additions, String element, Origin origin) {
        var all = new ArrayList<>(lists.getOrDefault(additions.key(), additions.initially()));
        all.add(element);
        set(additions, all, origin);
    }

    /** Whoever is on a list counts once, by whichever of its answers. */
    private void addService(String service, Origin origin) {
        List<String> before = lists.getOrDefault(LISTS.key(), LISTS.initially());
        if (before.stream().noneMatch(list -> isSame(list, service))) {
            add(LISTS, service, origin);
            return;
        }
        set(
                LISTS,
                before.stream()
                        .map(list -> isSame(list, service) ? both(list, service) : list)
                        .toList(),
                origin);
    }

    private static boolean isSame(String list, String other) {
        return zone(list).equalsIgnoreCase(zone(other));
    }

    /** With the answers of both; where one names none, each answer counts. */
    private static String both(String list, String other) {
        String answers = answers(list);
        String more = answers(other);
        return answers.isEmpty() || more.isEmpty()
                ? zone(list)
                : zone(list) + "=" + (answers.equals(more) ? answers : answers + "," + more);
    }

    private static String zone(String list) {
        return list.split("=", 2)[0];
    }

    private static String answers(String list) {
        return list.substring(Math.min(zone(list).length() + 1, list.length()));
    }

    private void set(Additions additions, List<String> all, Origin origin) {
        draft.set(additions.key(), all, origin);
        lists.put(additions.key(), List.copyOf(all));
    }

    /** Somebody is asked under this condition: what it has by itself is said, since ours has nothing by itself. */
    void used(String condition, Origin origin) {
        switch (condition) {
            case "Trust" -> begin(DOMAINS, origin);
            case "DNSBL Listed", "Not DNSBL Listed" -> begin(LISTS, origin);
            default -> {} // the others have what ours have
        }
    }

    private void begin(Additions additions, Origin origin) {
        if (!lists.containsKey(additions.key())) {
            set(additions, additions.initially(), origin);
        }
    }
}
