package org.miltermanager.conditions.sendmail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.miltermanager.condition.NetworkAddress;
import org.miltermanager.wire.Connect;

/**
 * This host's side of a client's connection to the mail server, from the kernel's tables of connections ({@code proc(5)}, {@code
 * /proc/net/tcp}). Found only where the mail server runs on this host, and sees the client's connection itself.
 */
final class LocalSide {
    /** A line has 150 octets; a host with more connections than these is not searched further. */
    private static final int MOST_LINES = 100_000;

    private static final String ESTABLISHED = "01";

    private final Path tables;

    /** @param tables usually {@code /proc/self/net} */
    LocalSide(Path tables) {
        this.tables = tables;
    }

    /**
     * An end of a connection.
     *
     * @param address as people write it
     */
    record End(String address, int port) {}

    /** Where the client has connected to; empty where that cannot be found out. */
    Optional<End> of(Connect client) {
        Optional<String> remote = NetworkAddress.parse(client.address())
                .flatMap(NetworkAddress::inetAddress)
                .map(address -> hex(address.getAddress(), client.port()));
        return remote.flatMap(end -> Stream.of("tcp", "tcp6")
                .flatMap(table -> find(tables.resolve(table), end).stream())
                .findFirst());
    }

    private static Optional<End> find(Path table, String remote) {
        try (Stream<String> lines = Files.lines(table, StandardCharsets.ISO_8859_1)) {
            return lines.limit(MOST_LINES)
                    .map(line -> List.of(line.strip().split("\\s+", 5)))
                    .filter(fields -> fields.size() == 5 && fields.get(3).equals(ESTABLISHED))
                    .filter(fields -> isSame(fields.get(2), remote))
                    .flatMap(fields -> end(fields.get(1)).stream())
                    .findFirst();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty(); // a kernel without IPv6, or a sandbox
        }
    }

    /** An IPv4 client of a socket for both kinds stands in the table for IPv6, behind {@code ::ffff:}. */
    private static boolean isSame(String written, String remote) {
        return written.equals(remote) || written.equals("0000000000000000FFFF0000" + remote);
    }

    private static String hex(byte[] address, int port) {
        HexFormat digits = HexFormat.of().withUpperCase();
        return digits.formatHex(words(address)) + ":" + digits.toHexDigits((short) port);
    }

    /** The kernel writes an address as words of 32 bits, each in the order of the machine. */
    private static byte[] words(byte[] address) {
        if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
            return address;
        }
        var swapped = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            swapped[i] = address[i - i % 4 + 3 - i % 4];
        }
        return swapped;
    }

    private static Optional<End> end(String written) {
        int colon = written.indexOf(':');
        byte[] address = words(HexFormat.of().parseHex(written.substring(0, colon)));
        try {
            String text = InetAddress.getByAddress(address).getHostAddress();
            return Optional.of(new End(text, HexFormat.fromHexDigits(written.substring(colon + 1))));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }
}
