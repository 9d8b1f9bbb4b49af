package org.miltermanager.milters.jilter;

import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.BodyReplacement;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.AddRecipient;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.DeleteRecipient;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Verdict;

/**
 * {@code JilterEOMActions} for one message: notes what a handler asks for. After {@code finish}, or the end of the callback, nothing more is
 * noted. Called by the handler's thread; {@link #outcome} and {@link #forget} when that has returned or is given up.
 */
final class Actions implements InvocationHandler {
    private static final @Nullable Object[] NONE = {};

    private final Callbacks callbacks;
    private final Terms terms;
    private final List<Edit> edits = new ArrayList<>();
    private @Nullable BodyReplacement body;
    private @Nullable UncheckedIOException refused;
    private @Nullable Object finished;
    private boolean over;

    Actions(Callbacks callbacks, Terms terms) {
        this.callbacks = callbacks;
        this.terms = terms;
    }

    /** As the handler sees it. */
    Object proxy() {
        Class<?> type = callbacks.handler().actions();
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // equals of a proxy would come back here
    public synchronized @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        @Nullable Object[] given = arguments == null ? NONE : arguments;
        return switch (method.getName()) {
            case "equals" -> proxy == given[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "actions at end of message";
            default -> {
                if (!over) {
                    act(method.getName(), given);
                }
                yield null;
            }
        };
    }

    private void act(String action, @Nullable Object[] given) {
        switch (action) {
            case "addheader" -> edits.add(new AddHeader(text(given[0]), value(given[1])));
            case "chgheader" -> edits.add(new ChangeHeader(index(given[1]), text(given[0]), value(given[2])));
            case "addrcpt" -> edits.add(new AddRecipient(text(given[0]), ""));
            case "delrcpt" -> edits.add(new DeleteRecipient(text(given[0])));
            case "replacebody" -> replaceBody(octets((ByteBuffer) Objects.requireNonNull(given[0])));
            case "progress" -> callbacks.progress();
            case "finish" -> {
                finished = given[0];
                over = true;
            }
            default -> throw new UnsupportedOperationException("JilterEOMActions." + action + " is not known here");
        }
    }

    /** The status that the handler finished with; empty where it did not. */
    synchronized Optional<Object> finished() {
        return Optional.ofNullable(finished);
    }

    /** @throws MilterFailure if its new body could not be kept, whatever the handler made of that */
    synchronized Outcome outcome(Verdict verdict) {
        over = true;
        if (refused != null) {
            throw new MilterFailure("replacebody: " + refused.getMessage(), refused);
        }
        return new Outcome(edits, Optional.ofNullable(body).map(BodyReplacement::finish), verdict);
    }

    /** Whether the handler has asked for a change. */
    synchronized boolean asked() {
        return !edits.isEmpty() || body != null;
    }

    synchronized void forget() {
        over = true;
        if (body != null) {
            body.close();
        }
    }

    private void replaceBody(Octets part) {
        try {
            replacement().append(part);
        } catch (UncheckedIOException full) {
            refused = full;
            throw full;
        }
    }

    private BodyReplacement replacement() {
        if (body == null) {
            body = terms.newBody().get();
        }
        return body;
    }

    private static long index(@Nullable Object number) {
        return Integer.toUnsignedLong((int) Objects.requireNonNull(number));
    }

    /** jilter writes nothing for null. */
    private static String text(@Nullable Object text) {
        return text == null ? "" : wire(text.toString());
    }

    /** Without SMFIP_HDR_LEADSPC; nothing deletes. */
    private static String value(@Nullable Object value) {
        String text = text(value);
        return text.isEmpty() ? "" : Header.withBlank(text);
    }

    /** One char an octet: ISO-8859-1 where that suffices, else UTF-8. */
    private static String wire(String text) {
        return StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static Octets octets(ByteBuffer content) {
        var bytes = new byte[content.remaining()];
        content.get(bytes);
        return Octets.of(bytes);
    }
}
