package org.miltermanager.app.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.miltermanager.app.cli.Start;
import org.miltermanager.app.condition.Surroundings;
import org.miltermanager.app.config.Configuration;
import org.miltermanager.app.config.ConfigurationError;
import org.miltermanager.app.config.ConfigurationFiles;
import org.miltermanager.app.config.LogTarget;
import org.miltermanager.app.config.OwnAddress;
import org.miltermanager.app.config.Settings;
import org.miltermanager.app.detection.DetectionLog;
import org.miltermanager.app.host.FileOwner;
import org.miltermanager.app.host.Group;
import org.miltermanager.app.host.HostFailure;
import org.miltermanager.app.host.Identity;
import org.miltermanager.app.host.ListeningSocket;
import org.miltermanager.app.host.PidFile;
import org.miltermanager.app.host.Privileges;
import org.miltermanager.app.host.ServiceNotify;
import org.miltermanager.app.host.Signals;
import org.miltermanager.app.host.SocketAccess;
import org.miltermanager.app.log.Logging;
import org.miltermanager.app.log.SessionLogs;
import org.miltermanager.condition.ExpressionError;
import org.miltermanager.dns.SystemServers;
import org.miltermanager.milters.greylist.store.StoreLost;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the daemon on this host: log, socket, pid file, then the user to run as, then signals; and ends it in the reverse order. */
public final class Startup implements Start {
    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    /** To close what is open, behind the last message. */
    private static final Duration END = Duration.ofSeconds(15);

    private final ServiceNotify service = ServiceNotify.from(System.getenv());

    /** Of the last reload; empty where it was done. */
    private volatile String refused = "";

    @Override
    public int run(ConfigurationFiles files, Configuration configuration) throws InterruptedException {
        Settings settings = configuration.settings();
        Optional<Identity> identity = identity(settings);
        try (Logging log = log(settings, identity);
                ListeningSocket socket = socket(settings, identity);
                AutoCloseable _ = pidFile(settings);
                OpenStores stores = new OpenStores(remark -> LOG.warn("greylist: {}", remark));
                Control control = new Control(stores);
                Deadlines deadlines = new Deadlines()) {
            tell(configuration);
            identity.ifPresent(Startup::become);
            var sessions = new Sessions();
            var surroundings = new Surroundings(
                    sessions::count,
                    true,
                    new SharedResolver(SystemServers::find)::of,
                    remark -> LOG.warn("conditions: {}", remark));
            var firstAid = new FirstAid(settings, deadlines);
            Function<Settings, Assembly> assembly = read -> {
                Assembly made = assembled(read, surroundings, stores, deadlines);
                control.open(read);
                firstAid.follow(read);
                log.level(read.log().level());
                tellRestart(RestartKeys.changed(settings, read));
                return made;
            };
            var daemon = new Daemon(
                    socket, assembly.apply(settings), deadlines, new SessionLogs(firstAid::failed), sessions);
            serve(files, log, daemon, assembly);
            return 0;
        } catch (InterruptedException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new HostFailure("cannot end in order: " + failure.getMessage(), failure);
        }
    }

    /** What is opened for a chain that cannot be made is closed again. */
    private static Assembly assembled(
            Settings read, Surroundings surroundings, OpenStores stores, Deadlines deadlines) {
        OpenStores.Lease lease = stores.new Lease();
        try {
            return Assembly.of(read, surroundings, lease, deadlines).before(lease::close);
        } catch (RuntimeException failure) {
            lease.close();
            throw failure;
        }
    }

    /** A log file that root makes is for whom the daemon becomes, who opens it again when it was rotated. */
    private static Logging log(Settings settings, Optional<Identity> identity) {
        LogTarget target = settings.log().target();
        Optional<Path> made = target instanceof LogTarget.File(var path) && Files.notExists(path)
                ? Optional.of(path)
                : Optional.empty();
        Logging log =
                Logging.start(settings.log().level(), target, settings.log().facility());
        made.ifPresent(path -> identity.ifPresent(owner -> FileOwner.give(path, owner)));
        return log;
    }

    /** Whom root becomes; anybody else stays who they are. */
    private static Optional<Identity> identity(Settings settings) {
        if (!Privileges.root()) {
            return Optional.empty();
        }
        return settings.user().map(user -> Identity.of(user, settings.group())).filter(wanted -> !wanted.root());
    }

    /** A socket that systemd holds for us comes first: connections wait there while we are restarted. */
    private static ListeningSocket socket(Settings settings, Optional<Identity> identity) {
        Optional<ListeningSocket> inherited = ListeningSocket.inherited(System.getenv());
        inherited.ifPresent(held -> tellDifference(settings.listen(), held.endpoint()));
        return inherited.orElseGet(() -> ListeningSocket.open(settings.listen(), access(settings, identity)));
    }

