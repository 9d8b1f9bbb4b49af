package org.miltermanager.detect.host.shell;

import java.util.List;
import java.util.function.Predicate;

/** What {@code test} and {@code [ ]} say, as far as it can be told from the files alone. */
final class Condition {
    private Condition() {}

    /**
     * @param words the command, such as {@code [ -x /usr/sbin/postfix ]}
     * @param exists whether the host has a file
     * @return false also where it is not known
     */
    static boolean holds(List<String> words, Predicate<String> exists) {
        if (words.isEmpty()) {
            return false;
        }
        return switch (words.getFirst()) {
            case "!" -> !holds(words.subList(1, words.size()), exists);
            case "test" -> expression(words.subList(1, words.size()), exists);
            case "[", "[[" -> expression(words.subList(1, Math.max(1, words.size() - 1)), exists);
            case "true", ":" -> true;
            default -> false;
        };
    }

    private static boolean expression(List<String> words, Predicate<String> exists) {
        int or = words.indexOf("-o");
        if (or > 0) {
            return expression(words.subList(0, or), exists) || expression(words.subList(or + 1, words.size()), exists);
        }
        int and = words.indexOf("-a");
        if (and > 0) {
            return expression(words.subList(0, and), exists)
                    && expression(words.subList(and + 1, words.size()), exists);
        }
        if (!words.isEmpty() && words.getFirst().equals("!")) {
            return !expression(words.subList(1, words.size()), exists);
        }
        return switch (words.size()) {
            case 1 -> !words.getFirst().isEmpty();
            case 2 -> about(words.getFirst(), words.get(1), exists);
            case 3 -> compared(words.getFirst(), words.get(1), words.get(2));
            default -> false;
        };
    }

    private static boolean about(String operator, String operand, Predicate<String> exists) {
        return switch (operator) {
            case "-n" -> !operand.isEmpty();
            case "-z" -> operand.isEmpty();
            case "-e", "-f", "-r", "-x", "-d", "-s", "-h", "-L" -> exists.test(operand);
            default -> false;
        };
    }

    private static boolean compared(String left, String operator, String right) {
        return switch (operator) {
            case "=", "==", "-eq" -> left.equals(right);
            case "!=", "-ne" -> !left.equals(right);
            default -> false;
        };
    }
}
