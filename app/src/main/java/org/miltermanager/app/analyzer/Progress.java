package org.miltermanager.app.analyzer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;

/** Shows on a terminal how much of the log is read, where that takes longer than a moment. */
public final class Progress {
    private static final int BAR = 40;
    private static final long PATIENCE = 1_000_000_000L;

    private final PrintWriter terminal;
    private final boolean shown;
    private final long start = System.nanoTime();
    private long all;
    private long before;
    private long size;
    private int drawn = -1;

    /**
     * Draws nothing yet.
     *
     * @param shown whether a person looks at it
     */
    public Progress(PrintWriter terminal, boolean shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    void expect(List<LogFile> files) {
        files.forEach(file -> all += size(file));
        size = files.isEmpty() ? 0 : size(files.getFirst());
    }

    private static long size(LogFile file) {
        try {
            return Files.size(file.path());
        } catch (IOException gone) {
            return 0;
        }
    }

    /** @param octets that were read of the present file; a compressed one has more of them than its size */
    void within(long octets) {
        if (shown && System.nanoTime() - start > PATIENCE) {
            draw(before + Math.min(octets, size));
        }
    }

    void finished(LogFile file) {
        before += size(file);
        size = Long.MAX_VALUE;
    }

    private void draw(long done) {
        int percent = (int) Math.min(100, all == 0 ? 100 : 100 * done / all);
        if (percent == drawn) {
            return;
        }
        drawn = percent;
        String bar = "#".repeat(percent * BAR / 100);
        terminal.print("\r[" + bar + " ".repeat(BAR - bar.length()) + "] " + percent + " % of the log");
        terminal.flush();
    }

    void end() {
        if (drawn >= 0) {
            draw(all);
            terminal.println();
        }
    }
}
