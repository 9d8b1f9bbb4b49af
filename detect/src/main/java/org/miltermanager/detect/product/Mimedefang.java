package org.miltermanager.detect.product;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/**
 * MIMEDefang: whatever its filter, written in Perl, makes of a message. Its unit has a shell put the command line together, with {@code
 * -p $SOCKET} in it.
 */
public final class Mimedefang implements Product {
    private static final String LETTERS = "GNCDHL:MP:o:R:S:TU:Xa:b:cdhkm:p:qrstvx:z:y";
    private static final Pattern IN_SHELL = Pattern.compile("\\s-p\\s*([^\\s'\"`$]+|\"?\\$\\{?(\\w+)\\}?\"?)(?=\\s|$)");

    @Override
    public Set<String> services() {
        return Set.of("mimedefang");
    }

    @Override
    public Finding finding(Host host, Service service) {
        var draft = new Draft(host, service, "MIMEDefang").place(Rank.OTHER, DefaultConditions.NONE);
        boolean shell = service.arguments().size() > 2
                && service.arguments().get(0).text().endsWith("sh")
                && service.arguments().get(1).text().equals("-c");
        Optional<Quote> option = shell
                ? inShell(service, service.arguments().get(2))
                : Options.of(service.arguments(), LETTERS).value('p');
        option.or(() -> service.variable("SOCKET")).ifPresent(spec -> draft.socket("-p", spec));
        return draft.finding();
    }

    private static Optional<Quote> inShell(Service service, Quote commands) {
        Matcher option = IN_SHELL.matcher(commands.text());
        Optional<Quote> last = Optional.empty();
        while (option.find()) {
            last = option.group(2) == null
                    ? Optional.of(commands.with(option.group(1)))
                    : service.variable(option.group(2));
        }
        return last;
    }
}
