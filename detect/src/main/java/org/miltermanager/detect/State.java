package org.miltermanager.detect;

import java.util.Locale;

/** Whether a milter belongs into the chain, and if not, why. */
public enum State {
    /** The host starts it at boot, and it is configured. The only state in which it is asked. */
    ENABLED("the host starts it"),
    /** It is installed, and the host is told not to start it. */
    DISABLED("installed, but not started at boot"),
    /** Its unit is a link to {@code /dev/null}: nobody can start it. */
    MASKED("masked: nobody can start it"),
    /** Its unit has no {@code [Install]} section and nothing wants it: only another unit or a person starts it. */
    STATIC("its unit is static: nothing starts it by itself"),
    /**
     * The mail server asks it by itself, and nothing else is known of it, or nothing says that the host starts it: behind us it would be
     * asked twice.
     */
    LISTED("the mail server asks it itself"),
    /** No milter, but a server that one would ask, such as clamd, and that one is not installed: a milter inside us can ask it. */
    OFFERED("a server that a milter inside the manager can ask"),
    /** Something refers to it, such as a link of systemd, but there is no unit and no script of that name. */
    MISSING("referred to, but not installed"),
    /** The host starts it, but its own configuration has not been finished, or names no socket. */
    NOT_CONFIGURED("started, but not configured"),
    /** The host starts it, but what names its socket cannot be read, or is not there at present. */
    UNREADABLE("started, but where it listens cannot be read");

    private final String meaning;

    State(String meaning) {
        this.meaning = meaning;
    }

    /** For people. */
    public String meaning() {
        return meaning;
    }

    /** For programs: {@code not-configured}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
