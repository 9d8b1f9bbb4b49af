package org.miltermanager.app.config;

import java.util.concurrent.ThreadFactory;

/** What a session runs on. */
public enum SessionThreads {
    /** A thread of the kernel: quickest, for up to some thousand sessions at a time. */
    KERNEL,
    /** A virtual thread: half as long again for a message, for any number of sessions. */
    VIRTUAL;

    /** Makes them. */
    public ThreadFactory threads() {
        return switch (this) {
            case KERNEL -> Thread.ofPlatform().daemon().name("session").factory();
            case VIRTUAL -> Thread.ofVirtual().name("session").factory();
        };
    }
}
