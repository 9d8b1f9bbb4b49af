package org.miltermanager.detect.product;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Reading;
import org.miltermanager.detect.host.Service;

/** ClamAV's daemon, of which a host may have several instances. Its file is clamd.conf(5). */
final class Clamd implements Scanner {
    private static final List<String> SERVICES =
            List.of("clamav-daemon", "clamd@scan", "clamd", "clamav_clamd", "clamav-clamd");
    private static final List<String> FILES =
            List.of("/etc/clamav/clamd.conf", "/etc/clamd.conf", "/etc/clamd.d/scan.conf", "/usr/local/etc/clamd.conf");

    @Override
    public String name() {
        return "clamd";
    }

    @Override
    public Set<String> milters() {
        return new ClamavMilter().services();
    }

    @Override
    public List<String> services(Host host) {
        return Stream.concat(SERVICES.stream(), host.instances("clamd").stream())
                .distinct()
                .toList();
    }

    @Override
    public Optional<Finding> finding(Host host, Service service) {
        var draft = new Draft(host, service, "ClamAV's daemon").place(Rank.VIRUS, List.of());
        draft.configuration(file(host, service)).ifPresent(text -> read(draft, text));
        return draft.offer(name());
    }

    private static String file(Host host, Service service) {
        return service.option("-c", "--config-file")
                .map(Quote::text)
                .or(() -> FILES.stream().filter(host::exists).findFirst())
                .orElse(FILES.getFirst());
    }

    private static void read(Draft draft, Reading.Text text) {
        ClamavText.first(text, "Example")
                .ifPresent(line -> draft.unfinished(line.place() + ": Example", "comment out Example"));
        Optional<Quote> path = ClamavText.first(text, "LocalSocket");
        if (path.isPresent()) {
            draft.socket("LocalSocket", path.get());
        } else {
            Optional<String> address = ClamavText.first(text, "TCPAddr").map(Quote::text);
            ClamavText.first(text, "TCPSocket")
                    .map(port -> port.with(NetworkSpec.of(address.orElse(""), port.text())))
                    .ifPresent(spec -> draft.socket("TCPSocket", spec));
        }
    }
}
