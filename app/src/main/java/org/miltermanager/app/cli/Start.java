package org.miltermanager.app.cli;

import org.miltermanager.app.config.Configuration;
import org.miltermanager.app.config.ConfigurationFiles;

/** How the command line starts the daemon. */
@FunctionalInterface
public interface Start {
    /**
     * Runs the daemon until it is told to end.
     *
     * @param files to read again on a reload
     * @param configuration as they are now
     * @return exit code
     * @throws Exception if it could not start; its message is what the user reads
     */
    int run(ConfigurationFiles files, Configuration configuration) throws Exception;
}
