package org.miltermanager.milters.plugin;

import java.util.Map;
import org.miltermanager.milter.Milter;

/**
 * Makes milters of one kind. Found by {@link java.util.ServiceLoader}, hence with a public constructor without arguments. For one
 * thread.
 */
public interface MilterProvider {
    /** The kind's name, as administrators write it behind {@code plug-in =}. Constant, short, without spaces. */
    String name();

    /**
     * Makes a milter. Called when the configuration is read, too, only to see whether the options are right: nothing is connected, opened or
     * started before {@link Milter#begin}.
     *
     * @param options what the administrator wrote, by key; empty where nothing
     * @return for all sessions, until the configuration is read anew
     * @throws IllegalArgumentException with a sentence for the administrator: which option, what it is, what is expected
     */
    Milter milter(Map<String, String> options);
}
