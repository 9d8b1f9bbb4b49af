package org.miltermanager.app.config;

import static org.miltermanager.app.config.Kinds.ACCOUNT;
import static org.miltermanager.app.config.Kinds.ENDPOINT;
import static org.miltermanager.app.config.Kinds.LOG_TARGET;
import static org.miltermanager.app.config.Kinds.MODE;
import static org.miltermanager.app.config.Kinds.NAME;
import static org.miltermanager.app.config.Kinds.PATH;
import static org.miltermanager.app.config.Kinds.PEER;
import static org.miltermanager.app.config.Kinds.SWITCH;
import static org.miltermanager.app.config.Kinds.TEXT;
import static org.miltermanager.app.config.Kinds.duration;
import static org.miltermanager.app.config.Kinds.size;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.miltermanager.app.condition.ConditionSettings;
import org.miltermanager.app.config.MilterSettings.FailureLasts;
import org.miltermanager.chain.FailurePolicy;
import org.miltermanager.chain.MailServer;
import org.miltermanager.transport.Endpoint;
import org.tomlj.TomlTable;

/** Every key that there is: name, kind, default, meaning. */
final class Schema {
    private static final long SECOND = 1_000;
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final int MANY = 1_000_000;

    static final Key<Endpoint> LISTEN = Key.of("listen", ENDPOINT, "unix:/run/milter-manager/milter-manager.sock")
            .meaning("Where the mail server connects: unix:/path, inet:port@host or inet6:port@host.")
            .elsewhere("connection-spec", "manager.connection-spec");
    static final Key<Optional<MailServer>> MTA = Key.of("mta", Kinds.MTA, "auto")
            .meaning("The mail server in front: auto, postfix or sendmail. auto tells it from what the mail server"
                    + " sends.");
    static final Key<Optional<String>> USER = Key.of("user", ACCOUNT.orNone(), "milter-manager")
            .meaning("Account to run as when started as root, and only then; \"root\" stays root.")
            .elsewhere("effective-user", "security.effective-user");
    static final Key<Optional<String>> GROUP = Key.of("group", ACCOUNT.orNone(), "")
            .meaning("Group to run as when started as root; none: the groups of the user.")
            .elsewhere("effective-group", "security.effective-group");
    static final Key<Optional<Path>> PID_FILE = Key.of("pid-file", PATH.orNone(), "")
            .meaning("File that takes the process id, and is removed at the end.")
            .elsewhere("manager.pid-file");

    static final Key<Optional<Path>> CONTROL = Key.of("control", PATH.orNone(), "/run/milter-manager/control.sock")
            .meaning(
                    "Unix socket through which commands ask the daemon that runs; it is made when there is something to"
                            + " ask for, and open to its user and root alone.")
            .elsewhere("controller-connection-spec", "controller.connection-spec");

    static final Key<List<String>> ORDER = Key.of("order", Kinds.NAMES, List.of())
            .meaning("Names of milters that are asked first, in this order. The others follow: what checks signatures"
                    + " and SPF, greylisting, virus, spam, anything else in the order of the files, then what"
                    + " signs.");

    static final Key<Boolean> DETECT = Key.of("detect.enabled", SWITCH, true)
            .meaning("Whether milters that are installed on this host and started by it are asked without being"
                    + " configured here. A [[milter]] of the same name overrides any key of a detected one.")
            .elsewhere("load-default");

    static final Key<Set<PosixFilePermission>> SOCKET_MODE = Key.of("socket.mode", MODE, "0660")
            .meaning("Permissions of the unix socket that we listen on.")
            .elsewhere("unix-socket-mode", "manager.unix-socket-mode");
    static final Key<Optional<String>> SOCKET_GROUP = Key.of("socket.group", ACCOUNT.orNone(), "")
            .meaning("Group of that socket, to let the mail server in; none: the group of the process.")
            .elsewhere("unix-socket-group", "manager.unix-socket-group");

