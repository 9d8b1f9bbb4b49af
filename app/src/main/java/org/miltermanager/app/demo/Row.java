package org.miltermanager.app.demo;

import java.time.Duration;
import java.util.List;

/**
 * What became of one mail.
 *
 * @param mail its queue id; its sender where it did not get one
 * @param milters what each milter said, in list order: its verdict, then its edits
 * @param answer what the client was told
 * @param refused whether that is a refusal
 * @param took from the begin of the session, or of the message behind the first, to that answer
 */
record Row(String mail, List<List<String>> milters, String answer, boolean refused, Duration took) {
    Row {
        milters = List.copyOf(milters);
    }
}
