package org.miltermanager.app.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One function of the C library. The only place that looks up native symbols, hence the only one that the compiler must be told to trust
 * ({@code restricted}: a wrong signature here crashes the process).
 *
 * <p>For any thread.
 */
@SuppressWarnings("restricted")
public final class NativeFunction {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final NativeFunction STRERROR = new NativeFunction(
            "strerror",
            FunctionDescriptor.of(ADDRESS, JAVA_INT),
            MemorySegment.class,
            Linker.Option.captureCallState("errno"));

    /** Longest text that is read behind a pointer of the C library, in octets. */
    private static final long LONGEST_TEXT = 65_536;

    /**
     * What a call returned.
     *
     * @param value its return value
     * @param errno the error number right after the call; without meaning unless the value says that it failed
     */
    public record Result(long value, int errno) {
        /** -1, as most functions say that they failed. */
        public boolean failed() {
            return value == -1;
        }

        /** The C library's words for {@link #errno}. */
        public String reason() {
            return describe(errno);
        }
    }

    private final String name;
    private final FunctionDescriptor descriptor;
    private final Class<?> returned;
    private final Linker.Option[] options;
    private volatile @Nullable MethodHandle linked;

    private NativeFunction(String name, FunctionDescriptor descriptor, Class<?> returned, Linker.Option... options) {
        this.name = name;
        this.descriptor = descriptor;
        this.returned = returned;
        this.options = options.clone();
    }

    /** At the first call: Java writes code for it, which takes milliseconds, and most functions are never called. Twice does no harm. */
    private MethodHandle handle() {
        MethodHandle handle = linked;
        if (handle == null) {
            MemorySegment symbol = LINKER.defaultLookup()
                    .find(name)
                    .orElseThrow(() -> new HostFailure("the C library of this system has no function " + name));
            handle = LINKER.downcallHandle(symbol, descriptor, options)
                    .asSpreader(1, Object[].class, descriptor.argumentLayouts().size())
                    .asType(MethodType.methodType(returned, MemorySegment.class, Object[].class));
            linked = handle;
        }
        return handle;
    }

    /** A function that returns an {@code int}. */
    public static NativeFunction returningInt(String name, MemoryLayout... arguments) {
        return new NativeFunction(
                name, FunctionDescriptor.of(JAVA_INT, arguments), long.class, Linker.Option.captureCallState("errno"));
    }

    /** A function that returns nothing. */
    public static NativeFunction returningNothing(String name, MemoryLayout... arguments) {
        return new NativeFunction(
                name, FunctionDescriptor.ofVoid(arguments), long.class, Linker.Option.captureCallState("errno"));
    }

    /**
     * A function that returns nothing and takes further arguments of any kind behind the first ones.
     *
     * @param fixed how many of the arguments are declared by name in C
     */
    public static NativeFunction variadic(String name, int fixed, MemoryLayout... arguments) {
        return new NativeFunction(
                name,
                FunctionDescriptor.ofVoid(arguments),
                long.class,
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(fixed));
    }

    /** @param arguments {@code Integer}, {@code Long} or {@code MemorySegment}, as the layouts say */
    public Result call(Object... arguments) {
        MethodHandle handle = handle();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long value = (long) handle.invokeExact(state, arguments);
            return new Result(value, (int) ERRNO.get(state, 0L));
        } catch (Throwable e) {
            throw new IllegalStateException("cannot call " + name, e);
        }
    }

    /** Text that ends with a NUL behind a pointer that the C library gave. */
    static String text(MemorySegment pointer) {
        return pointer.equals(MemorySegment.NULL)
                ? ""
                : pointer.reinterpret(LONGEST_TEXT).getString(0);
    }

    /** The C library's words for an error number. */
    static String describe(int errno) {
        MethodHandle strerror = STRERROR.handle();
        try (Arena arena = Arena.ofConfined()) {
            Object[] arguments = {errno};
            return text((MemorySegment) strerror.invokeExact(arena.allocate(STATE), arguments));
        } catch (Throwable e) {
            throw new IllegalStateException("cannot call strerror", e);
        }
    }
}
