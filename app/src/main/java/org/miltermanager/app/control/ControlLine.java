package org.miltermanager.app.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One connection of the control socket, as both sides use it. For one thread. */
final class ControlLine implements AutoCloseable {
    static final String OK = "ok";
    static final String NO = "no";

    /** For request and answer together. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");

    private final SocketChannel channel;
    private final BufferedReader in;
    private final Writer out;

    ControlLine(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), UTF_8));
        this.out = new OutputStreamWriter(Channels.newOutputStream(channel), UTF_8);
        CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .execute(this::close);
    }

    /** Writes one line; words lose what would end them. */
    void write(List<String> words) throws IOException {
        out.write(String.join(
                "\t",
                words.stream()
                        .map(word -> CONTROL.matcher(word).replaceAll("?"))
                        .toList()));
        out.write('\n');
    }

    /** What has been written goes out, and nothing more comes. */
    void end() throws IOException {
        out.flush();
        channel.shutdownOutput();
    }

    /** The words of one line; empty at the end. */
    List<String> read() throws IOException {
        String line = in.readLine();
        return line == null ? List.of() : List.of(line.split("\t", -1));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone either way.
        }
    }
}
