package org.miltermanager.detect.host;

import java.util.ArrayList;
import java.util.List;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Place;

/** The links by which units are started together with others: in directories {@code *.wants}, {@code *.requires}, {@code *.upholds}. */
final class WantedBy {
    private final Host host;

    WantedBy(Host host) {
        this.host = host;
    }

    List<Evidence> links(UnitName name) {
        var links = new ArrayList<Evidence>();
        for (String directory : UnitFiles.SEARCH_PATH) {
            host.names(directory).stream()
                    .filter(entry -> entry.matches(".*\\.(wants|requires|upholds)"))
                    .map(entry -> directory + "/" + entry + "/" + name.file())
                    .filter(host::hasEntry)
                    .forEach(link -> links.add(new Evidence("started with another unit", new Place(link, 0))));
        }
        return links;
    }
}
