package org.miltermanager.transport;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a milter listens: {@code unix:/path} (or {@code local:/path}), {@code inet:port@host}, {@code inet6:port@host}, the host bare or
 * in brackets; without a host the address of the loopback interface when connecting, any address when listening. Values as in
 * libmilter's {@code smfi_setconn} and milter manager's connection specs; Postfix writes {@code inet:host:port} instead.
 */
public sealed interface Endpoint {
    /** {@code unix:/path}. */
    record Unix(Path path) implements Endpoint {
        @Override
        public SocketAddress address() {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        public List<SocketAddress> addresses(Duration within) {
            return List.of(address());
        }

        @Override
        public ProtocolFamily family() {
            return StandardProtocolFamily.UNIX;
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * {@code inet:port@host}.
     *
     * @param scheme {@code inet} or {@code inet6}
     * @param port 0 to 65535; 0 lets the system choose when listening
     * @param host name or address without brackets; empty where none was given
     */
    record Inet(String scheme, int port, String host) implements Endpoint {
        private static final Pattern LITERAL = Pattern.compile("[0-9.]+");

        @Override
        public SocketAddress address() throws UnknownHostException {
            return new InetSocketAddress(InetAddress.getByName(hostOrAny()), port);
        }

        @Override
        public List<SocketAddress> addresses(Duration within) throws IOException {
            if (isLiteral(hostOrAny())) {
                return List.of(address());
            }
            List<SocketAddress> all = HostLookup.addresses(host, within).stream()
                    .filter(address -> family() == StandardProtocolFamily.INET || address instanceof Inet6Address)
                    .<SocketAddress>map(address -> new InetSocketAddress(address, port))
                    .toList();
            if (all.isEmpty()) {
                throw new UnknownHostException(host + " has no address of IPv6");
            }
            return all;
        }

        @Override
        public ProtocolFamily family() {
            return scheme.equals("inet6") ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        }

        private static boolean isLiteral(String host) {
            return host.contains(":") || LITERAL.matcher(host).matches();
        }

        private String hostOrAny() {
            return !host.isEmpty() ? host : scheme.equals("inet6") ? "::" : "0.0.0.0";
        }

        @Override
        public String toString() {
            return scheme + ":" + port + (host.isEmpty() ? "" : "@" + (host.contains(":") ? "[" + host + "]" : host));
        }
    }

    /** Longest path of a unix socket in octets ({@code sun_path} on Linux, without its NUL). */
    int MAX_PATH = 107;

    /** Text before the colon, and after it. */
    Pattern SPEC = Pattern.compile("([a-z0-9]+):(.*)", Pattern.DOTALL);

    /** A port, and behind {@code @} a host, in brackets or bare. */
    Pattern PORT_HOST = Pattern.compile("(\\d{1,5})(?:@(?:\\[([^\\]\\s]+)\\]|([^\\[\\]\\s]+)))?");

    /**
     * The address to bind.
     *
     * @throws UnknownHostException if the host has no address (asks the system's resolver)
     */
    SocketAddress address() throws UnknownHostException;

    /**
     * The addresses to connect to, in the order in which they are to be tried: with {@code inet6} those of IPv6, with {@code inet} all.
     *
     * @param within how long the system's resolver may take
     * @return at least one
     * @throws UnknownHostException if the host has no such address
     * @throws java.io.InterruptedIOException if the resolver has not answered in time
     */
    List<SocketAddress> addresses(Duration within) throws IOException;

    /** UNIX, INET or INET6. */
    ProtocolFamily family();

    /**
     * Reads a connection spec.
     *
     * @throws IllegalArgumentException with a sentence that says what was got and what is expected
     */
    static Endpoint parse(String spec) {
        var parts = SPEC.matcher(spec);
        if (!parts.matches()) {
            throw refused(spec, "spec doesn't have colon: <" + spec + ">");
        }
        return switch (parts.group(1)) {
            case "unix", "local" -> unix(spec, parts.group(2));
            case "inet", "inet6" -> inet(spec, parts.group(1), parts.group(2));
            default -> throw refused(spec, "unknown kind of socket '" + parts.group(1) + "'");
        };
    }

    private static Endpoint unix(String spec, String path) {
        if (!path.startsWith("/")) {
            throw refused(spec, "the path of the socket must begin with /");
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH) {
            throw refused(spec, "the path of the socket is longer than " + MAX_PATH + " octets");
        }
        try {
            return new Unix(Path.of(path));
        } catch (InvalidPathException e) {
            throw refused(spec, "not a path: " + e.getReason());
        }
    }

    private static Endpoint inet(String spec, String scheme, String rest) {
        var portHost = PORT_HOST.matcher(rest);
        if (!portHost.matches()) {
            String host = rest.replaceFirst(":?\\d*$", "");
            String hint = rest.matches("[^@]+:\\d+") && !host.isEmpty()
                    ? ": Postfix writes host:port, here it is " + scheme + ":"
                            + rest.substring(rest.lastIndexOf(':') + 1) + "@" + host
                    : "";
            String port = rest.replaceFirst("@.*", "");
            String why = port.isEmpty() || !hint.isEmpty() ? "no port" + hint : "'" + port + "' is no port number";
            throw refused(spec, why);
        }
        int port = Integer.parseInt(portHost.group(1));
        if (port > 65_535) {
            throw refused(spec, "port " + port + " is above 65535");
        }
        String host = portHost.group(2) != null ? portHost.group(2) : portHost.group(3);
        return new Inet(scheme, port, host == null ? "" : host);
    }

    private static IllegalArgumentException refused(String spec, String why) {
        return new IllegalArgumentException(
                why + "; got '" + spec + "', expected unix:/path, inet:port@host or inet6:port@host");
    }
}
