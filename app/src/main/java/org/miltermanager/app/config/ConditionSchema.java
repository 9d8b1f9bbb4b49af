package org.miltermanager.app.config;

import static org.miltermanager.app.config.Kinds.NAME;
import static org.miltermanager.app.config.Kinds.PATH;
import static org.miltermanager.app.config.Kinds.SWITCH;
import static org.miltermanager.app.config.Kinds.TEXT;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.app.condition.ConditionSettings;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Network;
import org.miltermanager.conditions.s25r.S25r;
import org.miltermanager.conditions.table.TableSettings;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.SmtpReply;
import org.tomlj.TomlTable;

/** The part of {@link Schema} that is about who is asked for which mail. */
final class ConditionSchema {
    private static final int MANY = 1_000_000;

    static final Key<Boolean> S25R_IPV4_ONLY = Key.of("s25r.ipv4-only", SWITCH, true)
            .meaning("Clients without an IPv4 address are proper hosts, whatever their name.")
            .elsewhere("s25r.only-check-ipv4", "s25r.check-only-ipv4");
    static final Key<Boolean> S25R_SERVICES = Key.of("s25r.mail-services", SWITCH, true)
            .meaning("Hosts of large mail services are proper, whatever the rules say: "
                    + String.join(", ", S25r.PROPER) + ".");
    static final Key<List<String>> S25R_WHITE = Key.of("s25r.white-list", ListKinds.NAMES, List.of())
            .meaning("Proper hosts, whatever the rules say: names, ends of names that begin with a dot, patterns"
                    + " between slashes.")
            .elsewhere("s25r.add-whitelist");
    static final Key<Optional<Path>> S25R_WHITE_FILE = Key.of("s25r.white-list-file", PATH.orNone(), "")
            .meaning("A file with more of them, one a line, # before comments; read again when it changes.");
    static final Key<List<String>> S25R_BLACK = Key.of("s25r.black-list", ListKinds.NAMES, List.of())
            .meaning("Home connections that the rules do not know.")
            .elsewhere("s25r.add-blacklist");
    static final Key<Optional<Path>> S25R_BLACK_FILE =
            Key.of("s25r.black-list-file", PATH.orNone(), "").meaning("A file with more of them, as white-list-file.");

    static final Key<List<Network>> NETWORKS_OWN = Key.of("networks.own", ListKinds.NETWORKS, List.of())
            .meaning("Networks that are not remote, beside loopback, link-local and private ones (RFC 1918, RFC 4193).")
            .elsewhere("remote-network.add-local-address", "mynetworks");
    static final Key<List<Network>> NETWORKS_REMOTE = Key.of("networks.remote", ListKinds.NETWORKS, List.of())
            .meaning("Networks that are remote all the same.")
            .elsewhere("remote-network.add-remote-address");
    static final Key<Boolean> NETWORKS_POSTFIX = Key.of("networks.postfix", SWITCH, false)
            .meaning("true: Postfix's mynetworks are not remote either. postconf is asked at start and at reload.");

    static final Key<Boolean> TRUST_SERVICES = Key.of("trust.mail-services", SWITCH, true)
            .meaning("Senders of large mail services are trusted: "
                    + String.join(", ", ConditionSettings.Trust.MAIL_SERVICES) + ".");
    static final Key<List<String>> TRUST_DOMAINS = Key.of("trust.domains", ListKinds.NAMES, List.of())
            .meaning("Domains of senders that are trusted, spelled as in s25r.white-list.")
            .elsewhere("trust.add-envelope-from-domain");
    static final Key<Optional<Path>> TRUST_FILE = Key.of("trust.file", PATH.orNone(), "")
            .meaning("A file with more of them, as s25r.white-list-file.")
            .elsewhere("trust.load-envelope-from-domains");
    static final Key<List<ConditionSettings.Trust.Proof>> TRUST_PROOF = Key.of(
                    "trust.proof", ListKinds.words(ConditionSettings.Trust.Proof.class), List.of())
            .meaning("What shows that the sender's domain is not forged, one of these: spf (the domain lets the client"
                    + " send for it; known with the first recipient), dkim (a milter earlier in the list has"
                    + " reported a signature of the domain, or of one above it; known at the end of the message)."
                    + " None: it is taken at its word.");

    static final Key<Integer> STRESS_SESSIONS = Key.of("stress.sessions", Kind.count(0, MANY), 0L)
            .meaning("From this many sessions on there is stress; 0: three quarters of the processes that Postfix's"
                    + " smtpd may have, or of limits.sessions, if that is less.")
            .elsewhere("stress.threshold-n-connections");

    /** Each becomes a name that conditions may use. */
    static final Key<TomlTable> CONDITIONS =
            Key.required("condition", ListKinds.namedTables("condition")).meaning("A condition under a name.");

    static final Key<String> EXPRESSION = Key.required("expression", TEXT)
            .meaning(
                    "When it holds, such as \"remote and (s25r or helo matches /localhost/)\"; all that it may ask for:"
                            + " /usr/share/doc/milter-manager/conditions.md.")
            .elsewhere("when");
    static final Key<String> CONDITION_DESCRIPTION =
            Key.of("description", TEXT, "").meaning("For people.");

