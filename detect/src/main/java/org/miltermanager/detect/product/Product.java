package org.miltermanager.detect.product;

import java.util.List;
import java.util.Set;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.host.Host;

/** A milter that is known. Without state; for any thread. */
public interface Product {
    /** Names under which its packages install its service, without {@code .service}. */
    Set<String> services();

    /**
     * Looks for it. Whatever the host's files hold, nothing is thrown.
     *
     * @return what is installed of it, several where several instances are; none where nothing is
     */
    List<Finding> find(Host host);
}
