package org.miltermanager.milters.greylist.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "redis://:secret@host, redis://:***@host",
        "redis://user:secret@host:6379/1, redis://user:***@host:6379/1",
        "rediss://:sec@ret@host, rediss://:***@host",
        "redis://host?password=secret&timeout=5s, redis://host?password=***&timeout=5s",
        "redis://secret@host:6379/1, redis://***@host:6379/1",
        "'redis-sentinel://secret@one:26379,two/0?sentinelMasterId=mail', 'redis-sentinel://***@one:26379,two/0?sentinelMasterId=mail'",
        "rediss://sec@ret@host, rediss://***@host",
        "redis://name:@host:6379/1, redis://name:@host:6379/1",
        "redis://host:6379/0, redis://host:6379/0"
    })
    void itsTextDoesNotTellThePassword(String uri, String text) {
        assertEquals(text, new ServerAddress(ServerAddress.Kind.SINGLE, uri).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "redis://name@host, name",
        "redis://name:@host:6379/1, name",
        "redis://name:secret@host:6379/1, name",
        "rediss://na%40me+x@host?timeout=5s, na@me+x",
        "redis-sentinel://name@one:26379/0?sentinelMasterId=mail, name",
        "redis://:secret@host,",
        "redis://host:6379/a@b,"
    })
    void aNameMayStandBeforeTheHost(String uri, String user) {
        assertEquals(Optional.ofNullable(user), ServerAddress.parse(uri).user());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://:secret@",
                "redis://:secret@ho st",
                "redis://secret@ho st",
                "redis://secret@",
                "http://:secret@host"
            })
    void norDoesAMistake(String uri) {
        var mistake = assertThrows(IllegalArgumentException.class, () -> ServerAddress.parse(uri));

        assertFalse(String.valueOf(mistake.getMessage()).contains("secret"), mistake::getMessage);
    }
}
