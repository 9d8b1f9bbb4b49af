package org.miltermanager.app.condition;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.miltermanager.condition.Address;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.Fact;
import org.miltermanager.condition.Lookup;
import org.miltermanager.condition.Network;
import org.miltermanager.condition.Notice;
import org.miltermanager.condition.Type;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.conditions.dkim.DkimFacts;
import org.miltermanager.conditions.dnslist.DnsListFacts;
import org.miltermanager.conditions.dnslist.DnsLists;
import org.miltermanager.conditions.names.ListFile;
import org.miltermanager.conditions.names.NameList;
import org.miltermanager.conditions.network.OwnNetworks;
import org.miltermanager.conditions.postfix.Postconf;
import org.miltermanager.conditions.s25r.S25r;
import org.miltermanager.conditions.sendmail.SendmailMacros;
import org.miltermanager.conditions.spf.Spf;
import org.miltermanager.conditions.spf.SpfFacts;
import org.miltermanager.conditions.table.TableSettings;
import org.miltermanager.dns.Dns;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Stage;

/** Makes the vocabulary of this program's conditions, without those of the operator. */
public final class Words {
    private final ConditionSettings settings;
    private final Surroundings surroundings;
    private final Map<String, Lookup> tables = new ConcurrentHashMap<>();

    private Words(ConditionSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
    }

    /** @throws IllegalArgumentException with a sentence, if a file that is configured cannot be used */
    public static Vocabulary of(ConditionSettings settings, Surroundings surroundings) {
        return new Words(settings, surroundings).all();
    }

    /** Judges names of clients as it is configured. */
    public static S25r s25r(ConditionSettings.S25r settings, Surroundings surroundings) {
        var white = new ArrayList<>(settings.whiteList());
        if (settings.mailServices()) {
            white.addAll(S25r.PROPER);
        }
        return new S25r(
                settings.ipv4Only(),
                lists(white, settings.whiteListFile(), surroundings),
                lists(settings.blackList(), settings.blackListFile(), surroundings));
    }

    private static List<Supplier<NameList>> lists(
            List<String> entries, Optional<Path> file, Surroundings surroundings) {
        var lists = new ArrayList<Supplier<NameList>>();
        NameList configured = NameList.of(entries);
        lists.add(() -> configured);
        file.map(path -> new ListFile(path, surroundings.remarks())).ifPresent(list -> lists.add(list::names));
        return lists;
    }

    private Vocabulary all() {
        OwnNetworks networks = networks();
        Vocabulary words = Vocabulary.ofMail()
                .with(s25r(settings.s25r(), surroundings).fact())
                .with(networks.fact("remote"))
                .with(networks.fact("remote-network"))
                .with(Fact.told("direction", Type.TEXT, Stage.MAIL, known -> direction(known, networks)))
                .with(Fact.told("time", Type.TIME, Stage.CONNECT, known -> LocalTime.now(ZoneId.systemDefault())))
                .with(Fact.told("weekday", Type.TEXT, Stage.CONNECT, known -> weekday()))
                .withSet("file", this::file)
                .withSet("postmap", surroundings.postmap()::table)
                .withSet("table", this::table);
        var sendmail = new SendmailMacros(Path.of("/proc/self/net"));
        return trust(stress(DkimFacts.addTo(dns(sendmail.addTo(words)))));
    }

    private Vocabulary dns(Vocabulary words) {
        Dns dns = surroundings.dns().apply(settings.dns());
        ConditionSettings.BlockLists lists = settings.dnsbl();
        var dnsbl = new DnsListFacts(
                new DnsLists(lists.lists(), dns, lists.deadline()), lists.threshold(), lists.deadline());
        // Explanations, which have our name in them, are nothing that a condition asks for.
        var spf = new SpfFacts(new Spf(dns, settings.spfDeadline(), ""), settings.spfDeadline());
        return spf.addTo(dnsbl.addTo(words));
    }

    private OwnNetworks networks() {
        List<Network> own = new ArrayList<>(settings.networks().own());
        List<Network> remote = new ArrayList<>(settings.networks().remote());
        if (settings.networks().mynetworks() && surroundings.asksPostfix()) {
            Postconf.MyNetworks postfix = surroundings.postconf().myNetworks();
            own.addAll(postfix.own());
            remote.addAll(postfix.remote());
        }
        return new OwnNetworks(own, remote);
    }

    private static String direction(Circumstances known, OwnNetworks networks) {
        boolean local = known.client().filter(client -> client.port() == 0).isPresent()
                && known.sender()
                        .map(MailFrom::address)
                        .filter(address -> !address.startsWith("<"))
                        .isPresent();
        boolean authenticated = known.macros().get("auth_authen").isPresent();
        if (local) {
            return "local";
        }
        if (authenticated) {
            return "submission";
        }
        return networks.isRemote(known) ? "inbound" : "outbound";
    }

    private static String weekday() {
        return LocalDate.now(ZoneId.systemDefault())
                .getDayOfWeek()
                .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                .toLowerCase(Locale.ROOT);
    }

    private Lookup file(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("got \"" + path + "\", expected a path that begins with /");
        }
        var list = new ListFile(Path.of(path), surroundings.remarks());
        return new Lookup.Present(text -> list.names().test(text));
    }

    private Lookup table(String name) {
        TableSettings table = settings.tables().get(name);
        if (table == null) {
            throw new IllegalArgumentException("got \"" + name + "\", expected the name of a table: "
                    + (settings.tables().isEmpty()
                            ? "none is configured"
                            : String.join(", ", new TreeSet<>(settings.tables().keySet()))));
        }
        return tables.computeIfAbsent(name, _ -> table.lookup(surroundings.remarks()));
    }

    private Vocabulary stress(Vocabulary words) {
        var stress = new Stress(settings.stress(), surroundings);
        Vocabulary more = words.with(Fact.told("sessions", Type.NUMBER, Stage.CONNECT, known ->
                        (long) surroundings.sessions().getAsInt()))
                .with(Fact.told("stress", Type.BOOLEAN, Stage.CONNECT, known -> stress.isNow()));
        return more.with("no-stress", Expression.of("not stress", more))
                .with("stress-notify", List.of(notice("stress", Stage.CONNECT, "{stress}", more)));
    }

    private Vocabulary trust(Vocabulary words) {
        List<String> domains = new ArrayList<>(settings.trust().domains());
        if (settings.trust().mailServices()) {
            domains.addAll(ConditionSettings.Trust.MAIL_SERVICES);
        }
        var lists = lists(domains, settings.trust().file(), surroundings);
        Vocabulary more = words.with(Fact.told("trusted.domain", Type.BOOLEAN, Stage.MAIL, known -> {
            String domain = Address.domain(known.senderAddress());
            return lists.stream().anyMatch(list -> list.get().test(domain));
        }));
        Expression trusted = Expression.of(trusted(settings.trust().proof()), more);
        return more.with("trusted", trusted)
                .with(
                        "trust",
                        List.of(new Notice(trusted, trusted.due(), "{trusted_domain}", known -> Optional.of("yes"))));
    }

    private static String trusted(List<ConditionSettings.Trust.Proof> proof) {
        String proven = proof.stream()
                .map(kind -> switch (kind) {
                    case SPF -> "spf == \"pass\"";
                    case DKIM -> "dkim.aligned";
                })
                .collect(Collectors.joining(" or "));
        return proven.isEmpty() ? "trusted.domain" : "trusted.domain and (" + proven + ")";
    }

    private static Notice notice(String when, Stage stage, String name, Vocabulary words) {
        return new Notice(Expression.of(when, words), stage, name, known -> Optional.of("yes"));
    }
}
