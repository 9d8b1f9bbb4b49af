package org.miltermanager.detect.product;

import java.util.List;
import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/** OpenDKIM: checks DKIM signatures, and signs. */
public final class OpenDkim implements Product {
    private static final DkimDaemon DAEMON = new DkimDaemon(
            "OpenDKIM",
            "Ab:c:d:De:fF:k:lL:no:p:P:Qrs:S:t:T:u:vVWx:X?",
            List.of(
                    "/etc/opendkim.conf",
                    "/etc/opendkim/opendkim.conf",
                    "/usr/local/etc/mail/opendkim.conf",
                    "/usr/local/etc/opendkim.conf"));

    @Override
    public Set<String> services() {
        return Set.of("opendkim", "milter-opendkim");
    }

    @Override
    public Finding finding(Host host, Service service) {
        return DAEMON.finding(host, service);
    }

    @Override
    public List<Finding> find(Host host) {
        return services(host)
                .flatMap(DkimDaemon::profiles)
                .map(service -> finding(host, service))
                .toList();
    }
}
