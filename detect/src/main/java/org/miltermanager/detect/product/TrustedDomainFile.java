package org.miltermanager.detect.product;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.host.Reading;

/**
 * The configuration of OpenDKIM and its kin, files named by {@code Include} read where they stand: a later line counts, be it in the
 * file or in one that it includes. Used once.
 */
final class TrustedDomainFile {
    /** opendkim.conf(5): "Nesting is allowed to a maximum of five levels". */
    private static final int DEEPEST = 5;

    /** Files that include each other several times would be read for ever. */
    private static final int MOST_INCLUDES = 50;

    private final Draft draft;
    private final String key;
    private @Nullable Quote last;
    private int includes;

    private TrustedDomainFile(Draft draft, String key) {
        this.draft = draft;
        this.key = key;
    }

    /** The value that counts, of a file that the daemon needs. */
    static Optional<Quote> value(Draft draft, String path, String key) {
        var file = new TrustedDomainFile(draft, key);
        draft.configuration(path).ifPresent(text -> file.read(text, 0));
        return Optional.ofNullable(file.last);
    }

    private void read(Reading.Text text, int depth) {
        KeyValueSyntax.TRUSTED_DOMAIN.settings(text).forEach(setting -> {
            if (KeyValueSyntax.TRUSTED_DOMAIN.is(setting, key)) {
                last = setting.value();
            } else if (KeyValueSyntax.TRUSTED_DOMAIN.is(setting, "Include")
                    && depth < DEEPEST
                    && includes++ < MOST_INCLUDES) {
                draft.configuration(setting.value().text()).ifPresent(included -> read(included, depth + 1));
            }
        });
    }
}
