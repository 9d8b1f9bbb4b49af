package org.miltermanager.detect.product;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/** SpamAssassin's daemon: only its command line says where it listens. */
final class Spamd implements Scanner {
    private static final String PORT = "783";

    /** {@code [::1]:783}, {@code localhost:783}, each without its port, and an IPv6 address. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?<host>\\[[^\\]]*]|[^:\\[\\]]*)(?::(?<port>\\d+))?|(?<ipv6>[0-9A-Fa-f:.]+)");

    @Override
    public String name() {
        return "spamd";
    }

    @Override
    public Set<String> milters() {
        return new SpamassMilter().services();
    }

    @Override
    public List<String> services(Host host) {
        return List.of("spamd", "spamassassin", "sa-spamd");
    }

    @Override
    public Optional<Finding> finding(Host host, Service service) {
        var draft = new Draft(host, service, "SpamAssassin's daemon").place(Rank.SPAM, List.of());
        Optional<Quote> path = service.option("--socketpath");
        Optional<Quote> listen = service.option("--listen", "--listen-ip", "--ip-address", "-i")
                .filter(word -> !word.text().startsWith("-"));
        Optional<Quote> port = service.option("--port", "-p");
        if (path.isPresent()) {
            draft.socket("--socketpath", path.get());
        } else if (listen.isPresent()) {
            spec(listen.get().text(), port.map(Quote::text).orElse(PORT))
                    .ifPresent(spec -> draft.socket("--listen", listen.get().with(spec)));
        } else if (port.isPresent()) {
            draft.socket("--port", port.get().with(NetworkSpec.of("", port.get().text())));
        } else {
            draft.builtIn(NetworkSpec.of("", PORT));
        }
        return draft.offer(name());
    }

    /** Empty where it is none, or one for TLS ({@code ssl:localhost:783}). */
    private static Optional<String> spec(String listen, String usualPort) {
        if (listen.startsWith("/")) {
            return Optional.of(listen);
        }
        Matcher address = ADDRESS.matcher(listen);
        if (!address.matches()) {
            return Optional.empty();
        }
        String host = Optional.ofNullable(address.group("ipv6")).orElseGet(() -> address.group("host"));
        return Optional.of(NetworkSpec.of(
                host.replaceFirst("^\\[(.*)]$", "$1"),
                Optional.ofNullable(address.group("port")).orElse(usualPort)));
    }
}
