package org.miltermanager.chain;

import java.util.List;
import org.miltermanager.milter.Content;
import org.miltermanager.wire.Macros;

/**
 * Lets milters begin with a long message while it arrives: the first one that takes the content, since nobody can have changed it before,
 * and the concurrent ones, which are given it as it arrived anyway. The others have to wait for what those before them make of it.
 */
final class HeadStart {
    private final List<Link> links;

    HeadStart(List<Link> links) {
        this.links = links;
    }

    /** @param macros which do not change any more */
    void give(Content arriving, Macros macros) {
        boolean first = true;
        for (Link link : links) {
            boolean takes = link.isSettled() && link.takesContent();
            if (link.isSettled() && !takes && link.standing().decides()) {
                return;
            }
            if (takes && (first || link.seat().isConcurrent())) {
                link.presentArriving(arriving, macros);
            }
            first &= link.isSettled() && !takes;
        }
    }
}
