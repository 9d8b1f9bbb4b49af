package org.miltermanager.conditions.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.condition.Network;
import org.miltermanager.condition.NetworkAddress;

class OwnNetworksTest {
    private static final OwnNetworks NETWORKS = new OwnNetworks(
            List.of(network("198.51.100.0/24"), network("2001:db8:1::/48")),
            List.of(network("198.51.100.7"), network("10.9.0.0/16")));

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, true",
        "2001:db8:2::1, true",
        "198.51.100.1, false",
        "198.51.100.7, true",
        "2001:db8:1::9, false",
        "127.0.0.1, false",
        "10.1.2.3, false",
        "10.9.2.3, true",
        "172.16.0.1, false",
        "172.32.0.1, true",
        "192.168.255.255, false",
        "169.254.1.1, false",
        "::1, false",
        "fd00::1, false",
        "fe80::1, false",
        "::ffff:10.1.2.3, false"
    })
    void aClientOutsideOfThemIsRemote(String address, boolean remote) {
        assertEquals(remote, NETWORKS.isRemote(NetworkAddress.parse(address).orElseThrow()));
    }

    @Test
    void aClientWithoutAddressIsNot() {
        assertFalse(NETWORKS.isRemote(NetworkAddress.NONE));
    }
}
