package org.miltermanager.milters.greylist.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.Base16;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.miltermanager.milters.greylist.store.Counts;
import org.miltermanager.milters.greylist.store.Decision;
import org.miltermanager.milters.greylist.store.Entry;
import org.miltermanager.milters.greylist.store.GreylistStore;
import org.miltermanager.milters.greylist.store.Memory;
import org.miltermanager.milters.greylist.store.Pace;
import org.miltermanager.milters.greylist.store.Selection;
import org.miltermanager.milters.greylist.store.StorePlace;
import org.miltermanager.milters.greylist.store.Subject;

/** A store on Redis or Valkey. The server drops what is forgotten. */
public final class RedisStore implements GreylistStore {
    private static final int AT_ONCE = 1_000;

    private final InstantSource clock;
    private final Values values;
    private final RedisLink link;
    private final String digest;

    private RedisStore(StorePlace.Server place, InstantSource clock, RedisLink link) {
        this.clock = clock;
        this.values = new Values(place.prefix());
        this.link = link;
        this.digest = Base16.digest(Script.TEXT.getBytes(ISO_8859_1));
    }

    /**
     * Connects; a server that is not there within two seconds is waited for in the background.
     *
     * @param clock what time it is; hosts that share a server should agree
     * @param remarks takes what an operator should know
     */
    public static RedisStore open(StorePlace.Server place, InstantSource clock, Consumer<String> remarks) {
        return new RedisStore(place, clock, new RedisLink(place, remarks));
    }

    @Override
    public Decision attempt(Subject.Triplet triplet, Pace pace) {
        String[] keys = values.keys(triplet);
        String[] arguments = Script.arguments(triplet, pace, clock.instant());
        return Script.decision(
                link.ask(server -> server.<List<Object>>evalsha(digest, ScriptOutputType.MULTI, keys, arguments)
                        .exceptionallyCompose(failure -> taught(server, keys, arguments, failure))),
                triplet);
    }

    /** A server that does not know the script yet, or has been started anew, gets its text. */
    private static CompletionStage<List<Object>> taught(
            RedisClusterAsyncCommands<String, String> server, String[] keys, String[] arguments, Throwable failure) {
        return failure instanceof RedisNoScriptException || failure.getCause() instanceof RedisNoScriptException
                ? server.eval(Script.TEXT, ScriptOutputType.MULTI, keys, arguments)
                : CompletableFuture.failedStage(failure);
    }

    @Override
    public long delete(Selection selection) {
        var deleted = new AtomicLong();
        each(entry -> {
            if (selection.means(entry.subject())) {
                deleted.addAndGet(link.ask(server -> server.del(values.key(entry.subject()))));
            }
            return true;
        });
        return deleted.get();
    }

    @Override
    public void allow(Subject subject, Duration time) {
        Instant now = clock.instant();
        String value = values.value(new Memory(now, now, 0, true, now.plus(time)));
        link.ask(server -> server.set(values.key(subject), value, SetArgs.Builder.px(time)));
    }

    @Override
    public Counts counts() {
        var counted = new AtomicReference<>(Counts.NONE);
        each(entry -> {
            counted.set(counted.get().and(entry));
            return true;
        });
        return counted.get();
    }

    @Override
    public void each(Predicate<Entry> visitor) {
        var search = ScanArgs.Builder.matches(values.pattern()).limit(AT_ONCE);
        ScanCursor place = ScanCursor.INITIAL;
        boolean more = true;
        while (more && !place.isFinished()) {
            ScanCursor from = place;
            KeyScanCursor<String> found = link.ask(server -> server.scan(from, search));
            more = found.getKeys().isEmpty() || visit(found.getKeys().toArray(String[]::new), visitor);
            place = found;
        }
    }

    private boolean visit(String[] keys, Predicate<Entry> visitor) {
        Instant now = clock.instant();
        return link.ask(server -> server.mget(keys)).stream()
                .filter(KeyValue::hasValue)
                .flatMap(pair -> values.entry(pair.getKey(), pair.getValue()).stream())
                .filter(entry -> !entry.memory().forgotten(now))
                .allMatch(visitor);
    }

    @Override
    public void close() {
        link.close();
    }
}
