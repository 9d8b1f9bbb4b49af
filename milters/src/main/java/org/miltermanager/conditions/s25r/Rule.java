package org.miltermanager.conditions.s25r;

import java.util.List;
import org.miltermanager.condition.TextPattern;

/** A shape of names that home connections have. */
record Rule(String number, String words, TextPattern pattern) {
    /** All of them, as they were published. */
    static final List<Rule> ALL = List.of(
            rule("1", "its first label has two numbers with something between them", "^[^.]*\\d[^\\d.]+\\d.*\\."),
            rule("2", "its first label has five digits or more in a row", "^[^.]*\\d{5}"),
            rule(
                    "3",
                    "its first or second label begins with a digit, and three or more labels follow",
                    "^(?:[^.]+\\.)?\\d[^.]*\\.[^.]+\\..+\\.[a-z]"),
            rule(
                    "4",
                    "its first label ends in a digit, and its second has a digit, a hyphen and a digit",
                    "^[^.]*\\d\\.[^.]*\\d-\\d"),
            rule(
                    "5",
                    "its first two labels end in digits, and three or more follow",
                    "^[^.]*\\d\\.[^.]*\\d\\.[^.]+\\..+\\."),
            rule(
                    "6",
                    "its first label begins like dhcp, dialup, ppp or adsl, and has a digit",
                    "^(?:dhcp|dialup|ppp|[achrsvx]?dsl)[^.]*\\d"));

    private static Rule rule(String number, String words, String pattern) {
        return new Rule(number, words, TextPattern.of(pattern, true));
    }

    boolean fits(String host) {
        return pattern.isIn(host).orElse(false);
    }

    /** For people. */
    String told() {
        return "rule " + number + ": " + words;
    }
}
