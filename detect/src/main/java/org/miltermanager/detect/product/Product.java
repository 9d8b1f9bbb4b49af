package org.miltermanager.detect.product;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Service;

/** A milter that is known. Without state; for any thread. */
public interface Product {
    /** Names under which its packages install its service, without {@code .service}. */
    Set<String> services();

    /** What is to be said of one of its services. Whatever the host's files hold, nothing is thrown. */
    Finding finding(Host host, Service service);

    /**
     * Looks for it. Whatever the host's files hold, nothing is thrown.
     *
     * @return what is installed of it, several where several instances are; none where nothing is
     */
    default List<Finding> find(Host host) {
        return services(host).map(service -> finding(host, service)).toList();
    }

    /** Those of its services that are installed, by name, and instances of them that are started ({@code opendkim@out}). */
    default Stream<Service> services(Host host) {
        return services().stream()
                .sorted()
                .flatMap(name -> Stream.concat(Stream.of(name), host.instances(name).stream()))
                .flatMap(name -> host.service(name).stream());
    }
}
