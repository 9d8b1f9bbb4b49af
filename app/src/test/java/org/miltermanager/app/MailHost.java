package org.miltermanager.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.miltermanager.fixtures.host.SystemdHost;
import org.miltermanager.fixtures.host.SystemdHost.Ran;

/**
 * A running mail host: Postfix, four milters, Dovecot, the manager, under systemd in a container of their own.
 *
 * <p>Its Postfix takes mail on two ports that differ in {@code smtpd_milters} alone ({@link Way}). Mail comes from
 * whatever address a test names (XCLIENT) and is for {@value #RECIPIENT}, whose Maildir the test reads. For one thread.
 */
final class MailHost implements AutoCloseable {
    static final String RECIPIENT = "alice@example.org";
    /** A home connection by its name, so that each milter's conditions hold; SpamAssassin makes nothing of it. */
    private static final String SENDERS_NAME = "mx1out2.example.net";

    private static final Path RECIPE = Path.of("src/test/docker/mailhost");
    private static final String MAILDIR = "/home/alice/Maildir";
    /** Its unit counts as running while it still compiles its rules. */
    private static final String SPAMD_LISTENS = "ss --listening --tcp --numeric | grep -q :783";

    private static final String START_MANAGER = "systemctl start milter-manager && timeout 20 sh -c "
            + "'until test -S /run/milter-manager/milter-manager.sock; do sleep 0.1; done'";

    private static final Duration DELIVERY = Duration.ofSeconds(30);

    /** How a mail gets past the milters. */
    enum Way {
        /** {@code smtpd_milters} lists the four milters. */
        LISTED_BY_POSTFIX(2525, "192.0.2.10"),
        /** {@code smtpd_milters} lists the manager, and nothing else; the manager finds the four. */
        BEHIND_THE_MANAGER(25, "198.51.100.10");

        private final int port;
        /** A client that milter-greylist has not met on this way. */
        final String stranger;

        Way(int port, String stranger) {
            this.port = port;
            this.stranger = stranger;
        }
    }

    private final SystemdHost host = SystemdHost.built("milter-manager/mailhost", RECIPE)
            .with(Path.of(System.getProperty("java.home")), "/opt/jdk")
            .with(Path.of("target/classes"), "/opt/milter-manager/classes")
            .with(Path.of("target/lib"), "/opt/milter-manager/lib")
            .nameServer("127.0.0.1")
            .readyWhen(SPAMD_LISTENS);

    /** Builds what is not built yet, boots, and returns when the host is ready for mail. */
    void boot() {
        host.boot();
    }

    /** Puts a file into the host. @return its path there */
    String file(String name, String content) {
        String path = "/root/" + name;
        host.file(path, content);
        return path;
    }

    /** Replaces a file of the host, or makes it. */
    void put(String path, String content) {
        host.file(path, content);
    }

    /** Sends a mail to {@value #RECIPIENT} past the manager, with swaks and these options of its. */
    SmtpTalk send(String... options) {
        var command = new ArrayList<>(List.of("swaks", "--server", "127.0.0.1", "--port", "25", "--to", RECIPIENT));
        command.addAll(List.of(options));
        return SmtpTalk.of(run(command.toArray(String[]::new)));
    }

    /** SMTP sessions in which the client says nothing, until they are closed. Returned when the manager has them. */
    Silence silentSessions(int count) {
        run("bash", "-c", """
            for i in $(seq %d); do
              setsid bash -c 'exec 3<>/dev/tcp/127.0.0.1/25; read -r greeting <&3; sleep 60' >/dev/null 2>&1 &
              echo $! >> /run/silence
            done
            sleep 3
            """.formatted(count));
        return () -> run("sh", "-c", "kill $(cat /run/silence); rm /run/silence");
    }

    /** Ends without an exception to be declared. */
    interface Silence extends AutoCloseable {
        @Override
        void close();
    }

    /** Starts a service of the host anew. */
    void restart(String service) {
        run("systemctl", "restart", service);
    }

    /** What a program has logged under the facility mail. */
    List<String> logged(String program) {
        return run("cat", "/var/log/mail.log")
                .lines()
                .filter(line -> line.contains(program))
                .toList();
    }

    /**
     * Sends a mail to {@value #RECIPIENT} with swaks.
     *
     * @param client the IPv4 address that Postfix and the milters believe the mail to come from
     * @param mail path in the host of the whole message
     */
    SmtpTalk send(Way way, String client, String mail) {
        return sendWith(way, client, "--data", "@" + mail);
    }

