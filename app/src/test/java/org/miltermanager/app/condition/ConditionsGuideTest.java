package org.miltermanager.app.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.miltermanager.app.config.Configuration;

/** The guide that is installed, to which a mistake in a condition leads. */
class ConditionsGuideTest {
    private static final Pattern NAME = Pattern.compile("`([a-z0-9.-]+)(?:\\(\"[^`]*\"\\))?`");

    @Test
    void tellsOfEveryNameThatConditionsMayUse() throws IOException {
        String guide = Files.readString(Path.of("../packaging/doc/conditions.md"));
        List<String> told = NAME.matcher(guide.substring(guide.indexOf("## Names")))
                .results()
                .map(result -> result.group(1))
                .toList();
        List<String> sets = Pattern.compile(" in ([a-z]+)\\(\"")
                .matcher(guide)
                .results()
                .map(result -> result.group(1))
                .toList();

        List<String> names = Words.of(Configuration.defaults().conditions(), Surroundings.NONE)
                .names();

        assertEquals(
                List.of(),
                names.stream()
                        .filter(name -> !told.contains(name) && !sets.contains(name))
                        .toList());
    }
}
