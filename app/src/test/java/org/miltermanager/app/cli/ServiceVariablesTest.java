package org.miltermanager.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.app.config.CommandLineValue;
import org.miltermanager.app.config.Configuration;
import org.miltermanager.app.config.ConfigurationError;
import org.miltermanager.app.config.ConfigurationFiles;

class ServiceVariablesTest {
    private static final String FILE = "/etc/default/milter-manager";

    @TempDir
    private Path directory;

    private static List<CommandLineValue> of(String handedOver) {
        return ServiceVariables.of(Map.of(ServiceVariables.HANDED_OVER, handedOver));
    }

    private Configuration read(List<CommandLineValue> values) {
        return new ConfigurationFiles(directory, true, values, List::of).read();
    }

    @Test
    void addressAndAccountAreThoseOfTheService() {
        String shown = read(of(FILE + "\nCONNECTION_SPEC=inet:10025@127.0.0.1\nUSER=filter\nGROUP=filters"))
                .show();

        for (String line : new String[] {
            "# " + FILE + " (CONNECTION_SPEC)\nlisten = \"inet:10025@127.0.0.1\"\n",
            "# " + FILE + " (USER)\nuser = \"filter\"\n",
            "# " + FILE + " (GROUP)\ngroup = \"filters\"\n"
        }) {
            assertTrue(shown.contains(line), shown);
        }
    }

    @Test
    void anOptionIsStrongerThanAVariable() {
        var values = new ArrayList<>(of(FILE + "\nCONNECTION_SPEC=inet:10025@127.0.0.1"));
        values.add(new CommandLineValue("-s", "listen", "unix:/run/x"));

        assertEquals("unix:/run/x", read(values).settings().listen().toString());
    }

    @Test
    void aMistakeNamesFileAndVariable() {
        String mistakes = assertThrows(ConfigurationError.class, () -> read(of(FILE + "\nCONNECTION_SPEC=10025")))
                .getMessage();

        assertTrue(
                String.valueOf(mistakes).startsWith(FILE + " (CONNECTION_SPEC): spec doesn't have colon: <10025>"),
                mistakes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", FILE, FILE + "\nUSER=\nGROUP= ", FILE + "\nSOCKET_GROUP=postfix\nnonsense"})
    void whatSaysNothingChangesNothing(String handedOver) {
        assertEquals(List.of(), of(handedOver));
    }

    @Test
    void withoutTheServiceThereIsNothing() {
        assertEquals(List.of(), ServiceVariables.of(Map.of()));
    }
}
