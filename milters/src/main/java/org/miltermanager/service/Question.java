package org.miltermanager.service;

import java.io.IOException;

/** Something to ask a service, from the first octet of the request to the last of the reply. */
@FunctionalInterface
public interface Question<T> {
    /**
     * Asks one server. May be called again, for the next server, after an exception.
     *
     * @throws IOException if this server gives no usable answer; another may
     */
    T ask(Exchange exchange) throws IOException;
}
