package org.miltermanager.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code milter-manager learn}, for the installation: hence not in the list of commands. */
@Command(
        name = "learn",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = {
            "Do once what a start and a session do, so that the Java virtual machine learns it: it then starts faster.",
            ""
        })
public final class Learn implements Callable<Integer> {
    private static final List<List<String>> DONE_ONCE = List.of(List.of("--show-config"), List.of("demo", "--once"));

    private final Rehearsal rehearsal;

    /** The whole program, whose output nobody sees. */
    @FunctionalInterface
    public interface Rehearsal {
        /** Runs it with these arguments, to its end. */
        void run(String... arguments);
    }

    public Learn(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** What of it goes wrong is no matter: less is learned then. */
    @Override
    public Integer call() {
        DONE_ONCE.forEach(arguments -> rehearsal.run(arguments.toArray(String[]::new)));
        return ExitCode.OK;
    }
}
