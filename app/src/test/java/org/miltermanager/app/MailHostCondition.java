package org.miltermanager.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Looks for what {@link RealMailHost} needs. Asks Docker's own command: Testcontainers, where an image is missing, spends
 * minutes on a registry that may never be reached.
 */
final class MailHostCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        Optional<String> complaint = complaint();
        if (complaint.isEmpty()) {
            return ConditionEvaluationResult.enabled("engine and base image are there");
        }
        String line = "%s needs Docker and its image %s (%s); .ci/prepare provides them on Debian, as root"
                .formatted(test.getDisplayName(), MailHost.BASE_IMAGE, complaint.get());
        if ("required".equals(System.getProperty("real.mta"))) {
            throw new IllegalStateException(line);
        }
        System.out.println("Skipped: " + line); // Failsafe's console does not print the reason
        return ConditionEvaluationResult.disabled(line);
    }

    /** @return what Docker says when asked for the base image, or nothing if it has it */
    private static Optional<String> complaint() {
        try {
            Process docker = new ProcessBuilder("docker", "image", "inspect", MailHost.BASE_IMAGE)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(docker.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return docker.waitFor() == 0 ? Optional.empty() : Optional.of(said);
        } catch (IOException absent) {
            return Optional.of("no docker command");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
