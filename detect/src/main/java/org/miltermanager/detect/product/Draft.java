package org.miltermanager.detect.product;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.miltermanager.detect.Evidence;
import org.miltermanager.detect.Evidence.Topic;
import org.miltermanager.detect.Finding;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.Quote;
import org.miltermanager.detect.Rank;
import org.miltermanager.detect.State;
import org.miltermanager.detect.Trouble;
import org.miltermanager.detect.host.Host;
import org.miltermanager.detect.host.Reading;
import org.miltermanager.detect.host.Service;
import org.miltermanager.transport.Endpoint;

/** A finding as it grows: what was read so far of one milter. Used once, by one thread. */
public final class Draft {
    private final Host host;
    private final Service service;
    private final String product;
    private final List<Evidence> evidence;
    private final List<Trouble> troubles = new ArrayList<>();
    private Rank rank = Rank.OTHER;
    private List<String> conditions = List.of();
    private boolean unreadable;
    private boolean unfinished;
    private @Nullable Endpoint endpoint;

    /**
     * @param service as the host runs it
     * @param product for people
     */
    public Draft(Host host, Service service, String product) {
        this.host = host;
        this.service = service;
        this.product = product;
        this.evidence = new ArrayList<>(service.evidence());
    }

    /** Its place in the chain, and the conditions under which milter manager asked it. */
    public Draft place(Rank place, List<String> defaultConditions) {
        rank = place;
        conditions = defaultConditions;
        return this;
    }

    /** Notes why something is as it is. */
    public void saw(String what, Place place) {
        evidence.add(new Evidence(Topic.CONFIGURATION, what, place));
    }

    /** Reads its configuration, without which it is not configured. */
    public Optional<Reading.Text> configuration(String path) {
        Reading reading = host.read(path);
        switch (reading) {
            case Reading.Text text -> saw("its configuration", text.place(0));
            case Reading.Absent _ -> unfinished(path + " is not there", "write it, or install the package again");
            case Reading.Refused refused -> unreadable(refused.trouble());
        }
        return reading.text();
    }

    /** Something that may say where it listens cannot be read. */
    public void unreadable(Trouble why) {
        unreadable = true;
        troubles.add(why);
    }

    /** It is not configured yet. */
    public void unfinished(String problem, String remedy) {
        unfinished = true;
        troubles.add(new Trouble(problem, remedy));
    }

    /**
     * Where it listens.
     *
     * @param what how its configuration calls it: {@code MilterSocket}
     * @param spec as it stands there
     */
    public void socket(String what, Quote spec) {
        evidence.add(new Evidence(Topic.SOCKET, what + " " + spec.text(), origin(spec)));
        try {
            endpoint = SocketSpec.endpoint(spec.text());
        } catch (IllegalArgumentException refused) {
            unfinished(spec.place() + ": " + what + ": " + refused.getMessage(), "correct it there");
        }
    }

    /** Scripts hand on what a file of settings says: that is where it can be changed. */
    private Place origin(Quote spec) {
        return service.variables().values().stream()
                .filter(variable -> variable.text().equals(spec.text()))
                .map(Quote::place)
                .filter(place -> !place.source().equals(spec.place().source()))
                .min(Comparator.comparing(Place::toString))
                .orElse(spec.place());
    }

    /** It listens where its program does unless told otherwise. */
    public void builtIn(String spec) {
        String program =
                service.arguments().stream().findFirst().map(Quote::text).orElse(service.name());
        socket("built in:", new Quote(spec, new Place(program, 0)));
    }

    /** What is known now. Whether the host starts it comes first: a milter that is disabled need not be configured. */
    public Finding finding() {
        if (endpoint == null && !unreadable && !unfinished) {
            unfinished("nothing says where it listens", "name its socket in its own configuration");
        }
        return new Finding(
                service.name(),
                product,
                Optional.ofNullable(endpoint),
                state(),
                rank,
                conditions,
                evidence,
                troubles,
                state() == State.ENABLED ? service.remarks() : List.of());
    }

    /**
     * What is known now of a server that a milter inside us can ask.
     *
     * @param name what it would be called as a milter
     * @return empty where the host does not start it, or nothing says where it listens
     */
    public Optional<Finding> offer(String name) {
        return finding().enabled()
                ? Optional.of(new Finding(
                        name,
                        product,
                        Optional.ofNullable(endpoint),
                        State.OFFERED,
                        rank,
                        conditions,
                        evidence,
                        troubles,
                        List.of()))
                : Optional.empty();
    }

    private State state() {
        if (service.state() != State.ENABLED) {
            return service.state();
        }
        if (unreadable && endpoint == null) {
            return State.UNREADABLE;
        }
        return unfinished ? State.NOT_CONFIGURED : State.ENABLED;
    }
}
