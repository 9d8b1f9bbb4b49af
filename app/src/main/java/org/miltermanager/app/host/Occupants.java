package org.miltermanager.app.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which processes listen on a socket: its inode is in {@code /proc/net/unix} or {@code /proc/net/tcp}, its processes those whose
 * {@code /proc/PID/fd} points there. They are several where one handed it to another, as systemd does and keeps it itself. Root sees all
 * processes, any other user only its own. A process may have ended meanwhile.
 */
public final class Occupants {
    private static final Path PROC = Path.of("/proc");
    private static final String ACCEPTS_CONNECTIONS = "00010000";
    private static final String TCP_LISTEN = "0A";

    private Occupants() {}

    /** The processes that listen on that unix socket, where this process may see them. */
    public static List<Occupant> ofFile(Path socket) {
        return owners(listening(socket).map(fields -> fields[6]).collect(Collectors.toSet()));
    }

    /** Whether the kernel knows a listening unix socket that was bound to this file; it may have been another file of that name. */
    static boolean listensAt(Path socket) {
        return listening(socket).findAny().isPresent();
    }

    private static Stream<String[]> listening(Path socket) {
        return table("net/unix", 8)
                .filter(fields -> fields.length == 8 && fields[3].equals(ACCEPTS_CONNECTIONS))
                .filter(fields -> sameFile(socket, fields[7]));
    }

    /** A socket may have been bound by way of a link, as {@code /var/run} is to {@code /run}. */
    private static boolean sameFile(Path socket, String bound) {
        try {
            return bound.startsWith("/")
                    && bound.endsWith("/" + socket.getFileName())
                    && (bound.equals(socket.toString()) || Files.isSameFile(socket, Path.of(bound)));
        } catch (IOException e) {
            return false;
        }
    }

    /** The processes that listen on that address or, at that port, on all addresses. */
    public static List<Occupant> ofAddress(InetSocketAddress address) {
        Predicate<String> here = local -> listensFor(address, local);
        return owners(Stream.of("net/tcp", "net/tcp6")
                .flatMap(name -> table(name, 12))
                .filter(fields -> fields.length > 9 && fields[3].equals(TCP_LISTEN) && here.test(fields[1]))
                .map(fields -> fields[9])
                .collect(Collectors.toSet()));
    }

    /** @param local as in {@code /proc/net/tcp}: words of 32 bits in the machine's order, a colon, the port */
    private static boolean listensFor(InetSocketAddress address, String local) {
        String[] parts = local.split(":", 2);
        if (Integer.parseInt(parts[1], 16) != address.getPort()) {
            return false;
        }
        InetAddress bound = address(parts[0]);
        return bound.isAnyLocalAddress()
                || address.getAddress().isAnyLocalAddress()
                || bound.equals(address.getAddress());
    }

    private static InetAddress address(String words) {
        var octets = ByteBuffer.wrap(HexFormat.of().parseHex(words));
        var address = ByteBuffer.allocate(octets.capacity()).order(ByteOrder.nativeOrder());
        while (octets.hasRemaining()) {
            address.putInt(octets.getInt());
        }
        try {
            return InetAddress.getByAddress(address.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String[]> table(String name, int fields) {
        try {
            List<String> lines = Files.readAllLines(PROC.resolve(name), StandardCharsets.ISO_8859_1);
            return lines.stream().skip(1).map(line -> line.strip().split("\\s+", fields));
        } catch (IOException e) {
            return Stream.empty(); // no /proc, or no IPv6: then nobody is named
        }
    }

    private static List<Occupant> owners(Set<String> inodes) {
        Set<String> links =
                inodes.stream().map(inode -> "socket:[" + inode + "]").collect(Collectors.toSet());
        if (links.isEmpty()) {
            return List.of();
        }
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> hasOpen(pid, links))
                .map(pid -> new Occupant(pid, ProcessName.of(pid)))
                .toList();
    }

    private static boolean hasOpen(long pid, Set<String> links) {
        try (var descriptors = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                if (links.contains(target(descriptor))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // ended meanwhile, or another user's
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
