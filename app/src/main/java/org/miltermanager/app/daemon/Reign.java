package org.miltermanager.app.daemon;

/**
 * A chain from the configuration that brought it until another has followed and the last session that began with it has ended. Safe for use
 * by any thread.
 */
final class Reign {
    private final Assembly assembly;

    /** The daemon, as long as new sessions begin with it, and each of its sessions. */
    private int users = 1;

    Reign(Assembly assembly) {
        this.assembly = assembly;
    }

    Assembly assembly() {
        return assembly;
    }

    /** A session would begin with it; false if it is over. */
    synchronized boolean enter() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /** A session has ended, or another chain has followed. Behind the last one, what it has used is given back. */
    void leave() {
        boolean over;
        synchronized (this) {
            users--;
            over = users == 0;
        }
        if (over) {
            assembly.afterwards().run();
        }
    }
}
