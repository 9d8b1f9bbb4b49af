package org.miltermanager.detect.product;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Trouble;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.ListeningSockets;
import org.miltermanager.detect.host.Service;

/**
 * A service that calls itself a milter, and is none that is known: it listens where its processes do, or where its command line names a
 * socket. We ourselves are none.
 */
final class UnknownMilter {
    private static final String OURSELVES = "milter-manager";
    private static final String SOCKET = "(?:unix|local|inet6?):\\S+";

    private final Set<String> known;

    /** @param known services that other products claim */
    UnknownMilter(Set<String> known) {
        this.known = Set.copyOf(known);
    }

    /** Names of services that may be one. */
    List<String> candidates(Host host) {
        return host.services().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).contains("milter"))
                .filter(name -> !name.startsWith(OURSELVES) && !known.contains(name.replaceFirst("@$", "")))
                .flatMap(name -> name.endsWith("@")
                        ? host.instances(name.substring(0, name.length() - 1)).stream()
                        : Stream.of(name))
                .distinct()
                .toList();
    }

    List<Finding> find(Host host) {
        List<Service> services = candidates(host).stream()
                .flatMap(name -> host.service(name).stream())
                .toList();
        if (services.isEmpty()) {
            return List.of();
        }
        var sockets = ListeningSockets.of(host);
        return services.stream()
                .filter(service -> !service.name().startsWith(OURSELVES))
                .map(service -> finding(host, service, sockets))
                .toList();
    }

    private static Finding finding(Host host, Service service, ListeningSockets sockets) {
        var draft = new Draft(host, service, "unknown milter");
        Optional<Quote> socket = sockets.of(service.name()).stream().findFirst();
        socket.ifPresentOrElse(
                spec -> draft.socket("listens at", spec),
                () -> named(service)
                        .ifPresentOrElse(
                                spec -> draft.socket("command line", spec), () -> silent(draft, service, sockets)));
        return draft.finding();
    }

    private static Optional<Quote> named(Service service) {
        return service.arguments().stream()
                .skip(1)
                .map(word -> word.with(word.text().replaceFirst("^-[A-Za-z](?=[a-z0-9]+:)", "")))
                .filter(word -> word.text().matches(SOCKET))
                .findFirst()
                .or(() -> service.option("-p", "-s", "--socket")
                        .filter(word -> word.text().startsWith("/")));
    }

    /** That it is silent now says nothing of the next time. */
    private static void silent(Draft draft, Service service, ListeningSockets sockets) {
        draft.unreadable(
                sockets.hidden(service.name())
                        ? new Trouble(
                                service.name() + " runs, but its sockets are for root to see",
                                "run as root once, or name its socket in a [[milter]] of the configuration")
                        : new Trouble(
                                service.name() + " does not listen now, and its command line names no socket",
                                "start it and reload, or name its socket in a [[milter]] of the configuration"));
    }
}
