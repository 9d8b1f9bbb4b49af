package org.miltermanager.condition;

/**
 * What became of one part of an expression, for people.
 *
 * @param part as it is written
 * @param truth whether it holds
 * @param value of what the part is about, such as the client's name; empty for a part that has none but its truth
 */
public record Finding(String part, Truth truth, String value) {}
