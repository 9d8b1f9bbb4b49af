package org.miltermanager.conditions.spf.suite;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.conditions.spf.SpfQuestion;

/**
 * One question and what it must bring.
 *
 * @param results any of these
 * @param explanation of the domain; {@code DEFAULT} where it must have none
 * @param mechanism that must have decided
 */
record SuiteCase(
        String name,
        SpfQuestion question,
        List<String> results,
        Optional<String> explanation,
        Optional<String> mechanism) {
    static SuiteCase of(String name, Map<String, Object> fields) {
        Object results = fields.get("result");
        return new SuiteCase(
                name,
                new SpfQuestion(
                        InetAddress.ofLiteral(String.valueOf(fields.get("host"))),
                        String.valueOf(fields.get("helo")),
                        String.valueOf(fields.get("mailfrom"))),
                results instanceof List<?> several
                        ? several.stream().map(String::valueOf).toList()
                        : List.of(String.valueOf(results)),
                Optional.ofNullable(fields.get("explanation")).map(String::valueOf),
                Optional.ofNullable(fields.get("mechanism")).map(String::valueOf));
    }
}
