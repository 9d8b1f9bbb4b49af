package org.miltermanager.app.control;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.miltermanager.app.host.HostFailure;

/**
 * Asks the daemon that runs.
 *
 * @param path of its control socket
 */
public record ControlClient(Path path) {
    /** Whether a daemon listens there. @throws HostFailure if there is one that may not be asked */
    public boolean reachable() {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        } catch (IOException e) {
            if (Files.exists(path) && !Files.isWritable(path)) {
                throw new HostFailure(
                        "the daemon's socket " + path + " is open to its own user and root alone; are you root?", e);
            }
            return false;
        }
    }

    /**
     * Asks, and returns the lines of the answer, as words.
     *
     * @throws Refused if the daemon says no
     * @throws HostFailure if it cannot be reached, or does not answer
     */
    public List<List<String>> ask(List<String> request) {
        try (var line = new ControlLine(SocketChannel.open(UnixDomainSocketAddress.of(path)))) {
            line.write(request);
            line.end();
            List<String> first = line.read();
            if (!first.equals(List.of(ControlLine.OK))) {
                throw new Refused(first.size() > 1 ? first.get(1) : "the daemon at " + path + " gave no answer");
            }
            var answer = new ArrayList<List<String>>();
            for (List<String> words = line.read(); !words.isEmpty(); words = line.read()) {
                answer.add(words);
            }
            return answer;
        } catch (IOException e) {
            throw new HostFailure("cannot ask the daemon at unix:" + path + ": " + e.getMessage(), e);
        }
    }
}
