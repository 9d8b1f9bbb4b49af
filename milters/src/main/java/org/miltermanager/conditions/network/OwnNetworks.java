package org.miltermanager.conditions.network;

import java.util.List;
import java.util.stream.Stream;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Fact;
import org.miltermanager.condition.Network;
import org.miltermanager.condition.NetworkAddress;
import org.miltermanager.condition.Type;
import org.miltermanager.wire.Stage;

/**
 * The networks that are ours: those of the operator, and all that no stranger can have an address in. A client without an address is not
 * remote, as in milter manager. Immutable.
 */
public final class OwnNetworks {
    /** Loopback, private (RFC 1918, RFC 4193) and link-local ones. */
    private static final List<Network> PRIVATE = Stream.of(
                    "127.0.0.0/8",
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "169.254.0.0/16",
                    "::1",
                    "fc00::/7",
                    "fe80::/10")
            .flatMap(text -> Network.parse(text).stream())
            .toList();

    private final List<Network> own;
    private final List<Network> remote;

    /**
     * Networks beside the private ones.
     *
     * @param own ours
     * @param remote not ours, also where they are inside of others that are
     */
    public OwnNetworks(List<Network> own, List<Network> remote) {
        this.own = List.copyOf(own);
        this.remote = List.copyOf(remote);
    }

    /** @return true for an address of somebody else */
    public boolean isRemote(NetworkAddress address) {
        if (address.equals(NetworkAddress.NONE)) {
            return false;
        }
        return isIn(remote, address) || !(isIn(own, address) || isIn(PRIVATE, address));
    }

    private static boolean isIn(List<Network> networks, NetworkAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** Whether the client is in no network of ours. */
    public Fact<Boolean> fact(String name) {
        return Fact.told(name, Type.BOOLEAN, Stage.CONNECT, this::isRemote);
    }

    /** Whether the client of a session is remote. */
    public boolean isRemote(Circumstances known) {
        return isRemote(known.client()
                .flatMap(client -> NetworkAddress.parse(client.address()))
                .orElse(NetworkAddress.NONE));
    }
}
