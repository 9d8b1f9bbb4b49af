package org.miltermanager.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What the profile {@code packages} has built. As an extension: the test is skipped with one line where that was not done, and fails with
 * {@code -Dreal.mta=required}.
 */
final class BuiltPackages implements ExecutionCondition {
    static final Path DIRECTORY = Path.of("target");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        if (!found(".deb").isEmpty()) {
            return ConditionEvaluationResult.enabled("the packages are built");
        }
        String line = "%s needs the packages: mvn -P packages verify".formatted(test.getDisplayName());
        if ("required".equals(System.getProperty("real.mta"))) {
            throw new IllegalStateException(line);
        }
        System.out.println("Skipped: " + line); // Failsafe's console does not print the reason
        return ConditionEvaluationResult.disabled(line);
    }

    /** @param ending such as {@code .deb} */
    static Path one(String ending) {
        return found(ending).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + ending + " in " + DIRECTORY.toAbsolutePath()));
    }

    static List<Path> found(String ending) {
        if (!Files.isDirectory(DIRECTORY)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot list " + DIRECTORY.toAbsolutePath(), e);
        }
    }
}
