package org.miltermanager.app.config;

/**
 * A value that the command line gives, or the file with the settings of the service, and that overrides every file of the configuration,
 * also when they are read again.
 *
 * @param origin for the mistake that it may be
 * @param key path of the key that it sets, such as {@code log.level}; one whose values files write in quotes
 * @param text the value
 */
public record CommandLineValue(Origin origin, String key, String text) {
    /** @param option as the user wrote it or as help lists it */
    public CommandLineValue(String option, String key, String text) {
        this(new Origin.CommandLine(option), key, text);
    }
}
