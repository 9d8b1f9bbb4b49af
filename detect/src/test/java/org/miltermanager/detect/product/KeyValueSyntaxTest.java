package org.miltermanager.detect.product;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.host.Reading;

/** What is expected of OpenDKIM was seen of OpenDKIM 2.11: it was given these files, and its socket was looked for. */
class KeyValueSyntaxTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\1',
            value = {
                "TRUSTED_DOMAIN|Socket|Socket local:/a|1|local:/a",
                "TRUSTED_DOMAIN|Socket|Socket local:/a # why;Socket local:/b|2|local:/b",
                "TRUSTED_DOMAIN|Socket|   sockeT  \t local:/a  \r|1|local:/a",
                "TRUSTED_DOMAIN|Socket|Socket \"local:/a\"|1|\"local:/a\"",
                "TRUSTED_DOMAIN|Socket|Socket local:/a junk|1|local:/a junk",
                "TRUSTED_DOMAIN|Socket|#Socket local:/a;Socket#local:/b;Socket|0|",
                "TRUSTED_DOMAIN|Socket|SocketOther local:/a|0|",
                "DKIMPY|Socket|Socket local:/a #x|1|local:/a",
                "DKIMPY|Socket|socket local:/a|0|",
                "PYSPF|Socket|Socket = inet:8893@localhost # x|1|inet:8893@localhost",
                "PYSPF|Socket|Socket inet:8893@localhost;=;= x;Socket =|0|",
                "ENMA|milter.socket|## Milter ##;milter.socket:  inet:10025@127.0.0.1|2|inet:10025@127.0.0.1",
                "ENMA|milter.socket|milter.socket;: x;#milter.socket: y|0|",
            })
    void readsALineAsTheProgramDoes(KeyValueSyntax syntax, String key, String lines, int line, String value) {
        var text = new Reading.Text("/etc/x.conf", List.of(lines.split(";")));

        Optional<Quote> found = syntax.last(text, key);

        assertEquals(Optional.ofNullable(value).map(some -> new Quote(some, new Place("/etc/x.conf", line))), found);
    }
}
