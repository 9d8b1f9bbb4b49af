package org.miltermanager.detect.product;

import java.util.Optional;
import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/**
 * ENMA: checks SPF, Sender ID and DKIM. {@code -o milter.socket=…} wins over {@code milter.socket} in the file that {@code -c} names;
 * without either it listens where it always did.
 */
public final class Enma implements Product {
    private static final String KEY = "milter.socket";
    private static final String DEFAULT_SOCKET = "inet:10025@127.0.0.1";

    @Override
    public Set<String> services() {
        return Set.of("enma", "milter-enma");
    }

    @Override
    public Finding finding(Host host, Service service) {
        var draft = new Draft(host, service, "ENMA").place(Rank.VERIFIER, DefaultConditions.FROM_OUTSIDE);
        var options = Options.of(service.arguments(), "c:hvo:");
        String path = options.value('c')
                .or(() -> service.variable("CONF_FILE", "cfgfile"))
                .map(Quote::text)
                .orElseGet(() -> Paths.firstThatExists(host, "/etc/enma.conf", "/usr/local/etc/enma.conf"));
        Optional<Quote> option = options.value('o')
                .filter(setting -> setting.text().startsWith(KEY + "="))
                .map(setting -> setting.with(setting.text().substring(KEY.length() + 1)));
        option.ifPresentOrElse(
                spec -> draft.socket("-o", spec),
                () -> draft.configuration(path)
                        .ifPresent(file -> KeyValueSyntax.ENMA
                                .last(file, KEY)
                                .ifPresentOrElse(
                                        spec -> draft.socket(KEY, spec), () -> draft.builtIn(DEFAULT_SOCKET))));
        return draft.finding();
    }
}
