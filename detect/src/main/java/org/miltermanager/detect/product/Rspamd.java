package org.miltermanager.detect.product;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Reading;
import org.miltermanager.detect.host.Service;

/**
 * Rspamd: its worker {@code rspamd_proxy} is a milter where it says {@code milter = yes}. Read from its files, {@code local.d} and {@code
 * override.d} included; where these do not tell, for they may be made from templates, {@code rspamadm configdump} is asked.
 */
public final class Rspamd implements Product {
    private static final Set<String> PROXY = Set.of("rspamd_proxy", "proxy");
    private static final Set<String> YES = Set.of("yes", "true", "on", "1");
    private static final List<String> DUMP = List.of("rspamadm", "configdump", "--json");
    /** A path and perhaps {@code mode=0660 owner=_rspamd}, or a host and perhaps its port. */
    private static final Pattern BIND =
            Pattern.compile("(/\\S+)(?:\\s.*)?|(\\*v?[46]?|\\[[^\\]]+\\]|[^:\\s]+)(?::(\\d+))?");

    /** Of the proxy, where none is given. */
    private static final String PORT = "11332";

    @Override
    public Set<String> services() {
        return Set.of("rspamd");
    }

    @Override
    public Finding finding(Host host, Service service) {
        var draft = new Draft(host, service, "Rspamd").place(Rank.SPAM, DefaultConditions.FROM_OUTSIDE);
        String path = Options.of(service.arguments(), "hvfc:tu:g:isdV:")
                .value('c')
                .map(Quote::text)
                .orElseGet(() ->
                        Paths.firstThatExists(host, "/etc/rspamd/rspamd.conf", "/usr/local/etc/rspamd/rspamd.conf"));
        draft.configuration(path).ifPresent(text -> {
            String directory = path.substring(0, Math.max(0, path.lastIndexOf('/')));
            var files = UclFiles.read(text, host, Map.of("CONFDIR", directory, "LOCAL_CONFDIR", directory));
            Optional<Quote> written = socket(files);
            written.filter(Rspamd::isAddress)
                    .or(() -> host.runs() ? socket(dump(host)) : Optional.empty())
                    .or(() -> written)
                    .ifPresentOrElse(
                            spec -> draft.socket("bind_socket", spec), () -> noMilter(draft, directory, files));
        });
        return draft.finding();
    }

    /** What a template writes there is known only to Rspamd. */
    private static boolean isAddress(Quote spec) {
        try {
            SocketSpec.endpoint(spec.text());
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static void noMilter(Draft draft, String directory, Ucl files) {
        files.troubles().forEach(trouble -> draft.unreadable(trouble));
        draft.unfinished(
                "no worker \"rspamd_proxy\" of Rspamd says milter = yes and where it listens",
                "write to " + directory
                        + "/local.d/worker-proxy.inc: milter = yes; bind_socket = \"localhost:11332\";");
    }

    private static Ucl dump(Host host) {
        var printed = new Reading.Text(
                String.join(" ", DUMP), host.output(DUMP).lines().toList());
        return UclFiles.read(printed, host, Map.of());
    }

    private static Optional<Quote> socket(Ucl files) {
        return files.sections().stream()
                .filter(section -> isProxy(files, section)
                        && says(files, section, "milter", false)
                        && says(files, section, "enabled", true))
                .flatMap(section -> files.values(section, "bind_socket").stream())
                .map(bind -> bind.with(spec(bind.text())))
                .findFirst();
    }

    /** {@code worker "rspamd_proxy" { … }}, or a worker that names its type within. */
    private static boolean isProxy(Ucl files, Ucl.Section section) {
        List<String> path = section.path();
        if (path.isEmpty() || !path.getFirst().equals("worker")) {
            return false;
        }
        boolean named = path.size() == 2 && PROXY.contains(path.getLast());
        return named || files.values(section, "type").stream().anyMatch(type -> PROXY.contains(type.text()));
    }

    private static boolean says(Ucl files, Ucl.Section section, String key, boolean unless) {
        List<Quote> values = files.values(section, key);
        return values.isEmpty() ? unless : YES.contains(values.getLast().text().toLowerCase(Locale.ROOT));
    }

    /** As a connection spec; what stands for any address is asked on this machine. */
    private static String spec(String bind) {
        Matcher parts = BIND.matcher(bind.strip());
        if (!parts.matches()) {
            return bind;
        }
        if (parts.group(1) != null) {
            return "unix:" + parts.group(1);
        }
        String host = parts.group(2).startsWith("*") ? "localhost" : parts.group(2);
        return "inet:" + (parts.group(3) == null ? PORT : parts.group(3)) + "@" + host;
    }
}
