package org.miltermanager.app.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What the daemon does on a signal. A handler runs on a thread of its own; the same signal again waits until it has returned.
 *
 * <p>Java has no public way to learn of a signal, only {@code sun.misc.Signal} (module jdk.unsupported), which javac refuses under -Werror
 * with a warning that nothing suppresses; method handles name it without one.
 */
public final class Signals {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final NativeFunction SIGNAL = NativeFunction.returningNothing("signal", JAVA_INT, ADDRESS);
    private static final MemorySegment SIG_DFL = MemorySegment.NULL;

    private Signals() {}

    /** A signal that the daemon knows, by its name without SIG. */
    public enum Signal {
        /** Read the configuration anew. */
        HUP,
        /** Reopen the log. */
        USR1,
        /** Stop: finish running messages. */
        TERM,
        /** Ctrl-C: as {@link #TERM}. */
        INT
    }

    /**
     * Replaces whatever was done on that signal. For TERM and INT that includes Java's own orderly end with its shutdown hooks: the handler
     * has to see to it that the program ends. A signal that whoever started the program has switched off, as nohup does with HUP and a
     * shell's {@code &} with INT, is switched on again: that is how the daemon is told to reload.
     *
     * @throws HostFailure if the JVM keeps the signal to itself (it was started with -Xrs)
     */
    public static void on(Signal signal, Runnable handler) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            MethodHandle construct =
                    LOOKUP.findConstructor(signalType, MethodType.methodType(void.class, String.class));
            MethodHandle handle = LOOKUP.findStatic(
                    signalType, "handle", MethodType.methodType(handlerType, signalType, handlerType));
            MethodHandle run = LOOKUP.bind(new OneAtATime(handler), "run", MethodType.methodType(void.class));
            MethodHandle number = LOOKUP.findVirtual(signalType, "getNumber", MethodType.methodType(int.class));
            Object ours = MethodHandleProxies.asInterfaceInstance(
                    handlerType, MethodHandles.dropArguments(run, 0, signalType));
            Object named = construct.invoke(signal.name());
            Object before = handle.invoke(named, ours);
            Object ignore =
                    LOOKUP.findStaticGetter(handlerType, "SIG_IGN", handlerType).invoke();
            if (ignore.equals(before)) {
                SIGNAL.call((int) number.invoke(named), SIG_DFL); // Java leaves an ignored signal ignored
                handle.invoke(named, ours);
            }
        } catch (Throwable e) {
            throw new HostFailure("cannot handle SIG" + signal + ": " + e.getMessage() + "; start without -Xrs", e);
        }
    }

    /** A signal that comes while its handler runs must not run it twice at once: two reloads would mix. */
    private static final class OneAtATime implements Runnable {
        private final Runnable handler;

        OneAtATime(Runnable handler) {
            this.handler = handler;
        }

        @Override
        public synchronized void run() {
            handler.run();
        }
    }
}
