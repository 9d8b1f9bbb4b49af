package org.miltermanager.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.miltermanager.fixtures.mta.ScriptedMta;
import org.miltermanager.fixtures.wire.Commands;
import org.miltermanager.fixtures.wire.Replies;

/** A milter that is a plug-in, as the mail server meets it. */
class PlugInIT {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void hasItsPlaceInTheChainAndItsOptions() throws Exception {
        String spec = "unix:" + directory.resolve("mm.sock");
        RunningDaemon.configure(directory, """
            listen = "%s"
            [[milter]]
            name = "counter"
            use = "plug-in"
            plug-in = "skeleton"
            options = {header = "X-Counted"}
            """.formatted(spec));
        try (var _ = RunningDaemon.start(directory);
                ScriptedMta mta = ScriptedMta.connect(spec)) {
            mta.negotiate();
            mta.ask(Commands.connect("client.example.net", 25, "192.0.2.7"));
            mta.ask(Commands.helo("client.example.net"));
            mta.ask(Commands.mail("<bob@example.net>"));
            mta.ask(Commands.rcpt("<alice@example.org>"));
            mta.ask(Commands.rcpt("<carol@example.org>"));
            mta.ask(Commands.data());

            assertEquals(
                    List.of(Replies.addHeader("X-Counted", " 2"), Replies.CONTINUE),
                    mta.askForEdits(
                            Commands.header("Subject", " x"), Commands.endOfHeaders(), Commands.endOfMessage()));
        }
    }
}
