package org.miltermanager.service;

import java.io.IOException;
import java.time.Duration;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;

/**
 * An operator's question to one server: whether it is there, and what it is.
 *
 * @param server where it should listen
 * @param question what makes it tell
 */
public record Inquiry(Endpoint server, Question<String> question) {
    /**
     * Asks.
     *
     * @param within how long that may take
     * @return what it says of itself, in one line
     * @throws IOException with a clause that says why there is no answer
     */
    public String answer(Duration within, Deadlines deadlines) throws IOException {
        try (var exchange = Exchange.open(server, within, within, within, deadlines)) {
            return question.ask(exchange);
        }
    }
}
