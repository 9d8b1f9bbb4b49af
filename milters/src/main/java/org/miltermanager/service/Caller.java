package org.miltermanager.service;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.transport.Deadlines;

/** Asks one question at a time, of one server after another until one answers. Used by one thread, but for {@link #cancel}. */
public final class Caller {
    private final Servers servers;
    private final ServiceSettings settings;
    private final Deadlines deadlines;
    private final Consumer<String> remarks;
    private volatile boolean cancelled;
    private volatile @Nullable Exchange open;

    Caller(Servers servers, ServiceSettings settings, Deadlines deadlines, Consumer<String> remarks) {
        this.servers = servers;
        this.settings = settings;
        this.deadlines = deadlines;
        this.remarks = remarks;
    }

    /** How long one question may take at the most. */
    public Duration longest() {
        return settings.exchange();
    }

    /**
     * Asks.
     *
     * @param patience how long there may be waited for the answer
     * @throws MilterFailure if no server answers, with what each of them had to say
     */
    public <T> T ask(Question<T> question, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        List<String> failures = new ArrayList<>();
        for (Server server : servers.inOrder()) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (cancelled || !left.isPositive()) {
                failures.add(server.endpoint() + ": not asked, no time is left");
                break;
            }
            server.begin();
            try {
                T answer = ask(server, question, left);
                server.worked();
                failures.forEach(failure -> remarks.accept(failure + "; " + server.endpoint() + " answered instead"));
                return answer;
            } catch (IOException failure) {
                if (!cancelled) {
                    server.failed();
                }
                failures.add(server.endpoint() + ": " + reason(failure));
            } finally {
                server.end();
            }
        }
        throw new MilterFailure(String.join("; ", failures));
    }

    private <T> T ask(Server server, Question<T> question, Duration left) throws IOException {
        try (var exchange =
                Exchange.open(server.endpoint(), settings.connect(), settings.transfer(), left, deadlines)) {
            open = exchange;
            if (cancelled) {
                throw new IOException("cancelled");
            }
            return question.ask(exchange);
        } finally {
            open = null;
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof UnknownHostException) {
            return "no address is known for the host";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** Nobody waits for the answer any more: the question ends soon, with a failure. For any thread. */
    public void cancel() {
        cancelled = true;
        Exchange present = open;
        if (present != null) {
            present.close();
        }
    }
}
