package org.miltermanager.app.echo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.miltermanager.app.mta.Phrases;
import org.miltermanager.wire.BodyChunk;
import org.miltermanager.wire.Command;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Control;
import org.miltermanager.wire.DefineMacros;
import org.miltermanager.wire.EndOfBody;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Mark;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.UnknownCommand;

/** Prints a block for each command of a mail server, as {@code milter-test-client} does. Safe for use by several sessions. */
final class Blocks {
    private final PrintWriter out;

    Blocks(PrintWriter out) {
        this.out = out;
    }

    /** @param macros what was told for this command */
    void print(Command command, List<Macro> macros) {
        var block = new StringBuilder(text(command)).append('\n');
        if (!macros.isEmpty()) {
            block.append("macros:\n");
            macros.forEach(macro -> block.append("  ")
                    .append(Phrases.text(Macro.bare(macro.name())))
                    .append('=')
                    .append(Phrases.text(macro.value()))
                    .append('\n'));
        }
        print(block.toString());
    }

    /** The session is over. */
    void finished() {
        print(Control.QUIT, List.of());
    }

    private synchronized void print(String block) {
        out.print(block);
        out.flush();
    }

    private static String text(Command command) {
        return switch (command) {
            case Negotiate offer ->
                "negotiate: version=<" + offer.version() + ">, action=<" + flags(offer.actions()) + ">, step=<"
                        + flags(offer.steps()) + ">";
            case DefineMacros macros -> "macros for " + macros.command();
            case EndOfBody end ->
                end.last().isEmpty()
                        ? "end-of-message"
                        : "end-of-message: <" + lines(end.last().text()) + ">";
            case Control.ABORT -> "abort";
            case Control.QUIT, Control.QUIT_NEW_CONNECTION -> "finished";
            case Event event -> text(event);
        };
    }

    private static String text(Event event) {
        return switch (event) {
            case Connect client ->
                "connect: host=<" + Phrases.text(client.hostname()) + ">, address=<" + address(client) + ">";
            case Helo(var name) -> "helo: <" + Phrases.text(name) + ">";
            case MailFrom mail -> "envelope-from: <" + path(mail.address(), mail.parameters()) + ">";
            case RcptTo recipient -> "envelope-recipient: <" + path(recipient.address(), recipient.parameters()) + ">";
            case Mark.DATA -> "data";
            case Mark.END_OF_HEADERS -> "end-of-header";
            case Header(var name, var value) -> "header: <" + lines(name + ": " + value) + ">";
            case BodyChunk(var content) -> "body: <" + lines(content.text()) + ">";
            case UnknownCommand(var line) -> "unknown: <" + Phrases.text(line) + ">";
        };
    }

    private static String address(Connect client) {
        String address = Phrases.text(client.address());
        return switch (client.family()) {
            case UNIX -> "unix:" + address;
            case INET -> "inet:" + client.port() + "@[" + address + "]";
            case INET6 -> "inet6:" + client.port() + "@[" + address + "]";
            case UNKNOWN -> "unknown";
        };
    }

    private static String path(String address, List<String> parameters) {
        String bare =
                address.startsWith("<") && address.endsWith(">") ? address.substring(1, address.length() - 1) : address;
        return Phrases.text(parameters.isEmpty() ? bare : bare + "> <" + String.join(" ", parameters));
    }

    /** Keeps line ends. */
    private static String lines(String octets) {
        return octets.replace("\r\n", "\n").lines().map(Phrases::text).collect(Collectors.joining("\n"))
                + (octets.endsWith("\n") ? "\n" : "");
    }

    private static <E extends Enum<E>> String flags(Set<E> flags) {
        return new TreeSet<>(flags)
                .stream()
                        .map(flag -> flag.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining("|"));
    }
}
