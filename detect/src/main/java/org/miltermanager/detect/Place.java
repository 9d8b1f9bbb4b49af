package org.miltermanager.detect;

/**
 * Where something was read.
 *
 * @param source path of a file as the host itself names it, or the command that said it
 * @param line from 1; 0 where the whole of it is meant
 */
public record Place(String source, int line) {
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