    static final Key<LogLevel> LOG_LEVEL = Key.of("log.level", Kind.word(LogLevel.class), "info")
            .meaning("Messages of this weight and heavier: error, warning, info, debug, trace.");
    static final Key<LogTarget> LOG_TO = Key.of("log.to", LOG_TARGET, "syslog")
            .meaning("syslog (through /dev/log), stdout, or a file, which SIGUSR1 opens anew.")
            .elsewhere("log-path", "log.path", "log.use-syslog");
    static final Key<SyslogFacility> LOG_FACILITY = Key.of("log.facility", Kind.word(SyslogFacility.class), "mail")
            .meaning("Under which name syslog files the messages.")
            .elsewhere("syslog-facility", "log.syslog-facility");

    static final Key<Long> FRAME = Key.of("limits.frame", size(128 * KIB, GIB - 1), "1MiB")
            .meaning("Largest packet that is read from the mail server or a milter; who sends a larger one is"
                    + " disconnected.")
            .elsewhere("max-frame", "packet-size", "chunk-size");
    static final Key<Integer> SESSIONS = Key.of("limits.sessions", Kind.count(0, MANY), 0L)
            .meaning("Connections of the mail server at the same time; 0: no limit.")
            .elsewhere("max-connections", "manager.max-connections");
    static final Key<SessionThreads> SESSION_THREADS = Key.of(
                    "limits.session-threads", Kind.word(SessionThreads.class), "auto")
            .meaning("What a session runs on: kernel is quickest up to some thousand sessions, virtual serves any"
                    + " number; auto: virtual where conditions or SPF wait for the DNS, a directory or a database.");
    static final Key<Integer> HEADERS = Key.of("limits.headers", Kind.count(1, MANY), 10_000L)
            .meaning("Header fields of one message; one with more is refused.");
    static final Key<Long> HEADER_SIZE = Key.of("limits.header-size", size(KIB, GIB), "16MiB")
            .meaning("All header fields of one message together; one with more is refused.");
    static final Key<Integer> EDITS = Key.of("limits.edits", Kind.count(1, MANY), 5_000L)
            .meaning("Changes that one milter may make to one message; one that makes more has failed.");
    static final Key<Long> MEMORY = Key.of("limits.memory", size(MIB, 1024 * GIB), "32MiB")
            .meaning("What the bodies and headers of all messages together may take of the memory, bodies no more than"
                    + " half of it. Beyond it bodies go to files, and a message whose headers find no room is deferred."
                    + " A quarter of the heap (-Xmx) is a good choice.");
    static final Key<Long> BODY_MEMORY = Key.of("limits.body-memory", size(0, GIB), "1MiB")
            .meaning("How much of a message's body is kept in memory; what is beyond goes to a file.");
    static final Key<Long> SPOOL_SIZE = Key.of("limits.spool-size", size(0, 1024 * GIB), "1GiB")
            .meaning("How large a body may be; a message with a larger one is refused.");
    static final Key<Path> SPOOL_DIRECTORY = Key.of("limits.spool-directory", PATH, "/tmp")
            .meaning("Where that file is made. It has no name there and vanishes with the message.");
    static final Key<Optional<Duration>> STAGE_DEADLINE = Key.of(
                    "limits.stage-deadline", duration(SECOND).orNone(), "")
            .meaning("For all milters together to answer one envelope command; none: what the mail server allows by"
                    + " default.");
    static final Key<Optional<Duration>> MESSAGE_DEADLINE = Key.of(
                    "limits.message-deadline", duration(SECOND).orNone(), "")
            .meaning("For all milters together to decide on one message; none: 9 minutes, since SMTP clients wait 10"
                    + " (RFC 5321 4.5.3.2.6), and 4.5 behind Sendmail, which by default waits 5 (E:5m).");
    static final Key<Duration> SHUTDOWN_GRACE = Key.of("limits.shutdown-grace", duration(0), "30s")
            .meaning("For messages that are under way when the program is told to end.");