    private static void tellDifference(Endpoint configured, Endpoint held) {
        if (!OwnAddress.reaches(configured, held)) {
            LOG.warn(
                    "listen = \"{}\" has no effect: systemd holds {} for this service. To move it: CONNECTION_SPEC in"
                            + " /etc/default/milter-manager or /etc/sysconfig/milter-manager, systemctl daemon-reload,"
                            + " systemctl restart milter-manager.socket milter-manager.service. To let the daemon open it"
                            + " itself: systemctl mask --now milter-manager.socket, systemctl restart milter-manager",
                    configured,
                    held);
        }
    }

    private static SocketAccess access(Settings settings, Optional<Identity> identity) {
        return new SocketAccess(
                mode(settings.socket().mode()),
                settings.socket().group().map(Startup::socketGroup),
                identity.map(Identity::user));
    }

    private static Group socketGroup(String name) {
        try {
            return Group.named(name);
        } catch (HostFailure unknown) {
            throw new HostFailure("socket.group: " + unknown.getMessage(), unknown);
        }
    }

    /** The permissions as chmod(2) takes them. */
    private static int mode(Set<PosixFilePermission> permissions) {
        String letters = PosixFilePermissions.toString(permissions);
        return Integer.parseInt(letters.replaceAll("[rwx]", "1").replace('-', '0'), 2);
    }

    private static AutoCloseable pidFile(Settings settings) {
        return settings.pidFile().<AutoCloseable>map(PidFile::write).orElse(() -> {});
    }

    private static void become(Identity identity) {
        Privileges.become(identity);
        LOG.info("running as {}", identity.user());
    }

    private void serve(ConfigurationFiles files, Logging log, Daemon daemon, Function<Settings, Assembly> assembly)
            throws InterruptedException {
        Signals.on(Signals.Signal.HUP, () -> reload(files, daemon, assembly));
        Signals.on(Signals.Signal.USR1, () -> reopen(log));
        Signals.on(Signals.Signal.TERM, daemon::stop);
        Signals.on(Signals.Signal.INT, daemon::stop);
        try (daemon) {
            daemon.start();
            service.ready(daemon.status());
            awaitStop(daemon);
            service.stopping(
                    "finishing running messages", daemon.shutdownGrace().plus(END));
        }
    }

    private void awaitStop(Daemon daemon) throws InterruptedException {
        while (!daemon.awaitStop(service.interval())) {
            if (daemon.accepting()) {
                service.alive(status(daemon));
            } else {
                service.status("not accepting connections; " + status(daemon));
            }
        }
    }

    private static void tell(Configuration configuration) {
        DetectionLog.write(configuration.findings(), configuration.detection());
        configuration.remarks().forEach(remark -> LOG.warn("{}", remark));
    }

    private static void tellRestart(List<String> keys) {
        if (!keys.isEmpty()) {
            LOG.warn("what is said of {} needs a restart", String.join(", ", keys));
        }
    }

    private static void reopen(Logging log) {
        try {
            log.reopen();
            LOG.info("log reopened");
        } catch (HostFailure failure) {
            LOG.error("{}; logging goes on in the old file", failure.getMessage());
        }
    }

    /** The state, behind what is wrong with the configuration that is in the files. */
    private String status(Daemon daemon) {
        return refused + daemon.status();
    }

    /** A configuration with mistakes changes nothing. What needs a restart is named. */
    private void reload(ConfigurationFiles files, Daemon daemon, Function<Settings, Assembly> assembly) {
        service.reloading();
        try {
            Configuration configuration = files.read();
            Settings read = configuration.settings();
            tell(configuration);
            daemon.reload(assembly.apply(read));
            refused = "";
            if (!OwnAddress.reaches(read.listen(), daemon.endpoint())) {
                LOG.warn("listen = \"{}\" needs a restart; still listening on {}", read.listen(), daemon.endpoint());
            }
        } catch (ConfigurationError error) {
            refuse("mistakes: " + error.mistakes().size());
            error.mistakes().forEach(mistake -> LOG.error("{}", mistake));
        } catch (IllegalArgumentException | ExpressionError | StoreLost gone) {
            refuse(String.valueOf(gone.getMessage()));
        } finally {
            service.ready(status(daemon));
        }
    }

    private void refuse(String why) {
        LOG.error("not reloaded, the old configuration stays; {}", why);
        refused = "the last reload was refused, the log says why (" + why + "); ";
    }
}
