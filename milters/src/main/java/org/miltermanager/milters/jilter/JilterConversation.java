package org.miltermanager.milters.jilter;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.BodyChunk;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Connect.Family;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Mark;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.UnknownCommand;
import org.miltermanager.wire.Verdict;

/** One instance of a handler in one session. */
final class JilterConversation implements Conversation {
    /** {@code PROCESS_CONNECT} to {@code PROCESS_BODY}, from the lowest bit; nobody can decline the end of the headers. */
    private static final List<Stage> PROCESSES =
            List.of(Stage.CONNECT, Stage.HELO, Stage.MAIL, Stage.RCPT, Stage.HEADER, Stage.BODY);

    private static final Class<?>[] NOTHING = {};
    private static final Class<?>[] TEXT = {String.class, Properties.class};
    private static final Class<?>[] TEXTS = {String[].class, Properties.class};

    private final Callbacks callbacks;
    private final Terms terms;
    private final Set<Stage> stages;
    private final Set<ActionFlag> actions;
    private @Nullable Properties properties;

    private JilterConversation(Callbacks callbacks, Terms terms, Set<Stage> stages, Set<ActionFlag> actions) {
        this.callbacks = callbacks;
        this.terms = terms;
        this.stages = stages;
        this.actions = actions;
    }

    /** @throws MilterFailure if the handler cannot be made */
    static JilterConversation begin(Callbacks callbacks, Terms terms) {
        try {
            callbacks.create(terms.patience());
            int processes = callbacks.number("getSupportedProcesses", terms.patience());
            int modifications = callbacks.number("getRequiredModifications", terms.patience());
            return new JilterConversation(callbacks, terms, stages(processes), actions(modifications));
        } catch (MilterFailure failure) {
            callbacks.end();
            throw failure;
        }
    }

    private static Set<Stage> stages(int processes) {
        var stages = EnumSet.of(Stage.END_OF_HEADERS);
        for (int bit = 0; bit < PROCESSES.size(); bit++) {
            if ((processes >> bit & 1) == 1) {
                stages.add(PROCESSES.get(bit));
            }
        }
        return Collections.unmodifiableSet(stages);
    }

    private static Set<ActionFlag> actions(int modifications) {
        var actions = EnumSet.noneOf(ActionFlag.class);
        Arrays.stream(ActionFlag.values())
                .filter(action -> action.compareTo(ActionFlag.CHGHDRS) <= 0 && (modifications & action.bit()) != 0)
                .forEach(actions::add);
        return Collections.unmodifiableSet(actions);
    }

    @Override
    public Set<Stage> stages() {
        return stages;
    }

    @Override
    public Set<ActionFlag> actions() {
        return actions;
    }

    @Override
    public Verdict on(Event event, Macros macros) {
        take(macros, event.stage());
        return switch (event) {
            case Connect client -> connect(client);
            case Helo(var name) -> ask("helo", TEXT, name, properties);
            case MailFrom(var address, var parameters) -> ask("envfrom", TEXTS, argv(address, parameters), properties);
            case RcptTo(var address, var parameters) -> ask("envrcpt", TEXTS, argv(address, parameters), properties);
            case Header header ->
                ask("header", new Class<?>[] {String.class, String.class}, header.name(), header.text());
            case BodyChunk(var content) -> ask("body", new Class<?>[] {ByteBuffer.class}, content.buffer());
            case Mark mark -> mark == Mark.END_OF_HEADERS ? ask("eoh", NOTHING) : Ruling.CONTINUE;
            case UnknownCommand _ -> Ruling.CONTINUE;
        };
    }

    private Verdict connect(Connect client) {
        boolean hasAddress = client.family() == Family.INET || client.family() == Family.INET6;
        return ask(
                "connect",
                new Class<?>[] {String.class, InetAddress.class, Properties.class},
                client.hostname(),
                hasAddress ? address(client) : null,
                properties);
    }

    private static @Nullable InetAddress address(Connect client) {
        String literal = client.address();
        try {
            return InetAddress.ofLiteral(
                    literal.regionMatches(true, 0, "IPv6:", 0, 5) ? literal.substring(5) : literal);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** jilter knows the last packet of macros only, and null before the first. */
    private void take(Macros macros, Stage stage) {
        macros.at(stage).ifPresent(told -> {
            var next = new Properties();
            told.forEach(macro -> next.setProperty(macro.name(), macro.value()));
            properties = next;
        });
    }

    private static String[] argv(String address, List<String> parameters) {
        var argv = new ArrayList<String>();
        argv.add(address);
        argv.addAll(parameters);
        return argv.toArray(String[]::new);
    }

    private Verdict ask(String callback, Class<?>[] types, @Nullable Object... arguments) {
        return Statuses.verdict(
                callbacks.handler(), callback, callbacks.call(callback, terms.patience(), types, arguments));
    }

    @Override
    public Outcome endOfMessage(Message message, Macros macros) {
        take(macros, Stage.END_OF_MESSAGE);
        var asked = new Actions(callbacks, terms);
        Class<?>[] types = {callbacks.handler().actions(), Properties.class};
        try {
            Object returned = callbacks.call("eom", terms.patience(), types, asked.proxy(), properties);
            return asked.outcome(Statuses.verdict(
                    callbacks.handler(), "eom", asked.finished().orElse(returned)));
        } catch (RuntimeException failure) {
            asked.forget();
            throw failure instanceof MilterFailure lost && asked.asked() ? lost.havingEdited() : failure;
        }
    }

    @Override
    public void abort() {
        callbacks.tell("abort");
    }

    @Override
    public void interrupt() {
        callbacks.interrupt();
    }

    @Override
    public void close() {
        callbacks.end();
    }
}
