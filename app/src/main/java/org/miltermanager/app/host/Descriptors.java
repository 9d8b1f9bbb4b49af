package org.miltermanager.app.host;

import static java.lang.foreign.ValueLayout.JAVA_INT;

/** File descriptors by their numbers, which Java keeps to itself (dup(2), close(2)). */
final class Descriptors {
    private static final NativeFunction DUP = NativeFunction.returningInt("dup", JAVA_INT);
    private static final NativeFunction DUP2 = NativeFunction.returningInt("dup2", JAVA_INT, JAVA_INT);
    private static final NativeFunction CLOSE = NativeFunction.returningInt("close", JAVA_INT);

    private Descriptors() {}

    /** @return a new descriptor of the same file */
    static int copy(int descriptor) {
        return (int) require(DUP.call(descriptor), descriptor);
    }

    /** Whatever the second was, it becomes the same file as the first. */
    static void copyOnto(int descriptor, int other) {
        require(DUP2.call(descriptor, other), descriptor);
    }

    static void close(int descriptor) {
        CLOSE.call(descriptor);
    }

    private static long require(NativeFunction.Result result, int descriptor) {
        if (result.failed()) {
            throw new HostFailure("cannot copy file descriptor " + descriptor + ": " + result.reason());
        }
        return result.value();
    }
}
