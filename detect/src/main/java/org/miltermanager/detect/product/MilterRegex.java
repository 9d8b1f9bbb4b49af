package org.miltermanager.detect.product;

import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/** milter-regex: refuses by regular expressions. Only {@code -p} says where it listens; without it, where milter-regex(8) says. */
public final class MilterRegex implements Product {
    private static final String LETTERS = "c:df:G:j:l:m:p:P:qr:t:u:U:v";
    private static final String DEFAULT_SOCKET = "unix:/var/spool/milter-regex/sock";

    @Override
    public Set<String> services() {
        return Set.of("milter-regex", "milterregex");
    }

    @Override
    public Finding finding(Host host, Service service) {
        var draft = new Draft(host, service, "milter-regex").place(Rank.OTHER, DefaultConditions.FROM_OUTSIDE);
        Options.of(service.arguments(), LETTERS)
                .value('p')
                .ifPresentOrElse(spec -> draft.socket("-p", spec), () -> draft.builtIn(DEFAULT_SOCKET));
        return draft.finding();
    }
}
