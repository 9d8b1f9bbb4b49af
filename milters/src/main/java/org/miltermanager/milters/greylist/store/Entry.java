package org.miltermanager.milters.greylist.store;

/**
 * One thing that is remembered.
 *
 * @param subject of whom
 * @param memory what
 */
public record Entry(Subject subject, Memory memory) {}
