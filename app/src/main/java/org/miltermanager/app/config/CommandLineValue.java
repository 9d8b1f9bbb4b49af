package org.miltermanager.app.config;

/**
 * A value that the command line gives, and that overrides every file, also when they are read again.
 *
 * @param option as the user wrote it or as help lists it, for the mistake that it may be
 * @param key path of the key that it sets, such as {@code log.level}; one whose values files write in quotes
 * @param text the value
 */
public record CommandLineValue(String option, String key, String text) {}
