package org.miltermanager.detect.product;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Trouble;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Reading;

/** Reads files in UCL, and those that they include. Used once. */
final class UclFiles {
    private static final Pattern INCLUDE = Pattern.compile("\\.include(?:\\(([^)]*)\\))?\\s+\"?([^\"\\s;]+)\"?.*");
    private static final Pattern PRIORITY = Pattern.compile("priority\\s*=\\s*(\\d{1,3})");
    private static final Pattern MACRO = Pattern.compile("\\$\\{?([A-Z_]+)\\}?");
    private static final int DEEPEST = 10;
    private static final int MOST_FILES = 200;

    private final Host host;
    private final Map<String, String> macros;
    private final List<Ucl.Entry> entries = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private int depth;
    private int files;
    private int sections;

    private UclFiles(Host host, Map<String, String> macros) {
        this.host = host;
        this.macros = macros;
    }

    /** @param macros what stands for names such as {@code $CONFDIR} in the names of files */
    static Ucl read(Reading.Text text, Host host, Map<String, String> macros) {
        var files = new UclFiles(host, macros);
        new UclText(text, files, new Ucl.Section(0, List.of()), 0).read();
        return new Ucl(files.entries, files.troubles);
    }

    /** Opens a section. */
    Ucl.Section section(List<String> path) {
        return new Ucl.Section(++sections, path);
    }

    void add(Ucl.Section section, String key, Quote value, int priority) {
        entries.add(new Ucl.Entry(section, key, value, priority));
    }

    /**
     * Follows a line such as {@code .include(try=true; priority=1) "$LOCAL_CONFDIR/local.d/worker-proxy.inc"}; other macros say nothing
     * of a socket.
     */
    void macro(Quote line, Ucl.Section section, int priority) {
        Matcher include = INCLUDE.matcher(line.text());
        boolean patterns = line.text().contains("*");
        if (!include.matches() || patterns || depth >= DEEPEST || files++ >= MOST_FILES) {
            return;
        }
        String parameters = include.group(1) == null ? "" : include.group(1);
        Matcher own = PRIORITY.matcher(parameters);
        String path = MACRO.matcher(include.group(2))
                .replaceAll(name -> Matcher.quoteReplacement(macros.getOrDefault(name.group(1), "$" + name.group(1))));
        read(
                line,
                path,
                parameters.contains("try=true"),
                section,
                own.find() ? Integer.parseInt(own.group(1)) : priority);
    }

    private void read(Quote line, String path, boolean mayBeMissing, Ucl.Section section, int priority) {
        switch (host.read(path)) {
            case Reading.Text text -> {
                depth++;
                new UclText(text, this, section, priority).read();
                depth--;
            }
            case Reading.Refused refused -> troubles.add(refused.trouble());
            case Reading.Absent _
            when !mayBeMissing && !path.contains("$") ->
                troubles.add(new Trouble(
                        line.place() + " includes " + path + ", which is not there", "install the package again"));
            case Reading.Absent _ -> {
                // it said that it may be missing, or names what only Rspamd knows
            }
        }
    }
}
