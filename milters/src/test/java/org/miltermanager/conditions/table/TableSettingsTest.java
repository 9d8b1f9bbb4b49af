package org.miltermanager.conditions.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5432/mail, jdbc:postgresql://db:5432/mail",
        "jdbc:postgresql://db/mail?user=a@example.com, jdbc:postgresql://db/mail?user=a@example.com",
        "jdbc:postgresql://db/mail?user=a&password=secret&ssl=true, jdbc:postgresql://db/mail?user=a&password=***&ssl=true",
        "jdbc:postgresql://db/mail?sslPassword=secret, jdbc:postgresql://db/mail?sslPassword=***",
        "jdbc:postgresql://a:secret@db/mail, jdbc:postgresql://a:***@db/mail",
        "ldap://a:se/cr@et@db, ldap://a:***@db",
        "jdbc:postgresql://a:se?cret@db/mail, jdbc:postgresql://a:***@db/mail",
        "jdbc:postgresql://a/b:secret@db/mail, jdbc:postgresql://a/b:***@db/mail",
        "jdbc:postgresql://db:5432/mail?password=sec@ret&ssl=true, jdbc:postgresql://db:***&ssl=true",
        "jdbc:postgresql://db/mail?password=se:c@ret, jdbc:postgresql://db/mail?password=***"
    })
    void nobodySeesThePassword(String url, String shown) {
        assertEquals(shown, TableSettings.withoutPassword(url));
    }

    @Test
    void aDirectoryIsNotAskedAsSomebodyInItsAddress() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> TableSettings.checkedUrl("ldap://a:secret@127.0.0.1"));

        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("got \"ldap://a:***@127.0.0.1\", expected"),
                refused::getMessage);
    }
}
