package org.miltermanager.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks for what {@link NeedsForeignPeers} needs. */
final class ForeignPeersFound implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        List<String> missing = missing();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all are installed");
        }
        String reason =
                "%s needs %s; .ci/prepare installs them".formatted(test.getDisplayName(), String.join(", ", missing));
        if ("required".equals(System.getProperty("real.mta"))) {
            throw new IllegalStateException(reason + " (-Dreal.mta=required)");
        }
        System.out.println("skipped: " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    private static List<String> missing() {
        var missing = new ArrayList<String>();
        if (!Files.isExecutable(ForeignPeer.MILTERTEST)) {
            missing.add("miltertest");
        }
        if (!Files.isReadable(Path.of("/usr/include/libmilter/mfapi.h"))) {
            missing.add("libmilter-dev");
        }
        if (!runs("gcc", "--version")) {
            missing.add("gcc");
        }
        if (!runs(ForeignPeer.PYTHON.toString(), "-c", "import Milter")) {
            missing.add("python3-milter");
        }
        return missing;
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
