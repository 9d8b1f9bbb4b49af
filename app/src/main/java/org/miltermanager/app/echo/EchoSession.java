package org.miltermanager.app.echo;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.miltermanager.transport.MtaConnection;
import org.miltermanager.wire.Command;
import org.miltermanager.wire.Control;
import org.miltermanager.wire.DefineMacros;
import org.miltermanager.wire.EndOfBody;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Ruling;

/** One connection of a mail server: each command is shown and, where it wants an answer, answered with continue. */
final class EchoSession {
    private final MtaConnection mta;
    private final Blocks blocks;

    EchoSession(MtaConnection mta, Blocks blocks) {
        this.mta = mta;
        this.blocks = blocks;
    }

    /** @throws IOException if the mail server vanished, or spoke something else */
    void run() throws IOException {
        List<Macro> macros = List.of();
        Command command;
        do {
            command = mta.read();
            if (command instanceof DefineMacros(var _, var values)) {
                macros = values;
            } else if (command != Control.QUIT) {
                blocks.print(command, macros);
                macros = List.of();
            }
            answer(command);
        } while (command != Control.QUIT);
        blocks.finished();
    }

    /** All events are wanted, and nothing will be changed. */
    private void answer(Command command) throws IOException {
        switch (command) {
            case Negotiate offer ->
                mta.write(new Negotiate(Math.min(offer.version(), Negotiate.LATEST), Set.of(), Set.of()));
            case Event _, EndOfBody _ -> mta.write(Ruling.CONTINUE);
            case DefineMacros _, Control _ -> {} // want no answer
        }
    }
}
