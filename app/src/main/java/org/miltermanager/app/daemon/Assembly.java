package org.miltermanager.app.daemon;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.miltermanager.app.check.Inspection;
import org.miltermanager.app.condition.Conditions;
import org.miltermanager.app.condition.Surroundings;
import org.miltermanager.app.condition.Words;
import org.miltermanager.app.config.MilterSettings;
import org.miltermanager.app.config.RuleSettings;
import org.miltermanager.app.config.Settings;
import org.miltermanager.chain.Chain;
import org.miltermanager.chain.ChainSettings;
import org.miltermanager.chain.Front;
import org.miltermanager.chain.LinkSettings;
import org.miltermanager.chain.MessageLimits;
import org.miltermanager.chain.SessionListener;
import org.miltermanager.child.ChildMilter;
import org.miltermanager.condition.Fact;
import org.miltermanager.condition.MilterFacts;
import org.miltermanager.condition.Requirement;
import org.miltermanager.milter.MessageMemory;
import org.miltermanager.milter.Milter;
import org.miltermanager.milters.Shared;
import org.miltermanager.milters.greylist.embedded.EmbeddedStore;
import org.miltermanager.milters.greylist.store.GreylistStores;
import org.miltermanager.service.Services;
import org.miltermanager.session.MtaSession;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.wire.Negotiate;

/**
 * The chain that one configuration describes. Immutable: a session keeps the one that it began with, whatever is configured meanwhile.
 *
 * @param milters in the order in which they are asked; those that are enabled
 * @param settings what holds for all of them
 * @param limits what a mail server may take
 * @param afterwards gives back what it has used, when no session will use it any more
 */
public record Assembly(List<LinkSettings> milters, ChainSettings settings, Settings.Limits limits, Runnable afterwards)
        implements MtaSession.Chains {
    public Assembly {
        milters = List.copyOf(milters);
    }

    /** One that uses nothing which had to be given back. */
    public Assembly(List<LinkSettings> milters, ChainSettings settings, Settings.Limits limits) {
        this(milters, settings, limits, () -> {});
    }

    /** The same, with something to be done when no session will use it any more. */
    Assembly before(Runnable next) {
        return new Assembly(milters, settings, limits, next);
    }

    /** Makes the chain of a configuration, of which nothing is remembered afterwards. Nothing is connected yet. */
    public static Assembly of(Settings settings, Surroundings surroundings, Deadlines deadlines) {
        return of(settings, surroundings, place -> EmbeddedStore.inMemory(InstantSource.system()), deadlines);
    }

    /**
     * Makes the chain of a configuration. Milters are not connected yet.
     *
     * @param greylists what greylisting remembers
     * @throws org.miltermanager.milters.greylist.store.StoreLost if that cannot be opened
     */
    static Assembly of(Settings settings, Surroundings surroundings, GreylistStores greylists, Deadlines deadlines) {
        var words = MilterFacts.addTo(
                Words.of(settings.conditions(), surroundings),
                settings.milters().stream().map(MilterSettings::name).toList());
        var requirements =
                new Requirements(new Conditions(words, settings.conditions().own()));
        var shared =
                new Shared(surroundings.dns().apply(settings.conditions().dns()), greylists, new Services(deadlines));
        var links = new ArrayList<LinkSettings>();
        for (int place = 0; place <= settings.milters().size(); place++) {
            addRules(settings.rules(), place, requirements, links);
            if (place < settings.milters().size()) {
                addMilter(
                        settings.milters().get(place),
                        requirements,
                        links,
                        milter -> milter(milter.source(), settings.limits(), shared, deadlines));
            }
        }
        return new Assembly(links, chainSettings(settings, waits(settings.milters(), links)), settings.limits());
    }

    /** Whether a session waits for servers elsewhere before it is decided who is asked, or within a milter that runs inside. */
    private static boolean waits(List<MilterSettings> milters, List<LinkSettings> links) {
        return links.stream().flatMap(link -> link.requirement().facts()).anyMatch(Fact::isAsked)
                || milters.stream()
                        .filter(MilterSettings::enabled)
                        .anyMatch(milter ->
                                milter.source() instanceof MilterSettings.Source.Inside(var inside) && inside.waits());
    }

    private static void addRules(
            List<RuleSettings> rules, int place, Requirements requirements, List<LinkSettings> links) {
        rules.stream()
                .filter(rule -> rule.enabled() && rule.place() == place)
                .forEach(rule -> RuleLinks.add(rule, requirements, links));
    }

    private static void addMilter(
            MilterSettings milter,
            Requirements requirements,
            List<LinkSettings> links,
            Function<MilterSettings, Milter> made) {
        if (milter.enabled()) {
            links.add(link(milter, requirements.of(milter), made.apply(milter)));
        }
        requirements.pass(milter);
    }

    private static LinkSettings link(MilterSettings settings, Requirement requirement, Milter milter) {
        return new LinkSettings(
                settings.name(),
                milter,
                settings.onFailure(),
                settings.failureLasts() == MilterSettings.FailureLasts.MESSAGE,
                settings.evaluation(),
                settings.concurrent(),
                requirement);
    }

    private static Milter milter(
            MilterSettings.Source source, Settings.Limits limits, Shared shared, Deadlines deadlines) {
        return switch (source) {
            case MilterSettings.Source.Outside outside -> new ChildMilter(Inspection.child(outside, limits), deadlines);
            case MilterSettings.Source.Inside(var settings) -> settings.milter(shared);
        };
    }

    /**
     * What holds for all milters.
     *
     * @param waiting whether sessions wait for servers elsewhere
     */
    public static ChainSettings chainSettings(Settings settings, boolean waiting) {
        Settings.Limits limits = settings.limits();
        return new ChainSettings(
                Front.of(settings.mta()),
                limits.stageDeadline(),
                limits.messageDeadline(),
                new MessageLimits(
                        limits.spoolDirectory(),
                        limits.bodyMemory(),
                        limits.spoolSize(),
                        limits.headers(),
                        limits.headerSize(),
                        new MessageMemory(limits.memory())),
                settings.nonSmtp().guard(),
                limits.sessionThreads().executor(waiting));
    }

    @Override
    public Chain open(Negotiate offer, SessionListener listener) {
        return new Chain(milters, settings, offer, listener);
    }

    /** The milters' names, for people. */
    public String names() {
        return milters.isEmpty()
                ? "none"
                : String.join(", ", milters.stream().map(LinkSettings::name).toList());
    }
}
