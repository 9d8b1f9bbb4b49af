package org.miltermanager.service;

import org.miltermanager.transport.Deadlines;

/**
 * From which milters that run inside get the services they need.
 *
 * @param deadlines the program's
 */
public record Services(Deadlines deadlines) {
    /** The servers of one service. Nothing is connected yet. */
    public Servers of(ServiceSettings settings) {
        return new Servers(settings, deadlines);
    }
}
