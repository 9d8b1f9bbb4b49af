package org.miltermanager.app.greylist;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.miltermanager.app.control.Refused;
import org.miltermanager.milters.greylist.store.GreylistAccess;
import org.miltermanager.milters.greylist.store.StorePlace;

/**
 * Requests {@code greylist VERB FILE ...}, answered by the daemon that has the file open.
 *
 * @param stores that are open
 */
public record GreylistRequests(Function<StorePlace, Optional<? extends GreylistAccess>> stores)
        implements Function<List<String>, List<List<String>>> {
    static final String NAME = "greylist";
    static final String LIST = "list";
    static final String DELETE = "delete";
    static final String ALLOW = "allow";
    static final String COUNTS = "counts";

    /** More would be too much for the memory of a daemon. */
    public static final int MOST = 10_000;

    private static final int ARGUMENTS = 3;

    @Override
    public List<List<String>> apply(List<String> request) {
        if (request.size() < ARGUMENTS || !request.getFirst().equals(NAME)) {
            throw new Refused("unknown request");
        }
        var place = new StorePlace.File(Path.of(request.get(2)));
        GreylistAccess store = stores.apply(place)
                .orElseThrow(() -> new Refused("the daemon that runs does not use " + place + "; it was started, or"
                        + " reloaded, with another configuration"));
        return answer(store, request.get(1), request.subList(ARGUMENTS, request.size()));
    }

    private static List<List<String>> answer(GreylistAccess store, String verb, List<String> words) {
        return switch (verb) {
            case LIST ->
                store.list(Wording.selection(words), Math.clamp(Integer.parseInt(words.get(3)), 1, MOST)).stream()
                        .map(Wording::of)
                        .toList();
            case DELETE -> List.of(List.of(Long.toString(store.delete(Wording.selection(words)))));
            case ALLOW -> {
                store.allow(Wording.subject(words), Duration.parse(words.get(3)));
                yield List.of();
            }
            case COUNTS -> List.of(Wording.of(store.counts()));
            default -> throw new Refused("unknown request " + verb);
        };
    }
}
