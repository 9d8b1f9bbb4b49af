package org.miltermanager.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.miltermanager.app.cli.Demo;
import org.miltermanager.app.config.Configuration;
import org.miltermanager.app.config.Settings;
import org.miltermanager.app.daemon.Assembly;
import org.miltermanager.app.daemon.Daemon;
import org.miltermanager.app.host.HostFailure;
import org.miltermanager.app.host.ListeningSocket;
import org.miltermanager.app.host.Signals;
import org.miltermanager.app.host.SocketAccess;
import org.miltermanager.app.mta.SmtpSession;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.child.ChildMilter;
import org.miltermanager.child.ChildSettings;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;
import org.miltermanager.wire.Negotiate;

/** Runs the daemon with four milters inside, and the sample mails through it. */
public final class Demonstration implements Demo.Performance {
    private static final String OWN_NAME = "mx.example.com";
    private static final int PATIENCE_SECONDS = 10;

    private static final String SCANNERS = """

        Where clamd or spamd runs, it is asked without a milter of its own; in milter-manager.local.toml:

        [[milter]]
        name = "clamd"
        use = "clamd"
        server = "unix:/run/clamav/clamd.ctl"

        [[milter]]
        name = "spamd"
        use = "spamd"
        server = "inet:783@127.0.0.1"
        """;

    private final LeapingClock clock = new LeapingClock();
    private final List<LinkSettings> milters = ShownMilters.of(OWN_NAME, clock);
    private final BlockingQueue<Row> rows = new LinkedBlockingQueue<>();

    @Override
    public void show(boolean once, PrintWriter out, boolean colours) throws Exception {
        var address = new Endpoint.Inet("inet", 0, "127.0.0.1");
        var access = new SocketAccess(SocketAccess.USUAL_MODE, Optional.empty(), Optional.empty());
        List<String> names = milters.stream().map(LinkSettings::name).toList();
        var table = new Table(out, colours);
        try (var deadlines = new Deadlines();
                var daemon = new Daemon(
                        ListeningSocket.open(address, access),
                        assembly(),
                        deadlines,
                        () -> new RowWriter(names, rows::add))) {
            daemon.start();
            var milter = new ChildMilter(new ChildSettings(daemon.endpoint()), deadlines);
            rehearse(milter);
            table.head(names);
            for (SampleMail sample : SampleMail.all(OWN_NAME, ShownMilters.DELAY)) {
                table.row(send(sample, milter));
            }
            SCANNERS.lines().forEach(out::println);
            if (!once) {
                invite(daemon.endpoint(), out);
                showOthers(table);
            }
        }
    }

    private Assembly assembly() {
        Settings defaults = Configuration.defaults();
        return new Assembly(milters, Assembly.chainSettings(defaults, false), defaults.limits());
    }

    /** Else the first times would be those of loading the program. */
    private void rehearse(ChildMilter milter) throws IOException, InterruptedException {
        send(SampleMail.rehearsal(Duration.ZERO), milter);
        send(SampleMail.rehearsal(ShownMilters.DELAY), milter);
    }

    private Row send(SampleMail sample, ChildMilter milter) throws IOException, InterruptedException {
        clock.leap(sample.after());
        var failure =
                new SmtpSession(milter, sample.mail(), Negotiate.LATEST).run().failure();
        if (failure.isPresent()) {
            throw failure.get();
        }
        Row row = rows.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (row == null) {
            throw new HostFailure("the daemon did not finish " + sample.name() + " within " + PATIENCE_SECONDS + " s");
        }
        return row;
    }

    private static void invite(Endpoint daemon, PrintWriter out) {
        int port = daemon instanceof Endpoint.Inet inet ? inet.port() : 0;
        out.println();
        out.println(
                "Still listening. To see your own mail here, put this into Postfix's main.cf (Ctrl-C ends the demonstration):");
        out.println();
        out.println("smtpd_milters = inet:127.0.0.1:" + port);
        out.println();
    }

    private void showOthers(Table table) {
        Thread here = Thread.currentThread();
        Signals.on(Signals.Signal.INT, here::interrupt);
        Signals.on(Signals.Signal.TERM, here::interrupt);
        try {
            while (true) {
                table.row(rows.take());
            }
        } catch (InterruptedException ended) {
            // Ctrl-C; the flag stays clear, for the daemon is still to end in order.
        }
    }
}
