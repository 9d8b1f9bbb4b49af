package org.miltermanager.session;

import java.util.List;
import java.util.Map;
import org.miltermanager.fixtures.child.Turn;
import org.miltermanager.fixtures.child.Visit;
import org.miltermanager.fixtures.wire.Packet;

/** What libmilter would have done with the events of a visit: those that it drops without an answer (engine.c, table of next states). */
final class LibmilterStates {
    private static final String ALWAYS_FROM_HELO = "HMU";
    private static final String WANTS_ANSWER = "CHMRTLNBEU";
    private static final Map<Character, String> NEXT = Map.ofEntries(
            Map.entry('O', "CU"),
            Map.entry('C', "HMU"),
            Map.entry('H', "HMU"),
            Map.entry('M', "RAU"),
            Map.entry('R', "RTLNBEAU"),
            Map.entry('T', "LNA"),
            Map.entry('L', "LNA"),
            Map.entry('N', "BEA"),
            Map.entry('B', "BEA"),
            Map.entry('E', "MUQK"),
            Map.entry('A', ""),
            Map.entry('U', "HMRTBUAQK"));

    private char state = 'O';
    private char last = 'O';

    private LibmilterStates() {}

    /** The first event that a libmilter program would have left without an answer, and what came before; empty where there is none. */
    static String dropped(Visit visit) {
        var states = new LibmilterStates();
        var seen = new StringBuilder();
        for (Turn turn : visit.turns()) {
            Packet packet = turn.packet().orElse(Packet.of('D'));
            boolean received = turn.mark().equals("> ");
            if (received && packet.code() != 'D' && !states.takes(packet.code())) {
                return seen + " then " + packet.code();
            }
            if (!received) {
                states.answered(packet.code());
            }
            seen.append(packet.code() == 'D' ? "" : String.valueOf(packet.code()));
        }
        return "";
    }

    private boolean takes(char event) {
        if (event == 'O' || event == 'Q') {
            return true;
        }
        boolean next = NEXT.getOrDefault(state, "").indexOf(event) >= 0 || ALWAYS_FROM_HELO.indexOf(event) >= 0;
        if (next) {
            state = event;
            last = event;
        }
        return next || WANTS_ANSWER.indexOf(event) < 0;
    }

    /** Its own verdict ends its part of a message, except at a recipient and at an unknown command. */
    private void answered(char verdict) {
        boolean ends = List.of('a', 'r', 't', 'd', 'y').contains(verdict);
        boolean passing = last == 'U' || (last == 'R' && verdict != 'a');
        if (ends && !passing) {
            state = 'H';
        }
    }
}
