package org.miltermanager.detect.product;

import java.util.Optional;
import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/** Greylisting. The option {@code -p} wins over {@code socket} in greylist.conf(5); without either it does not start. */
public final class MilterGreylist implements Product {
    private static final String LETTERS = "Aa:cvDd:qw:f:hp:P:Tu:rSL:M:l";

    @Override
    public Set<String> services() {
        return Set.of("milter-greylist");
    }

    @Override
    public Finding finding(Host host, Service service) {
        var draft = new Draft(host, service, "milter-greylist");
        draft.place(Rank.GREYLISTING, DefaultConditions.GREYLISTING);
        var options = Options.of(service.arguments(), LETTERS);
        options.value('p')
                .ifPresentOrElse(spec -> draft.socket("-p", spec), () -> configured(draft, file(host, options)));
        return draft.finding();
    }

    private static String file(Host host, Options options) {
        return options.value('f')
                .map(Quote::text)
                .orElseGet(() -> Paths.firstThatExists(
                        host,
                        "/etc/milter-greylist/greylist.conf",
                        "/etc/mail/greylist.conf",
                        "/usr/local/etc/mail/greylist.conf"));
    }

    private static void configured(Draft draft, String path) {
        Optional<Quote> socket = draft.configuration(path).flatMap(GreylistText::socket);
        socket.filter(spec -> spec.text().isEmpty())
                .ifPresent(spec -> draft.unfinished(
                        spec.place() + ": the path of the socket is not in quotes", "write: socket \"/path\" 660"));
        socket.filter(spec -> !spec.text().isEmpty()).ifPresent(spec -> draft.socket("socket", spec));
    }
}
