package org.miltermanager.milters.jilter;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A class that implements {@code com.sendmail.jilter.JilterHandler}, and the interface that it implements.
 *
 * @param handler makes an instance
 * @param callbacks {@code JilterHandler}
 * @param actions {@code JilterEOMActions}
 * @param status {@code JilterStatus}
 */
record HandlerClass(Constructor<?> handler, Class<?> callbacks, Class<?> actions, Class<?> status) {
    private static final String PACKAGE = "com.sendmail.jilter.";

    /**
     * Loads the class. None of its code runs yet.
     *
     * @throws IllegalArgumentException with a sentence that says what is missing and what helps
     */
    static HandlerClass load(List<Path> jars, String name) {
        var loader = new JarLoader(jars);
        Class<?> callbacks = find(loader, PACKAGE + "JilterHandler", "jilter's own JAR file has to stand among jars");
        Class<?> handler = find(loader, name, "which of the JAR files has it? jars is " + jars);
        if (!callbacks.isAssignableFrom(handler)) {
            throw new IllegalArgumentException(name + " does not implement " + callbacks.getName());
        }
        if (Modifier.isAbstract(handler.getModifiers()) || !Modifier.isPublic(handler.getModifiers())) {
            throw new IllegalArgumentException(name + " has to be public and not abstract");
        }
        return new HandlerClass(
                constructor(handler),
                callbacks,
                find(loader, PACKAGE + "JilterEOMActions", "jilter's own JAR file is not complete"),
                find(loader, PACKAGE + "JilterStatus", "jilter's own JAR file is not complete"));
    }

    private static Class<?> find(ClassLoader loader, String name, String remedy) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException _) {
            throw new IllegalArgumentException("there is no class " + name + "; " + remedy);
        } catch (LinkageError broken) {
            throw new IllegalArgumentException("the class " + name + " cannot be loaded: " + broken, broken);
        }
    }

    private static Constructor<?> constructor(Class<?> handler) {
        try {
            return handler.getConstructor();
        } catch (NoSuchMethodException _) {
            throw new IllegalArgumentException(
                    handler.getName() + " has no public constructor without arguments, which jilter calls");
        } catch (LinkageError broken) {
            throw new IllegalArgumentException(handler.getName() + " cannot be loaded: " + broken, broken);
        }
    }

    String name() {
        return handler.getDeclaringClass().getName();
    }

    ClassLoader loader() {
        return Objects.requireNonNull(callbacks.getClassLoader());
    }

    /** @throws Throwable what the handler throws */
    Object instance() throws Throwable {
        try {
            return handler.newInstance();
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** @throws Throwable what the handler throws */
    @Nullable
    Object call(Object instance, String callback, Class<?>[] types, @Nullable Object... arguments) throws Throwable {
        try {
            return callbacks.getMethod(callback, types).invoke(instance, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
