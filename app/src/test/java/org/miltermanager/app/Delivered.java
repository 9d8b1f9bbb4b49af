package org.miltermanager.app;

import java.util.List;

/** A message as its recipient finds it. */
record Delivered(String text) {
    /** The headers that have one of these names, sorted, each on one line. */
    List<String> headers(String names) {
        return text.substring(0, text.indexOf("\n\n"))
                .replaceAll("\n[ \t]+", " ")
                .lines()
                .filter(line -> line.matches("(?:" + names + "):.*"))
                .sorted()
                .toList();
    }

    String body() {
        return text.substring(text.indexOf("\n\n") + 2);
    }
}
