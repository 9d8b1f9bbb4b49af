package org.miltermanager.detect.product;

import java.util.Optional;
import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Reading;
import org.miltermanager.detect.host.Service;

/** dkimpy-milter: DKIM with Ed25519. Its first argument names its file; without {@code Socket} there it listens where it always did. */
public final class DkimpyMilter implements Product {
    private static final String DEFAULT_SOCKET = "local:/var/run/dkimpy-milter/dkimpy-milter.sock";

    @Override
    public Set<String> services() {
        return Set.of("dkimpy-milter");
    }

    @Override
    public Finding finding(Host host, Service service) {
        var draft = new Draft(host, service, "dkimpy-milter");
        String path = service.arguments().stream()
                .skip(1)
                .map(Quote::text)
                .filter(word -> !word.startsWith("-"))
                .findFirst()
                .orElseGet(() -> Paths.firstThatExists(
                        host,
                        "/etc/dkimpy-milter/dkimpy-milter.conf",
                        "/etc/dkimpy-milter.conf",
                        "/usr/local/etc/dkimpy-milter/dkimpy-milter.conf"));
        Optional<Reading.Text> text = draft.configuration(path);
        text.ifPresent(file -> KeyValueSyntax.DKIMPY
                .last(file, "Socket")
                .ifPresentOrElse(spec -> draft.socket("Socket", spec), () -> draft.builtIn(DEFAULT_SOCKET)));
        boolean signs = text.flatMap(file -> KeyValueSyntax.DKIMPY.last(file, "Mode"))
                .map(mode -> mode.text().contains("s"))
                .orElse(true);
        draft.place(signs ? Rank.SIGNER : Rank.VERIFIER, DefaultConditions.NONE);
        return draft.finding();
    }
}
