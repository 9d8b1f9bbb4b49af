package org.miltermanager.app.cli;

/** What the program tells the shell. */
public final class ExitCode {
    /** Done, or ended as told. */
    public static final int OK = 0;

    /** It could not be done: a mistake in the configuration, an address that is taken. Standard error says what. */
    public static final int FAILED = 1;

    /** The command line is wrong; nothing was done. */
    public static final int USAGE = 2;

    private ExitCode() {}
}
