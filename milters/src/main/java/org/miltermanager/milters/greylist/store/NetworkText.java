package org.miltermanager.milters.greylist.store;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Writes networks so that the same network is always the same text. */
public final class NetworkText {
    private NetworkText() {}

    /** The network of so many bits that an address is in. */
    public static String of(byte[] octets, int bits) {
        byte[] first = octets.clone();
        for (int bit = bits; bit < first.length * 8; bit++) {
            first[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        try {
            String address = InetAddress.getByAddress(first).getHostAddress();
            return bits == first.length * 8 ? address : address + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + octets.length + " octets", e);
        }
    }
}