    static final Key<List<String>> WHEN = Key.of("when", ListKinds.CONDITIONS, List.of())
            .meaning("Asked only where this holds: an expression, or names of conditions which all have to hold"
                    + " (/usr/share/doc/milter-manager/conditions.md).")
            .elsewhere("applicable-conditions", "condition", "conditions");
    static final Key<Answer> UNKNOWN = Key.of("unknown", Kind.word(Answer.class), "ask")
            .meaning("Where nobody can say whether it holds, because a lookup failed: ask, skip, or tempfail.");

    /** Each becomes {@link RuleSettings}. */
    static final Key<List<TomlTable>> RULES = Key.required("rule", ListKinds.tables("rule"))
            .meaning("What is done with mail without asking a milter, at this place among the milters.")
            .elsewhere("rules");

    static final Key<String> NAME_OF_RULE = Key.required("name", NAME).meaning("As logs call it.");
    static final Key<List<String>> RULE_WHEN = Key.required("when", ListKinds.CONDITIONS)
            .meaning("Where it applies: an expression, or names of conditions which all have to hold.");
    static final Key<RuleSettings.Action> ACTION = Key.required("action", Kind.word(RuleSettings.Action.class))
            .meaning("reject, tempfail and discard answer the client; accept-all: the milters behind are not asked;"
                    + " quarantine and add-header change the message; macro: the milters behind are told one.");
    static final Key<Answer> RULE_UNKNOWN = Key.of("unknown", Kind.word(Answer.class), "skip")
            .meaning("Where nobody can say whether it applies: ask (it applies), skip (it does not), tempfail (the"
                    + " client shall come again).");
    static final Key<Optional<SmtpReply>> REPLY = Key.of("reply", RuleKinds.REPLY.orNone(), "")
            .meaning("What the client is told, for reject and tempfail; none: what the mail server says by itself.");
    static final Key<Optional<AddHeader>> HEADER =
            Key.of("header", RuleKinds.HEADER.orNone(), "").meaning("What is added, for add-header.");
    static final Key<Optional<Macro>> MACRO =
            Key.of("macro", RuleKinds.MACRO.orNone(), "").meaning("What the milters behind are told, for macro.");
    static final Key<String> REASON =
            Key.of("reason", TEXT, "held by a rule").meaning("Why the message is held, for quarantine.");
    static final Key<Boolean> RULE_ENABLED = Key.of("enabled", SWITCH, true).meaning("false leaves it out.");
    static final Key<Boolean> RULE_EVALUATION =
            Key.of("evaluation", SWITCH, false).meaning("true: what it would do is logged, and not done.");

    /** What stands below {@code [condition.NAME]}. */
    static final Keys CONDITION = Keys.of(EXPRESSION, CONDITION_DESCRIPTION);

    /** What stands below {@code [[rule]]}. */
    static final Keys RULE = Keys.of(
            NAME_OF_RULE, RULE_WHEN, ACTION, RULE_UNKNOWN, REPLY, HEADER, MACRO, REASON, RULE_ENABLED, RULE_EVALUATION);

    private ConditionSchema() {}

    /** The keys of tables that have one name each. */
    static List<Key<?>> tables() {
        return Keys.of(
                        S25R_IPV4_ONLY,
                        S25R_SERVICES,
                        S25R_WHITE,
                        S25R_WHITE_FILE,
                        S25R_BLACK,
                        S25R_BLACK_FILE,
                        NETWORKS_OWN,
                        NETWORKS_REMOTE,
                        NETWORKS_POSTFIX,
                        TRUST_SERVICES,
                        TRUST_DOMAINS,
                        TRUST_FILE,
                        TRUST_PROOF,
                        STRESS_SESSIONS)
                .and(DnsSchema.tables())
                .all();
    }

    static ConditionSettings settings(Values top, Map<String, TableSettings> tables, Map<String, String> own) {
        return new ConditionSettings(
                new ConditionSettings.S25r(
                        top.of(S25R_IPV4_ONLY),
                        top.of(S25R_SERVICES),
                        top.of(S25R_WHITE),
                        top.of(S25R_WHITE_FILE),
                        top.of(S25R_BLACK),
                        top.of(S25R_BLACK_FILE)),
                new ConditionSettings.Networks(top.of(NETWORKS_OWN), top.of(NETWORKS_REMOTE), top.of(NETWORKS_POSTFIX)),
                new ConditionSettings.Trust(
                        top.of(TRUST_SERVICES), top.of(TRUST_DOMAINS), top.of(TRUST_FILE), top.of(TRUST_PROOF)),
                new ConditionSettings.Stress(top.of(STRESS_SESSIONS), top.of(Schema.SESSIONS)),
                DnsSchema.resolver(top),
                DnsSchema.lists(top),
                top.of(DnsSchema.SPF_DEADLINE),
                tables,
                own);
    }

    static RuleSettings rule(Values rule, int place) {
        return new RuleSettings(
                rule.of(NAME_OF_RULE),
                rule.of(RULE_WHEN),
                rule.of(RULE_UNKNOWN),
                rule.of(ACTION),
                rule.of(REPLY),
                rule.of(HEADER),
                rule.of(MACRO),
                rule.of(REASON),
                rule.of(RULE_ENABLED),
                rule.of(RULE_EVALUATION),
                place);
    }
}
