package org.miltermanager.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.miltermanager.transport.Deadlines;
import org.miltermanager.transport.Endpoint;

/** Listens on one address of a host that has two, and asks the host. In a process of its own, which has its own hosts file. */
final class HostWithTwoAddresses {
    private HostWithTwoAddresses() {}

    public static void main(String[] arguments) throws IOException {
        try (var server = new ServerSocket();
                var deadlines = new Deadlines()) {
            server.bind(new InetSocketAddress(InetAddress.ofLiteral(arguments[1]), 0));
            Thread.ofPlatform().daemon().start(() -> greet(server));
            var settings = new ServiceSettings(
                    List.of(Endpoint.parse(arguments[0] + ":" + server.getLocalPort() + "@two.example")),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5));
            String said = new Services(deadlines)
                    .of(settings)
                    .caller(remark -> {})
                    .ask(exchange -> exchange.receiveUntil("\n", 100), Duration.ofSeconds(5));
            System.out.print(said);
        } catch (RuntimeException failure) {
            System.out.println(failure.getMessage());
        }
    }

    private static void greet(ServerSocket server) {
        try {
            while (true) {
                try (var client = server.accept()) {
                    client.getOutputStream().write("here\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException closed) {
            // The process ends.
        }
    }
}
