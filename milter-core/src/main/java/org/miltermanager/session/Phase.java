package org.miltermanager.session;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.miltermanager.wire.CommandCode;

/**
 * Where a session is, and what a mail server may say there. Liberal where mail servers are: no HELO, several, aborts at any time, content
 * without an envelope (Postfix after a failure with {@code milter_default_action = quarantine}). Strict about the negotiation.
 */
enum Phase {
    /** Nothing was said yet. */
    NEW,
    /** Versions and flags are agreed. */
    NEGOTIATED,
    /** A client is connected. */
    CONNECTED,
    /** A header, the end of the headers or a part of the body has come. */
    CONTENT;

    private static final Set<CommandCode> ALWAYS =
            EnumSet.of(CommandCode.MACRO, CommandCode.ABORT, CommandCode.QUIT, CommandCode.QUIT_NEW_CONNECTION);
    private static final Map<Phase, Set<CommandCode>> LEGAL = new EnumMap<>(Phase.class);

    static {
        var envelope = EnumSet.complementOf(EnumSet.of(CommandCode.NEGOTIATE, CommandCode.CONNECT));
        LEGAL.put(NEW, EnumSet.of(CommandCode.NEGOTIATE, CommandCode.QUIT));
        LEGAL.put(NEGOTIATED, EnumSet.complementOf(EnumSet.of(CommandCode.NEGOTIATE)));
        LEGAL.put(CONNECTED, envelope);
        LEGAL.put(
                CONTENT,
                EnumSet.of(CommandCode.HEADER, CommandCode.END_OF_HEADERS, CommandCode.BODY, CommandCode.END_OF_BODY));
        LEGAL.get(CONTENT).addAll(ALWAYS);
    }

    /**
     * The phase that a command leads to.
     *
     * @throws ProtocolViolation if it is not legal here
     */
    Phase after(CommandCode command) {
        Set<CommandCode> legal = LEGAL.getOrDefault(this, Set.of());
        if (!legal.contains(command)) {
            throw new ProtocolViolation(
                    "mail server: got " + command.wireName() + " in phase " + this + ", expected one of " + legal);
        }
        return switch (command) {
            case NEGOTIATE, QUIT_NEW_CONNECTION -> NEGOTIATED;
            case HEADER, END_OF_HEADERS, BODY -> CONTENT;
            case MACRO -> this;
            case CONNECT, HELO, MAIL, RCPT, DATA, END_OF_BODY, UNKNOWN, ABORT, QUIT -> CONNECTED;
        };
    }
}
