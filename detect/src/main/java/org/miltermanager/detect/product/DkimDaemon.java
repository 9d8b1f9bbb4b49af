package org.miltermanager.detect.product;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.State;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/**
 * What OpenDKIM and its predecessor dkim-filter have in common. The option {@code -p} wins over {@code Socket} in the file that {@code
 * -x} names. They sign what the others changed, so they come behind them, unless told to verify only.
 *
 * @param product for people
 * @param letters their options
 * @param files where their configuration is unless {@code -x} says
 */
record DkimDaemon(String product, String letters, List<String> files) {
    DkimDaemon {
        files = List.copyOf(files);
    }

    Finding finding(Host host, Service service) {
        var draft = new Draft(host, service, product);
        var options = Options.of(service.arguments(), letters);
        Optional<String> named = options.value('x').map(Quote::text);
        String path = named.orElseGet(() -> Paths.firstThatExists(host, files.toArray(String[]::new)));
        options.value('p')
                .or(() -> TrustedDomainFile.value(draft, path, "Socket"))
                .or(() -> service.variable("SOCKET"))
                .ifPresent(spec -> draft.socket("socket", spec));
        draft.place(signs(host, options, path) ? Rank.SIGNER : Rank.VERIFIER, DefaultConditions.NONE);
        return draft.finding();
    }

    /** {@code Mode} or {@code -b} hold an {@code s} for signing, a {@code v} for verifying; both is the default. */
    private static boolean signs(Host host, Options options, String path) {
        return options.value('b')
                .or(() -> host.read(path).text().flatMap(text -> KeyValueSyntax.TRUSTED_DOMAIN.last(text, "Mode")))
                .map(mode -> mode.text().contains("s"))
                .orElse(true);
    }

    /** FreeBSD's scripts start it once for each profile in rc.conf, each with a socket of its own; else there is the service itself. */
    static Stream<Service> profiles(Service service) {
        return service.variable("profiles")
                .map(names -> Arrays.stream(names.text().strip().split("\\s+"))
                        .limit(100)
                        .map(profile -> profile(service, profile)))
                .orElse(Stream.of(service));
    }

    private static Service profile(Service service, String profile) {
        var arguments =
                new ArrayList<Quote>(service.arguments().stream().limit(1).toList());
        option(service, profile, "cfgfile").ifPresent(file -> arguments.addAll(List.of(file.with("-x"), file)));
        service.variable(profile + "_socket").ifPresent(spec -> arguments.addAll(List.of(spec.with("-p"), spec)));
        State state = service.variable(profile + "_enable")
                .map(on -> on.text().matches("(?i)yes|true|on|1") ? State.ENABLED : State.DISABLED)
                .orElse(service.state());
        return new Service(
                service.name() + "-" + profile,
                state,
                service.evidence(),
                arguments,
                service.variables(),
                service.remarks());
    }

    private static Optional<Quote> option(Service service, String profile, String name) {
        return service.variable(profile + "_" + name, name)
                .map(file -> file.with(file.text().replaceFirst("^-x\\s+", "")));
    }
}
