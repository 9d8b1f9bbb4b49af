package org.miltermanager.detect.host;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code %} of unit files (systemd.unit(5)), as far as they can stand in a command line or the name of a file. */
record Specifiers(UnitName name) {
    private static final Pattern SPECIFIER = Pattern.compile("%(.)");
    private static final Pattern ESCAPED = Pattern.compile("\\\\x([0-9a-fA-F]{2})");

    String resolve(String text) {
        return SPECIFIER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
    }

    /** What depends on the machine's state, or is not known, stays as it is. */
    private String value(java.util.regex.MatchResult found) {
        return switch (found.group(1).charAt(0)) {
            case 'n' -> name.file();
            case 'N' -> name.stem();
            case 'p' -> name.prefix();
            case 'P' -> unescaped(name.prefix());
            case 'i' -> name.instance();
            case 'I' -> unescaped(name.instance());
            case 'f' -> "/" + unescaped(name.instance().isEmpty() ? name.prefix() : name.instance());
            case 'j' -> name.prefix().substring(name.prefix().lastIndexOf('-') + 1);
            case 'J' -> unescaped(name.prefix().substring(name.prefix().lastIndexOf('-') + 1));
            case 't' -> "/run";
            case 'S' -> "/var/lib";
            case 'C' -> "/var/cache";
            case 'L' -> "/var/log";
            case 'E' -> "/etc";
            case 'T' -> "/tmp";
            case 'V' -> "/var/tmp";
            case 'h' -> "/root";
            case 'u', 'g' -> "root";
            case 'U', 'G' -> "0";
            case '%' -> "%";
            default -> found.group();
        };
    }

    /** As systemd-escape(1) undoes it: a dash is a slash, {@code \x2d} a dash. */
    private static String unescaped(String text) {
        return ESCAPED.matcher(text.replace('-', '/'))
                .replaceAll(found ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(found.group(1), 16))));
    }
}
