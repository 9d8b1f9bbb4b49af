package org.miltermanager.conditions.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The domains whose signatures an {@code Authentication-Results} field reports as good (RFC 8601 2.2, 2.7.1). Reads any text in time
 * that grows with its length; what is no such field has none.
 */
final class ReportedSignatures {
    private static final Pattern PASSED = Pattern.compile("dkim(?:/\\d+)?=pass(?![\\w-]).*");
    private static final Pattern DOMAIN =
            Pattern.compile("(?<![^ ])header\\.d=(\"?)([a-z0-9](?:[a-z0-9.-]{0,252}))\\1(?![^ ])");

    private ReportedSignatures() {}

    /** The domains, in lower case. */
    static List<String> domains(String field) {
        var domains = new ArrayList<String>();
        for (String result : plain(field).split(";", -1)) {
            String words = result.replaceAll("[ \\t\\r\\n]+", " ")
                    .replaceAll(" ?([=/]) ?", "$1")
                    .strip();
            if (PASSED.matcher(words).matches()) {
                Matcher domain = DOMAIN.matcher(words);
                if (domain.find()) {
                    domains.add(domain.group(2));
                }
            }
        }
        return domains;
    }

    /** In lower case, without comments; what stands in quotes has no semicolons and blanks any more that could be taken for others. */
    private static String plain(String field) {
        var plain = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            boolean escaped = c == '\\' && (quoted || depth > 0);
            if (escaped) {
                i++;
            } else if (c == '"' && depth == 0) {
                quoted = !quoted;
            } else if (c == '(' && !quoted) {
                depth++;
            } else if (c == ')' && !quoted && depth > 0) {
                depth--;
                plain.append(' ');
                continue;
            }
            if (depth == 0) {
                plain.append(quoted && (c == ';' || c == ' ' || escaped) ? '_' : c);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }
}
