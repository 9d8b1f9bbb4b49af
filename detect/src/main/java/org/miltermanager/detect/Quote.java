package org.miltermanager.detect;

/**
 * A piece of text as it stands in a file, quotes and references resolved.
 *
 * @param text what is written
 * @param place where
 */
public record Quote(String text, Place place) {
    /** Another text from the same place: a part of it, or what it means. */
    public Quote with(String other) {
        return new Quote(other, place);
    }
}
