package org.miltermanager.codec;

/**
 * A peer sent octets that are no packet of the milter protocol. The connection cannot be used further: with no sequence numbers in the
 * protocol, nothing tells which reply would belong to which command.
 *
 * <p>Names the packet, what came and what was expected; whoever knows the peer adds its name.
 */
public final class MalformedPacket extends RuntimeException {
    /** @param packet SMFIC_* or SMFIR_* name, or what else is known of it */
    MalformedPacket(String packet, String got, String expected) {
        super(packet + ": got " + got + ", expected " + expected);
    }
}
