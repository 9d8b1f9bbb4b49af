package org.miltermanager.detect.product;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.host.Reading;

/**
 * Configuration files with one key and its value on each line, as their programs read them. Lines that are none are passed over, as by
 * the programs, or would keep them from starting, which is theirs to say.
 */
enum KeyValueSyntax {
    /**
     * opendkim.conf(5), opendmarc.conf(5), dkim-filter.conf(5): white space between key and value, no quotes, {@code #} ends a line
     * wherever it stands; case of keys does not matter.
     */
    TRUSTED_DOMAIN(null, true, true),
    /** dkimpy-milter.conf(5): the same, with keys as they are written. */
    DKIMPY(null, true, false),
    /** pyspf-milter.conf(5): an equals sign between key and value, {@code #} as above. */
    PYSPF("=", true, false),
    /** enma.conf(5): a colon between key and value, comments on lines of their own. */
    ENMA(":", false, false);

    private final @Nullable String separator;
    private final boolean commentsAnywhere;
    private final boolean anyCase;

    KeyValueSyntax(@Nullable String separator, boolean commentsAnywhere, boolean anyCase) {
        this.separator = separator;
        this.commentsAnywhere = commentsAnywhere;
        this.anyCase = anyCase;
    }

    /** One line of such a file. */
    record Setting(String key, Quote value) {}

    /** All of them, in the order of the file. */
    Stream<Setting> settings(Reading.Text text) {
        return text.quotes().flatMap(line -> setting(line).stream());
    }

    /** The value of a key: where it is given more than once, all of these programs take the last. */
    Optional<Quote> last(Reading.Text text, String key) {
        return settings(text)
                .filter(setting -> is(setting, key))
                .map(Setting::value)
                .reduce((first, second) -> second);
    }

    boolean is(Setting setting, String key) {
        return anyCase ? setting.key().equalsIgnoreCase(key) : setting.key().equals(key);
    }

    private Optional<Setting> setting(Quote line) {
        String content = line.text().strip();
        int comment = commentsAnywhere ? content.indexOf('#') : content.startsWith("#") ? 0 : -1;
        if (comment >= 0) {
            content = content.substring(0, comment).strip();
        }
        int end = separator == null ? endOfWord(content) : content.indexOf(separator);
        if (end <= 0 || end >= content.length()) {
            return Optional.empty();
        }
        String value = content.substring(end + 1).strip();
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(new Setting(content.substring(0, end).strip(), line.with(value)));
    }

    private static int endOfWord(String content) {
        int end = 0;
        while (end < content.length() && !Character.isWhitespace(content.charAt(end))) {
            end++;
        }
        return end;
    }
}
