package org.miltermanager.detect.host;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.detect.Place;
import org.miltermanager.detect.Quote;

/**
 * Which sockets the processes of a unit listen on: {@code /proc/PID/cgroup} names the unit, {@code /proc/PID/fd} the inodes of its
 * sockets, {@code /proc/net} what they are. Root sees the descriptors of all processes, any other user only its own.
 */
public final class ListeningSockets {
    private static final Pattern UNIT = Pattern.compile("/([^/\\n]+)\\.service(?:/|$)");
    private static final Pattern INODE = Pattern.compile("socket:\\[(\\d+)\\]");
    private static final Pattern LOCAL = Pattern.compile("([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})");
    private static final String ACCEPTS_CONNECTIONS = "00010000";
    private static final String TCP_LISTEN = "0A";

    private final Host host;
    /** By unit, without {@code .service}. */
    private final Map<String, List<String>> processes = new HashMap<>();
    /** Of all sockets that anybody listens on, by inode. */
    private final Map<String, Quote> specs = new HashMap<>();

    private ListeningSockets(Host host) {
        this.host = host;
    }

    /** As they are now; nothing where the host does not run. */
    public static ListeningSockets of(Host host) {
        var sockets = new ListeningSockets(host);
        host.names("/proc").stream().filter(name -> name.matches("\\d{1,9}")).forEach(sockets::process);
        sockets.table("/proc/net/unix", sockets::unix);
        sockets.table("/proc/net/tcp", sockets::tcp);
        sockets.table("/proc/net/tcp6", sockets::tcp);
        return sockets;
    }

    private void process(String pid) {
        unit(pid)
                .ifPresent(unit -> processes
                        .computeIfAbsent(unit, any -> new ArrayList<>())
                        .add(pid));
    }

    private Optional<String> unit(String pid) {
        return host.read("/proc/" + pid + "/cgroup")
                .text()
                .flatMap(text -> text.lines().stream()
                        .map(UNIT::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .findFirst());
    }

    private void table(String path, java.util.function.BiConsumer<String[], Place> row) {
        host.table(path)
                .text()
                .ifPresent(text -> text.lines().stream()
                        .skip(1)
                        .forEach(line -> row.accept(line.strip().split("\\s+", 11), text.place(0))));
    }

    private void unix(String[] fields, Place place) {
        if (fields.length >= 8 && fields[3].equals(ACCEPTS_CONNECTIONS) && fields[7].startsWith("/")) {
            specs.put(fields[6], new Quote("unix:" + fields[7], place));
        }
    }

    private void tcp(String[] fields, Place place) {
        Matcher local = LOCAL.matcher(fields.length > 9 ? fields[1] : "");
        if (local.matches() && fields[3].equals(TCP_LISTEN)) {
            int port = Integer.parseInt(local.group(2), 16);
            specs.put(fields[9], new Quote("inet:" + port + "@" + address(local.group(1)), place));
        }
    }

    /**
     * What is bound to all addresses is asked at the loopback interface.
     *
     * @param words of 32 bits in the machine's order
     */
    private static String address(String words) {
        var octets = ByteBuffer.wrap(HexFormat.of().parseHex(words));
        var address = ByteBuffer.allocate(octets.capacity()).order(ByteOrder.nativeOrder());
        while (octets.hasRemaining()) {
            address.putInt(octets.getInt());
        }
        try {
            InetAddress bound = InetAddress.getByAddress(address.array());
            String loopback = words.length() == 8 ? "127.0.0.1" : "[::1]";
            String text = bound.getHostAddress();
            return bound.isAnyLocalAddress() ? loopback : text.contains(":") ? "[" + text + "]" : text;
        } catch (IOException wrongLength) {
            return "127.0.0.1";
        }
    }

    /** Where the processes of a unit listen, as connection specs. */
    public List<Quote> of(String unit) {
        return processes.getOrDefault(unit, List.of()).stream()
                .map(pid -> "/proc/" + pid + "/fd")
                .flatMap(directory -> host.names(directory).stream().map(descriptor -> directory + "/" + descriptor))
                .flatMap(descriptor -> host.target(descriptor).stream())
                .map(INODE::matcher)
                .filter(Matcher::matches)
                .flatMap(inode -> Optional.ofNullable(specs.get(inode.group(1))).stream())
                .distinct()
                .toList();
    }

    /** Whether it runs, but its sockets are not for this process to see. */
    public boolean hidden(String unit) {
        List<String> running = processes.getOrDefault(unit, List.of());
        return !running.isEmpty()
                && running.stream()
                        .allMatch(pid -> host.names("/proc/" + pid + "/fd").isEmpty());
    }
}