    static final Key<Boolean> NON_SMTP_GUARD = Key.of("non-smtp.guard", SWITCH, true)
            .meaning("Mail that does not come by SMTP (Postfix: non_smtpd_milters) would stay in the queue for ever"
                    + " when a milter refuses a recipient. With the guard it is refused at the end of the message"
                    + " instead.");

    /** Each becomes {@link MilterSettings}. */
    static final Key<List<TomlTable>> MILTERS = Key.required("milter", ListKinds.tables("milter"))
            .meaning("A milter of the chain.")
            .elsewhere("milters");

    static final Key<String> NAME_OF_MILTER = Key.required("name", NAME)
            .meaning("As logs and statistics call it. The same name in a later file: its keys override, its place"
                    + " stays.");
    static final Key<Endpoint> CONNECT = Key.required("connect", PEER)
            .meaning("Where it listens: unix:/path, inet:port@host or inet6:port@host. A milter that was detected"
                    + " brings it along.")
            .elsewhere("connection-spec", "socket", "address", "listen");
    static final Key<Optional<Use>> USE = Key.of("use", Kind.word(Uses.byName()).orNone(), "")
            .meaning("In place of connect: a milter that runs inside. Each kind has keys of its own.")
            .elsewhere("kind", "type", "builtin");
    static final Key<Boolean> ENABLED = Key.of("enabled", SWITCH, true).meaning("false leaves it out of the chain.");
    static final Key<String> DESCRIPTION = Key.of("description", TEXT, "").meaning("For people.");
    static final Key<FailurePolicy> ON_FAILURE = Key.of("on-failure", Kind.word(FailurePolicy.class), "tempfail")
            .meaning("What becomes of mail when it fails: accept, tempfail, reject, quarantine, shutdown.")
            .elsewhere("fallback-status", "default-action", "milter-default-action");
    static final Key<FailureLasts> FAILURE_LASTS = Key.of("failure-lasts", Kind.word(FailureLasts.class), "session")
            .meaning("Once it has failed, it is not asked again for the rest of the SMTP session (as in Postfix), or of"
                    + " the message.");
    static final Key<Boolean> EVALUATION = Key.of("evaluation", SWITCH, false)
            .meaning("true: it runs as in production, what it says is recorded and has no effect.")
            .elsewhere("evaluation-mode");
    static final Key<Boolean> CONCURRENT = Key.of("concurrent", SWITCH, false)
            .meaning(
                    "true: it is given the message as it arrived, while the others work. Not for milters that replace"
                            + " the body; one whose condition is about what the milters before it make of a message is asked in its turn.");
    static final Key<Duration> DEADLINE_CONNECT = Key.of("deadlines.connect", duration(1), "30s")
            .meaning("To accept a connection.")
            .elsewhere("connection-timeout", "connect-timeout", "timeout");
    static final Key<Duration> DEADLINE_COMMAND = Key.of("deadlines.command", duration(1), "30s")
            .meaning("To answer an envelope command.")
            .elsewhere("reading-timeout", "writing-timeout", "command-timeout");
    static final Key<Duration> DEADLINE_MESSAGE = Key.of("deadlines.message", duration(1), "5m")
            .meaning("To answer a header, the body or the end of the message; progress reports start it anew.")
            .elsewhere("end-of-message-timeout", "content-timeout");

    /** What stands in a file outside of {@code [[milter]]}. */
    static final Keys TOP = Keys.of(
                    LISTEN,
                    MTA,
                    USER,
                    GROUP,
                    PID_FILE,
                    CONTROL,
                    ORDER,
                    DETECT,
                    SOCKET_MODE,
                    SOCKET_GROUP,
                    LOG_LEVEL,
                    LOG_TO,
                    LOG_FACILITY,
                    FRAME,
                    SESSIONS,
                    SESSION_THREADS,
                    HEADERS,
                    HEADER_SIZE,
                    EDITS,
                    MEMORY,
                    BODY_MEMORY,
                    SPOOL_SIZE,
                    SPOOL_DIRECTORY,
                    STAGE_DEADLINE,
                    MESSAGE_DEADLINE,
                    SHUTDOWN_GRACE,
                    NON_SMTP_GUARD,
                    MILTERS,
                    LookupSchema.TABLES,
                    ConditionSchema.CONDITIONS,
                    ConditionSchema.RULES)
            .and(ConditionSchema.tables());

