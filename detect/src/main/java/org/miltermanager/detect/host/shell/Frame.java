package org.miltermanager.detect.host.shell;

import java.util.ArrayList;
import java.util.List;

/** A construct of the shell that is open: {@code if}, a loop, {@code case}, a function. Its one owner is the script that is read. */
final class Frame {
    /** Which word ends it. */
    final String end;
    /** Whether what stands around it is carried out. */
    final boolean outer;
    /** Of a function. */
    final String name;
    /** The statements of a function; of other constructs none. */
    final List<Statement> body = new ArrayList<>();
    /** Of a function, and those inside of it that are open. */
    int braces;
    /** Whether what stands in it now is carried out. */
    boolean active;
    /** Whether a branch was taken. */
    boolean taken;
    /** Whether the condition is still being read. */
    boolean deciding;

    private Frame(String end, boolean outer, String name) {
        this.end = end;
        this.outer = outer;
        this.name = name;
    }

    Frame(String end, boolean outer) {
        this(end, outer, "");
        deciding = end.equals("fi");
    }

    /** @param open whether its brace was there already */
    static Frame function(String name, boolean open) {
        var frame = new Frame("}", false, name);
        frame.braces = open ? 1 : 0;
        return frame;
    }

    boolean function() {
        return end.equals("}");
    }
}