    /** Sends a file of the host attached to a mail. */
    SmtpTalk sendAttached(Way way, String client, String file) {
        return sendWith(way, client, "--attach", "@" + file);
    }

    private SmtpTalk sendWith(Way way, String client, String... content) {
        var command = new ArrayList<>(List.of(
                "swaks",
                "--server",
                "127.0.0.1",
                "--port",
                Integer.toString(way.port),
                "--xclient-addr",
                client,
                "--xclient-name",
                SENDERS_NAME,
                "--helo",
                SENDERS_NAME,
                "--from",
                "bob@example.net",
                "--to",
                RECIPIENT));
        command.addAll(List.of(content));
        return SmtpTalk.of(run(command.toArray(String[]::new)));
    }

    /** The files of a directory, with their paths. */
    List<String> files(String directory) {
        return run("find", directory, "-type", "f").lines().sorted().toList();
    }

    /**
     * Takes the one message out of a folder of the recipient's Maildir, waiting for it if need be.
     *
     * @param folder {@code INBOX} or a folder that Sieve files into
     * @throws AssertionError if none comes in time, or more than one
     */
    String takeDelivered(String folder) {
        String box = MAILDIR + (folder.equals("INBOX") ? "" : "/." + folder) + "/new";
        List<String> names = waitForFiles(box);
        if (names.size() != 1) {
            throw new AssertionError(
                    "expected one message in %s, got %s; the host's log:%n%s".formatted(box, names, log()));
        }
        String path = box + "/" + names.getFirst();
        String message = run("cat", path);
        run("rm", path);
        return message;
    }

    private List<String> waitForFiles(String box) {
        long deadline = System.nanoTime() + DELIVERY.toNanos();
        List<String> names = List.of();
        while (names.isEmpty() && System.nanoTime() < deadline) {
            names = run("find", box, "-type", "f", "-printf", "%f\\n").lines().toList();
        }
        return names;
    }

    /** Whether dkimpy, which shares no code with opendkim, finds the message's signature valid. Its key comes from the host's DNS. */
    boolean signatureIsValid(String message) {
        return run("sh", "-c", "dkimverify < " + file("delivered.eml", message)).contains("signature ok");
    }

    /** What {@code postconf -h} says of one parameter. */
    String postfixParameter(String name) {
        return run("postconf", "-h", name).strip();
    }

    /** Starts the manager under systemd and returns when its socket is there. */
    void startManager() {
        Ran start = host.run("sh", "-c", START_MANAGER);
        if (start.exitCode() != 0) {
            throw new AssertionError("the manager did not start: %s%n%s".formatted(start.error(), log()));
        }
    }

    /** What {@code milter-manager detect --json} prints there. */
    String detected() {
        return program("detect --json");
    }

    /** What {@code milter-manager check} prints there. */
    String checked() {
        return program("check");
    }

    /** What it prints of another directory's configuration. */
    String checked(String directory) {
        return program("check -c " + directory);
    }

    private String program(String arguments) {
        return run(
                "sh",
                "-c",
                "/opt/jdk/bin/java --enable-native-access=ALL-UNNAMED -cp"
                        + " '/opt/milter-manager/classes:/opt/milter-manager/lib/*' org.miltermanager.app.Main "
                        + arguments);
    }

    /** Runs a command of the shell to its end. */
    void shell(String command) {
        run("sh", "-c", command);
    }

    /**
     * Enables or disables a service, makes the manager read its configuration anew, and waits for it.
     *
     * @param verb {@code enable} or {@code disable}
     * @return the last line with which the manager told of its milters
     */
    String reloadAfter(String verb, String service) {
        return run("sh", "-c", """
            lines() { journalctl --unit=milter-manager --output=cat | grep 'reloaded, milters:'; }
            before=$(lines | wc -l)
            systemctl %s %s && systemctl kill --signal=HUP milter-manager
            for look in $(seq 100); do test $(lines | wc -l) -gt $before && break; sleep 0.2; done
            lines | tail -n 1
            """.formatted(verb, service)).strip();
    }

    /** The host's mail log and the manager's journal, for a failed test's message. */
    String log() {
        return run("sh", "-c", "tail -n 60 /var/log/mail.log; journalctl --no-pager --lines=40 --unit=milter-manager");
    }

    /** @return its standard output; what a failure means is for the caller to know */
    private String run(String... command) {
        return host.run(command).output();
    }

    @Override
    public void close() {
        host.close();
    }
}