    /** Keys of {@link #TOP} that have keys of their own below them. */
    static final List<Key<?>> GROUPS =
            List.of(MILTERS, LookupSchema.TABLES, ConditionSchema.CONDITIONS, ConditionSchema.RULES);

    private static final List<Key<?>> OF_ANY_MILTER = List.of(
            ENABLED,
            DESCRIPTION,
            ON_FAILURE,
            FAILURE_LASTS,
            EVALUATION,
            CONCURRENT,
            ConditionSchema.WHEN,
            ConditionSchema.UNKNOWN);

    /** What stands below {@code [[milter]]} of one that listens somewhere. */
    static final Keys MILTER = Keys.of(NAME_OF_MILTER, CONNECT)
            .and(OF_ANY_MILTER)
            .and(List.of(DEADLINE_CONNECT, DEADLINE_COMMAND, DEADLINE_MESSAGE));

    private Schema() {}

    static Settings settings(Values top, List<Values> milters, ConditionSettings conditions, List<RuleSettings> rules) {
        return new Settings(
                top.of(LISTEN),
                top.of(MTA),
                top.of(USER),
                top.of(GROUP),
                top.of(PID_FILE),
                top.of(CONTROL),
                new Settings.Socket(top.of(SOCKET_MODE), top.of(SOCKET_GROUP)),
                new Settings.Log(top.of(LOG_LEVEL), top.of(LOG_TO), top.of(LOG_FACILITY)),
                limits(top),
                new Settings.NonSmtp(top.of(NON_SMTP_GUARD)),
                milters.stream().map(Schema::milter).toList(),
                conditions,
                rules);
    }

    private static Settings.Limits limits(Values top) {
        return new Settings.Limits(
                Math.toIntExact(top.of(FRAME)),
                top.of(SESSIONS),
                top.of(SESSION_THREADS),
                top.of(HEADERS),
                top.of(HEADER_SIZE),
                top.of(EDITS),
                top.of(MEMORY),
                top.of(BODY_MEMORY),
                top.of(SPOOL_SIZE),
                top.of(SPOOL_DIRECTORY),
                top.of(STAGE_DEADLINE),
                top.of(MESSAGE_DEADLINE),
                top.of(SHUTDOWN_GRACE));
    }

    /** What stands below a {@code [[milter]]}. */
    static Keys keys(Values milter) {
        return use(milter)
                .map(use -> Keys.of(NAME_OF_MILTER, USE)
                        .and(OF_ANY_MILTER)
                        .and(use.keys().all()))
                .orElse(MILTER);
    }

    /** What runs inside; empty for a milter that listens somewhere. */
    static Optional<Use> use(Values milter) {
        return milter.valid(USE).flatMap(use -> use);
    }

    private static MilterSettings.Source source(Values milter) {
        return use(milter)
                .<MilterSettings.Source>map(
                        use -> new MilterSettings.Source.Inside(use.settings().apply(milter)))
                .orElseGet(() -> new MilterSettings.Source.Outside(
                        milter.of(CONNECT),
                        new MilterSettings.Deadlines(
                                milter.of(DEADLINE_CONNECT),
                                milter.of(DEADLINE_COMMAND),
                                milter.of(DEADLINE_MESSAGE))));
    }

    private static MilterSettings milter(Values milter) {
        return new MilterSettings(
                milter.of(NAME_OF_MILTER),
                source(milter),
                milter.of(ENABLED),
                milter.of(DESCRIPTION),
                milter.of(ON_FAILURE),
                milter.of(FAILURE_LASTS),
                milter.of(EVALUATION),
                milter.of(CONCURRENT),
                milter.of(ConditionSchema.WHEN),
                milter.of(ConditionSchema.UNKNOWN));
    }
}
