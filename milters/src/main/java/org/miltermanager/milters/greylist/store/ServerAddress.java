package org.miltermanager.milters.greylist.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Redis or Valkey is, as a URI: {@code redis://} and with TLS {@code rediss://} for one server, {@code redis-sentinel://} and {@code
 * rediss-sentinel://} for those that know which server it is at present, {@code redis-cluster://} and {@code rediss-cluster://} for some of
 * many. Several hosts stand with commas between. Its text does not tell the password.
 *
 * @param kind what kind of servers
 * @param uri as it was written, the password included
 */
public record ServerAddress(Kind kind, String uri) {
    /** What to write, to follow the word "expected". */
    public static final String EXPECTED =
            "\"redis://host:port\", \"redis-sentinel://host,host/0?sentinelMasterId=name\" or"
                    + " \"redis-cluster://host,host\", with rediss in place of redis for TLS";

    /** Kinds of servers. */
    public enum Kind {
        SINGLE("redis"),
        SENTINEL("redis-sentinel"),
        CLUSTER("redis-cluster");

        private final String scheme;

        Kind(String scheme) {
            this.scheme = scheme;
        }

        private String secured() {
            return scheme.replaceFirst("redis", "rediss");
        }
    }

    /**
     * Reads a URI.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong; it does not tell the password
     */
    public static ServerAddress parse(String text) {
        String scheme = text.replaceFirst("://.*", "").toLowerCase(Locale.ROOT);
        Kind kind = Stream.of(Kind.values())
                .filter(known -> known.scheme.equals(scheme) || known.secured().equals(scheme))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "got a URI that begins with " + scheme + ", expected " + EXPECTED));
        var address = new ServerAddress(kind, text);
        address.check();
        return address;
    }

    private void check() {
        try {
            for (String single : singles()) {
                var parsed = new URI(single);
                if (parsed.getRawAuthority() == null || (kind != Kind.SENTINEL && parsed.getHost() == null)) {
                    throw new IllegalArgumentException("got " + this + ", which names no host; expected " + EXPECTED);
                }
            }
            if (kind == Kind.SENTINEL && !uri.matches(".*(\\?|&|#)(sentinelMasterId=)?[^&]+$")) {
                throw new IllegalArgumentException("got " + this
                        + ", which does not name the group of servers; expected " + "...?sentinelMasterId=name");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("got " + this + ", which is no URI: " + e.getReason(), e);
        }
    }

    /** Whether it is spoken to with TLS. */
    public boolean secured() {
        return uri.toLowerCase(Locale.ROOT).startsWith("rediss");
    }

    /** As whom to log in: the name before the password, which need not stand there; empty: as the user that each server has. */
    public Optional<String> user() {
        String rest = uri.substring(uri.indexOf("://") + 3);
        String authority = rest.split("[/?#]", 2)[0];
        String name = authority.substring(0, authority.lastIndexOf('@') + 1).split("[:@]", 2)[0];
        return Optional.of(URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8))
                .filter(known -> !known.isEmpty());
    }

    /** One URI for each host of a cluster, with the scheme of a single server; else the one that there is. */
    public List<String> singles() {
        if (kind != Kind.CLUSTER) {
            return List.of(uri);
        }
        String rest = uri.substring(uri.indexOf("://") + 3);
        int at = rest.lastIndexOf('@');
        String who = rest.substring(0, at + 1);
        int slash = rest.indexOf('/', at + 1);
        String hosts = slash < 0 ? rest.substring(at + 1) : rest.substring(at + 1, slash);
        String behind = slash < 0 ? "" : rest.substring(slash);
        return Stream.of(hosts.split(",", -1))
                .map(host -> (secured() ? "rediss://" : "redis://") + who + host + behind)
                .toList();
    }

    /** Without the password. What stands alone before the host may be one: a name is told where a colon follows it. */
    @Override
    public String toString() {
        return uri.replaceFirst("://([^/@:]*:)?+.+@", "://$1***@").replaceAll("(?i)([?&]password=)[^&]*", "$1***");
    }
}
