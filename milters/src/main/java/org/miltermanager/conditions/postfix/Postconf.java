package org.miltermanager.conditions.postfix;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.miltermanager.condition.Network;

/** Postfix's parameters, as {@code postconf} prints them. */
public final class Postconf {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final String program;
    private final Consumer<String> remarks;

    /**
     * Asks a certain program.
     *
     * @param program usually {@code postconf}
     * @param remarks takes what an operator should know
     */
    public Postconf(String program, Consumer<String> remarks) {
        this.program = program;
        this.remarks = remarks;
    }

    /** Networks that Postfix counts as its own. */
    public record MyNetworks(List<Network> own, List<Network> remote) {
        public MyNetworks {
            own = List.copyOf(own);
            remote = List.copyOf(remote);
        }
    }

    /** {@code mynetworks}; what is excluded there with {@code !} is remote. Tables and files in it are remarked on, and left out. */
    public MyNetworks myNetworks() {
        var own = new ArrayList<Network>();
        var remote = new ArrayList<Network>();
        for (String word : ask("-h", "mynetworks").orElse("").split("[,\\s]+", -1)) {
            boolean excluded = word.startsWith("!");
            Optional<Network> network = Network.parse(excluded ? word.substring(1) : word);
            network.ifPresent(excluded ? remote::add : own::add);
            if (network.isEmpty() && !word.isEmpty()) {
                remarks.accept("mynetworks: '" + word + "' is no network, and left out");
            }
        }
        return new MyNetworks(own, remote);
    }

    /** How many smtpd(8) processes there may be at the same time; empty where that is not known or not limited. */
    public Optional<Integer> processLimit() {
        Optional<String> service = ask("-M", "smtp/inet")
                .map(line -> line.split("\\s+", -1))
                .filter(fields -> fields.length > 6)
                .map(fields -> fields[6]);
        return service.filter(limit -> !limit.equals("-"))
                .or(() -> service.flatMap(limit -> ask("-h", "default_process_limit")))
                .filter(limit -> limit.matches("[1-9]\\d{0,6}"))
                .map(Integer::valueOf);
    }

    private Optional<String> ask(String... arguments) {
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        try {
            Program.Result result = Program.run(DEADLINE, command);
            if (result.code() == 0) {
                return Optional.of(result.text());
            }
            remarks.accept(String.join(" ", command) + ": " + result.text());
        } catch (IOException e) {
            remarks.accept(String.join(" ", command) + ": " + e.getMessage());
        }
        return Optional.empty();
    }
}
