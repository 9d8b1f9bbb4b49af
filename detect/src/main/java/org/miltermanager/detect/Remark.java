package org.miltermanager.detect;

import java.util.List;

/**
 * What an administrator may want to change about a milter although it is asked.
 *
 * @param what one clause, which names the file
 * @param remedy what helps: a command
 * @param lines what to enter there
 */
public record Remark(String what, String remedy, List<String> lines) {
    public Remark {
        lines = List.copyOf(lines);
    }
}
