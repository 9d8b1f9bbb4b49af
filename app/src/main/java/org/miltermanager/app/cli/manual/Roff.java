package org.miltermanager.app.cli.manual;

import java.util.Locale;

/** Writes the language of manual pages: man(7). */
final class Roff {
    private static final int WIDTH = 76;

    private final StringBuilder text = new StringBuilder();

    /** Begins a page. It bears no date, so that the same sources give the same page. */
    Roff(String name, int section, String version) {
        macro(
                "TH",
                name.toUpperCase(Locale.ROOT),
                Integer.toString(section),
                "",
                "milter-manager " + version,
                "milter-manager");
        text.append(".nh\n.ad l\n");
    }

    Roff section(String title) {
        return macro("SH", title);
    }

    Roff paragraph(String sentences) {
        breakUnlessFirst();
        return filled(sentences);
    }

    /** Behind a heading there is one already. */
    private void breakUnlessFirst() {
        int line = text.lastIndexOf("\n", text.length() - 2) + 1;
        if (!text.substring(line).startsWith(".S")) {
            text.append(".PP\n");
        }
    }

    /** What stands in front, set off, of what it means. */
    Roff item(String term, String meaning) {
        text.append(".TP\n").append(term).append('\n');
        return filled(meaning);
    }

    /** Lines as they are, not filled. */
    Roff example(String lines) {
        breakUnlessFirst();
        text.append(".RS 4\n.nf\n");
        lines.lines().forEach(this::line);
        text.append(".fi\n.RE\n");
        return this;
    }

    private Roff macro(String name, String... arguments) {
        text.append('.').append(name);
        for (String argument : arguments) {
            text.append(" \"").append(plain(argument).replace("\"", "\\(dq")).append('"');
        }
        text.append('\n');
        return this;
    }

    /** Words, broken into lines that the tools for such pages do not complain about. */
    private Roff filled(String sentences) {
        var line = new StringBuilder();
        for (String word : sentences.strip().split("\\s+")) {
            if (!line.isEmpty() && plain(line + " " + word).length() > WIDTH) {
                line(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        return line(line.toString());
    }

    private Roff line(String words) {
        String line = plain(words);
        text.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "")
                .append(line)
                .append('\n');
        return this;
    }

    /** A line that is roff already. */
    Roff raw(String line) {
        text.append(line).append('\n');
        return this;
    }

    static String bold(String words) {
        return "\\fB" + plain(words) + "\\fR";
    }

    static String italic(String words) {
        return "\\fI" + plain(words) + "\\fR";
    }

    /** Text without meaning to roff. A minus of an option stays one, and can be copied. */
    static String plain(String words) {
        return words.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("`", "\\(ga")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti")
                .replace("…", "...");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
