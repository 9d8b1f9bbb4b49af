package org.miltermanager.codec;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Packets that no peer sends, the same ones for the same random numbers. */
final class RandomPackets {
    private final List<byte[]> real;

    RandomPackets(List<byte[]> real) {
        this.real = real;
    }

    /** Any octets; half of them with a code that exists, many with NULs, digits and line ends, which mean something. */
    byte[] random(SplittableRandom random) {
        int limit = random.nextInt(1_000) == 0 ? 70_000 : 60;
        var packet = new byte[random.nextInt(limit)];
        for (int i = 0; i < packet.length; i++) {
            packet[i] = octet(random);
        }
        if (packet.length > 0 && random.nextBoolean()) {
            packet[0] = anyReal(random)[0];
        }
        return packet;
    }

    /** A real packet after one to four accidents. */
    byte[] damaged(SplittableRandom random) {
        byte[] packet = anyReal(random);
        for (int accidents = 1 + random.nextInt(4); accidents > 0; accidents--) {
            packet = damage(packet, random);
        }
        return packet;
    }

    private byte[] damage(byte[] packet, SplittableRandom random) {
        int from = random.nextInt(packet.length + 1);
        int to = from + random.nextInt(packet.length - from + 1);
        byte[] head = Arrays.copyOf(packet, from);
        byte[] tail = Arrays.copyOfRange(packet, to, packet.length);
        return switch (random.nextInt(5)) {
            case 0 -> head;
            case 1 -> join(head, tail);
            case 2 -> join(head, new byte[] {octet(random)}, tail);
            case 3 -> join(head, Arrays.copyOfRange(packet, from, to), Arrays.copyOfRange(packet, from, to), tail);
            default -> join(head, anyReal(random), tail);
        };
    }

    private byte[] anyReal(SplittableRandom random) {
        return real.get(random.nextInt(real.size()));
    }

    private static byte octet(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> (byte) "0123456789 -.%\r\n\t{}<>".charAt(random.nextInt(21));
            default -> (byte) random.nextInt(256);
        };
    }

    private static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
