package org.miltermanager.packaging;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.miltermanager.fixtures.host.SystemdHost;

/**
 * A mail host as an administrator finds it, with Postfix and milters from Debian's packages, and the manager not installed
 * yet. Mail is for {@value #RECIPIENT}, from any address (XCLIENT). For one thread.
 */
final class GuideHost implements AutoCloseable {
    static final String SOCKET = "unix:/var/run/milter-manager/milter-manager.sock";
    static final String RECIPIENT = "alice@example.org";
    /** A client that milter-greylist lets through at once. */
    static final String KNOWN = "203.0.113.7";
    /** The name of a client that may be a home connection (S25R). SpamAssassin makes nothing of it. */
    static final String HOME = "mx1out2.example.net";
    /** The name of a client that is none. */
    static final String PROPER = "mail.example.net";

    private static final String MAILDIR = "/home/alice/Maildir";

    /** That image has a manager started by hand, for other tests. */
    private static final String BEFORE_INSTALLATION =
            "rm -rf /etc/systemd/system/milter-manager.service /etc/milter-manager && userdel milter-manager &&"
                    + " systemctl daemon-reload && postconf -X smtpd_milters milter_default_action milter_protocol";

    private final SystemdHost host;
    private final String beforeInstallation;

    private GuideHost(String image, Path recipe, String beforeInstallation) {
        host = SystemdHost.built(image, recipe)
                .with(BuiltPackages.DIRECTORY, "/packages")
                .nameServer("127.0.0.1")
                .readyWhen("ss --listening --tcp --numeric | grep -q :783");
        this.beforeInstallation = beforeInstallation;
    }

    /** Debian 13 with milter-greylist, clamav-milter, spamass-milter, opendkim, and Dovecot. */
    static GuideHost trixie() {
        return new GuideHost(
                "milter-manager/mailhost", Path.of("../app/src/test/docker/mailhost"), BEFORE_INSTALLATION);
    }

    /** Debian 12 with clamav-milter, spamass-milter, opendkim, and Postfix in a chroot. */
    static GuideHost bookworm() {
        return new GuideHost("milter-manager/bookworm", Path.of("src/test/docker/bookworm"), "true");
    }

    void boot() {
        host.boot();
        host.shell(beforeInstallation);
    }

    /** @return what apt printed */
    String install() {
        return shell("DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 --no-install-recommends install"
                + " /packages/milter-manager_*.deb 2>&1");
    }

    /**
     * Sends a mail as a home connection, and runs a script between sender and recipient.
     *
     * @return the reply's code to the recipient, or where that is accepted to the mail
     */
    String sendAround(String client, String script) {
        host.file("/root/session.py", """
            import smtplib, subprocess, sys
            smtp = smtplib.SMTP("127.0.0.1", 25)
            smtp.docmd("XCLIENT", "ADDR=" + sys.argv[1] + " NAME=%1$s")
            smtp.ehlo("%1$s")
            smtp.mail("bob@example.net")
            subprocess.run(sys.argv[2], shell=True, check=True, stdout=sys.stderr)
            code = smtp.rcpt("%2$s")[0]
            print(smtp.data("Subject: begun before\\r\\n\\r\\nhello\\r\\n")[0] if code == 250 else code)
            """.formatted(HOME, RECIPIENT));
        return shell("python3 /root/session.py " + client + " '" + script + "'");
    }

    /** @return what the script printed; fails with it if it fails */
    String shell(String script) {
        return host.shell(script);
    }

    SystemdHost.Ran run(String script) {
        return host.run("bash", "-c", script);
    }

    void file(String path, String content) {
        host.file(path, content);
    }

    /**
     * Sends a mail whose body is one line, as a home connection.
     *
     * @param client the IPv4 address that Postfix and the milters believe it to come from
     * @return the last reply to it, such as {@code 250 2.0.0 Ok: queued as 4F}
     */
    String send(String client, String line) {
        return send(client, HOME, "bob@example.net", line);
    }

    /** The same from anybody else. */
    String send(String client, String name, String sender, String line) {
        host.file("/root/mail.eml", """
            From: Bob <%s>
            To: Alice <alice@example.org>
            Subject: a mail
            Date: %s
            Message-ID: <%d@example.net>

            %s
            """.formatted(
                        sender,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC)),
                        System.nanoTime(),
                        line));
        return shell("swaks --server 127.0.0.1 --xclient-addr " + client + " --xclient-name " + name + " --helo " + name
                + " --from " + sender + " --to " + RECIPIENT
                + " --data @/root/mail.eml | grep -E '^<(-|\\*\\*) +[245]' | grep -v ' 221 ' | tail -n 1 | sed"
                + " 's/^<[-*]* *//'");
    }

    /**
     * Takes the one new mail out of a folder, and waits for it if need be.
     *
     * @param folder {@code INBOX} or one that Sieve files into
     */
    String take(String folder) {
        String box = MAILDIR + (folder.equals("INBOX") ? "" : "/." + folder) + "/new";
        return shell("for i in $(seq 150); do set -- " + box
                + "/*; [ -e \"$1\" ] && break; sleep 0.2; done; cat \"$1\" && rm \"$1\"");
    }

    void forgetMail() {
        shell("rm -f " + MAILDIR + "/new/* " + MAILDIR + "/.Junk/new/*");
    }

    /**
     * Waits until no mail is under way.
     *
     * @return how many lie in the mailbox
     */
    int delivered() {
        shell("for i in $(seq 600); do [ \"$(postqueue -j | wc -l)\" = 0 ] && break; sleep 0.2; done");
        return Integer.parseInt(shell("ls " + MAILDIR + "/new | wc -l"));
    }

    /** How many of those in the mailbox have that header. */
    int deliveredWith(String header) {
        return Integer.parseInt(shell("cd " + MAILDIR + "/new && ls | xargs -r grep -l -i '^" + header + ":' | wc -l"));
    }

    /** For the message of a test that failed. */
    String log() {
        return run("tail -n 40 /var/log/mail.log; journalctl --no-pager --lines=40 --unit=milter-manager")
                .output();
    }

    @Override
    public void close() {
        host.close();
    }
}
