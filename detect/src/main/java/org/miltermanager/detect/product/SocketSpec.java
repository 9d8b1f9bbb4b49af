package org.miltermanager.detect.product;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.transport.Endpoint;

/** A socket as milters' own files write it: as libmilter's {@code smfi_setconn} takes it, or only a path. */
final class SocketSpec {
    private static final Pattern DOUBLED = Pattern.compile("(?:(?:unix|local):)+(/.*|(?:unix|local|inet6?):.*)");
    private static final Pattern ANY_ADDRESS = Pattern.compile("(inet6?:\\d+)@(?:0\\.0\\.0\\.0|\\[?::\\]?|\\*)");

    private SocketSpec() {}

    /** @throws IllegalArgumentException with a sentence that says what was got and what is expected */
    static Endpoint endpoint(String spec) {
        String text = spec.strip();
        Matcher doubled = DOUBLED.matcher(text);
        if (doubled.matches()) {
            text = doubled.group(1);
        }
        if (text.startsWith("/")) {
            text = "unix:" + text;
        }
        Matcher any = ANY_ADDRESS.matcher(text);
        return Endpoint.parse(any.matches() ? any.group(1) : text);
    }
}
