package org.miltermanager.app.detection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.State;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.product.Products;

/**
 * Finds the milters of this machine, again and again. A daemon that was started as root may read less once it is somebody else: what a
 * milter's configuration said then still holds, as long as it cannot be read anew. For one thread at a time.
 */
public final class HostDetection implements Supplier<List<Finding>> {
    private final Supplier<Host> host;
    private final Map<String, Finding> readable = new HashMap<>();

    /** Detection on this machine. */
    public HostDetection() {
        this(Host::live);
    }

    HostDetection(Supplier<Host> host) {
        this.host = host;
    }

    @Override
    public synchronized List<Finding> get() {
        List<Finding> found = Products.find(host.get());
        found.stream()
                .filter(finding ->
                        finding.endpoint().isPresent() && finding.troubles().isEmpty())
                .forEach(finding -> readable.put(finding.name(), finding));
        return found.stream().map(this::remembered).toList();
    }

    private Finding remembered(Finding finding) {
        return Optional.of(finding)
                .filter(now -> now.state() == State.UNREADABLE)
                .map(now -> readable.get(now.name()))
                .orElse(finding);
    }
}
