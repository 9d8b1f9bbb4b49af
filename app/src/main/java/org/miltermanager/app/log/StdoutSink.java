package org.miltermanager.app.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Lines on standard output: with time and level for a reader, with {@code <level>} and no time for journald, which knows the time. */
final class StdoutSink implements LogSink {
    private final OutputStream out;
    private final boolean journal;

    StdoutSink(OutputStream out, boolean journal) {
        this.out = out;
        this.journal = journal;
    }

    static StdoutSink ofProcess() {
        return new StdoutSink(new FileOutputStream(FileDescriptor.out), connectedToJournal(System.getenv()));
    }

    /** The variable is inherited: it holds for us only while standard output is still the stream that it names (systemd.exec(5)). */
    static boolean connectedToJournal(Map<String, String> environment) {
        try {
            Map<String, Object> stdout = Files.readAttributes(Path.of("/proc/self/fd/1"), "unix:dev,ino");
            return (stdout.get("dev") + ":" + stdout.get("ino")).equals(environment.get("JOURNAL_STREAM"));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void write(Severity severity, Instant time, String line) {
        String whole = journal ? "<" + severity.number() + ">" + line : DatedLine.of(severity, time, line);
        try {
            out.write((whole + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            return; // nobody reads any more: mail goes on
        }
    }
}
