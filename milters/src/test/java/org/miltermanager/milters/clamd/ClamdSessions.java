package org.miltermanager.milters.clamd;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.miltermanager.fixtures.service.ScriptedService;
import org.miltermanager.milters.clamd.ClamdSettings.OnInfected;
import org.miltermanager.milters.scan.OnLarge;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.milters.scan.Refusal;
import org.miltermanager.milters.scan.Scope;
import org.miltermanager.service.ServiceSettings;
import org.miltermanager.transport.Endpoint;

/** Settings of tests. */
final class ClamdSessions {
    static final Duration CONNECT = Duration.ofMillis(500);
    static final Duration TRANSFER = Duration.ofMillis(500);
    static final Duration EXCHANGE = Duration.ofMillis(1_500);
    static final Refusal REFUSAL = new Refusal(550, "5.7.1 Virus found: %v");

    private ClamdSessions() {}

    static ServiceSettings servers(ScriptedService... services) {
        return new ServiceSettings(
                Arrays.stream(services)
                        .map(service -> Endpoint.parse(service.spec()))
                        .toList(),
                CONNECT,
                TRANSFER,
                EXCHANGE,
                Duration.ofMinutes(1));
    }

    static ClamdSettings settings(ServiceSettings servers, OnInfected infected) {
        return settings(servers, infected, OnLarge.ACCEPT, OwnHeaders.REPLACE);
    }

    static ClamdSettings settings(ServiceSettings servers, OnInfected infected, OnLarge large, OwnHeaders headers) {
        return new ClamdSettings(
                servers,
                new Scope(
                        1 << 20, large, List.of("friend@example.net", "friends.example"), List.of("abuse@example.org")),
                infected,
                REFUSAL,
                headers,
                Optional.of("mx.example.org"));
    }
}
