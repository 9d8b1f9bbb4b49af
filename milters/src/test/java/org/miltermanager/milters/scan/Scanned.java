package org.miltermanager.milters.scan;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.miltermanager.milter.BodyReplacement;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Octets;

/**
 * A message for a scanner.
 *
 * @param headers with the blank behind the colon
 * @param parts of the body
 * @param arrived the headers before milters changed them
 */
public record Scanned(List<Header> headers, List<Octets> parts, List<Header> arrived) implements Message {
    public Scanned(List<Header> headers, List<Octets> parts) {
        this(headers, parts, headers);
    }

    public static Scanned of(String body, Header... headers) {
        return new Scanned(List.of(headers), List.of(Octets.of(body)));
    }

    @Override
    public Iterable<Octets> body() {
        return parts;
    }

    @Override
    public long bodySize() {
        return parts.stream().mapToLong(Octets::length).sum();
    }

    /** Terms of a mail server with all the patience of the world. */
    public static Terms terms(Consumer<String> remarks) {
        return new Terms(new Negotiate(6, Set.of(), Set.of()), own -> own, Scanned::noBody, remarks);
    }

    private static BodyReplacement noBody() {
        throw new IllegalStateException("this milter replaces no body");
    }
}
