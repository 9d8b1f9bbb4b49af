package org.miltermanager.app.greylist;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.miltermanager.app.control.ControlClient;
import org.miltermanager.milters.greylist.store.Counts;
import org.miltermanager.milters.greylist.store.Entry;
import org.miltermanager.milters.greylist.store.GreylistAccess;
import org.miltermanager.milters.greylist.store.Selection;
import org.miltermanager.milters.greylist.store.Subject;

/**
 * What the daemon that runs remembers.
 *
 * @param daemon who is asked
 * @param file that it has open
 */
record DaemonGreylist(ControlClient daemon, Path file) implements GreylistAccess {
    @Override
    public List<Entry> list(Selection selection, int most) {
        return ask(GreylistRequests.LIST, Wording.of(selection), Integer.toString(most)).stream()
                .map(Wording::entry)
                .toList();
    }

    @Override
    public long delete(Selection selection) {
        return Long.parseLong(
                ask(GreylistRequests.DELETE, Wording.of(selection)).getFirst().getFirst());
    }

    @Override
    public void allow(Subject subject, Duration time) {
        ask(GreylistRequests.ALLOW, Wording.of(subject), time.toString());
    }

    @Override
    public Counts counts() {
        return Wording.counts(ask(GreylistRequests.COUNTS, List.of()).getFirst());
    }

    private List<List<String>> ask(String verb, List<String> words, String... more) {
        var request = new ArrayList<>(List.of(GreylistRequests.NAME, verb, file.toString()));
        request.addAll(words);
        request.addAll(List.of(more));
        return daemon.ask(request);
    }
}
