package org.miltermanager.milters.spamd;

import java.util.regex.Pattern;
import org.miltermanager.service.Shown;

/**
 * The rules that a message met, as {@code GTUBE,MISSING_DATE}.
 *
 * @param names the first of them; empty where spamd has told none
 */
record Rules(String names) {
    private static final String TESTS = "tests=";
    private static final Pattern BREAK = Pattern.compile(",\\s+");

    /** @param symbols as SYMBOLS is answered */
    static Rules listed(String symbols) {
        return new Rules(Shown.of(symbols.strip()));
    }

    /** @param status value of an {@code X-Spam-Status}; an administrator may have given it another form, without them */
    static Rules of(String status) {
        int at = status.indexOf(TESTS);
        String unfolded = at < 0
                ? ""
                : BREAK.matcher(status.substring(at + TESTS.length())).replaceAll(",");
        return listed(unfolded.split("\\s", 2)[0]);
    }
}
