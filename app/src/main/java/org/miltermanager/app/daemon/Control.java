package org.miltermanager.app.daemon;

import java.util.Optional;
import org.miltermanager.app.config.Settings;
import org.miltermanager.app.control.ControlSocket;
import org.miltermanager.app.greylist.GreylistRequests;
import org.miltermanager.app.host.HostFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control socket, made as soon as there is something to ask for. Mail goes on without it. Safe for use by any thread. */
final class Control implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Control.class);

    private final OpenStores stores;
    private Optional<ControlSocket> socket = Optional.empty();

    Control(OpenStores stores) {
        this.stores = stores;
    }

    /** Makes it where it is missing. */
    synchronized void open(Settings settings) {
        if (socket.isEmpty() && stores.hasFile() && settings.control().isPresent()) {
            try {
                socket = Optional.of(ControlSocket.open(
                        settings.control().get(),
                        new GreylistRequests(stores::known),
                        trouble -> LOG.warn("{}", trouble)));
            } catch (HostFailure failure) {
                LOG.warn("commands cannot ask this daemon: {}", failure.getMessage());
            }
        }
    }

    @Override
    public synchronized void close() {
        socket.ifPresent(ControlSocket::close);
    }
}
