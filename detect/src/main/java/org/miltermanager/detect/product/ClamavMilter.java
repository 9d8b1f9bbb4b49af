package org.miltermanager.detect.product;

import java.util.List;
import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Reading;
import org.miltermanager.detect.host.Service;

/**
 * ClamAV's milter. Its file (clamav-milter.conf(5)) has lines of a key and a value; as long as a line {@code Example} is in it, it does
 * not start.
 */
public final class ClamavMilter implements Product {
    private static final List<String> FILES = List.of(
            "/etc/clamav/clamav-milter.conf",
            "/etc/mail/clamav-milter.conf",
            "/etc/clamav-milter.conf",
            "/usr/local/etc/clamav-milter.conf");

    @Override
    public Set<String> services() {
        return Set.of("clamav-milter", "clamav_milter");
    }

    @Override
    public Finding finding(Host host, Service service) {
        var draft = new Draft(host, service, "ClamAV").place(Rank.VIRUS, List.of());
        draft.configuration(file(host, service)).ifPresent(text -> read(draft, text));
        return draft.finding();
    }

    private static String file(Host host, Service service) {
        return service.option("-c", "--config-file")
                .or(() -> service.variable("CLAMAVCONF", "CLAMAVMILTERCONF"))
                .map(Quote::text)
                .or(() -> FILES.stream().filter(host::exists).findFirst())
                .orElse(FILES.getFirst());
    }

    private static void read(Draft draft, Reading.Text text) {
        ClamavText.first(text, "Example").ifPresent(line -> {
            draft.saw("Example", line.place());
            draft.unfinished(
                    line.place() + ": the line 'Example' says that nobody has edited it yet",
                    "set MilterSocket and ClamdSocket there, and comment out Example");
        });
        ClamavText.first(text, "MilterSocket").ifPresent(spec -> draft.socket("MilterSocket", spec));
    }
}
