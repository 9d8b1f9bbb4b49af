package org.miltermanager.conditions.spf.suite;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.miltermanager.fixtures.dns.DnsServer;
import org.miltermanager.fixtures.dns.Misdeed;
import org.miltermanager.fixtures.dns.RecordType;
import org.miltermanager.fixtures.dns.Zone;

/**
 * Cases that share a zone.
 *
 * @param zone by name: records as maps of one entry, or {@code TIMEOUT}
 */
record Scenario(String description, List<SuiteCase> cases, Map<String, Object> zone) {
    static Scenario of(Map<String, Object> document) {
        return new Scenario(
                String.valueOf(document.get("description")),
                map(document.get("tests")).entrySet().stream()
                        .map(entry -> SuiteCase.of(entry.getKey(), map(entry.getValue())))
                        .toList(),
                map(document.get("zonedata")));
    }

    /** Makes a server know the zone and nothing else. */
    void teach(DnsServer server) {
        server.reset();
        zone.forEach((name, records) -> {
            if (records instanceof List<?> list) {
                teach(server, name, list);
            }
        });
    }

    /** SPF records count as TXT where a name has no TXT of its own, {@code NONE} included; what times out is what is not there. */
    private static void teach(DnsServer server, String name, List<?> records) {
        boolean ownTexts =
                records.stream().anyMatch(record -> record instanceof Map<?, ?> map && map.containsKey("TXT"));
        boolean texts = false;
        for (Object record : records) {
            if (record instanceof Map<?, ?> map) {
                var entry = map.entrySet().iterator().next();
                String type = String.valueOf(entry.getKey());
                boolean text = type.equals("TXT") || (type.equals("SPF") && !ownTexts);
                if (!"NONE".equals(entry.getValue())) {
                    texts |= text;
                    add(server.zone(), name, text ? "TXT" : type, Objects.requireNonNull(entry.getValue()));
                }
            }
        }
        if (records.contains("TIMEOUT") && !texts) {
            server.misdeed(name, Misdeed.SILENCE);
        }
    }

    private static void add(Zone zone, String name, String type, Object value) {
        switch (RecordType.valueOf(type)) {
            case A -> zone.a(name, value.toString());
            case AAAA -> zone.aaaa(name, value.toString());
            case CNAME -> zone.cname(name, name(value));
            case PTR -> zone.ptr(name, name(value));
            case MX -> {
                var exchanger = (List<?>) value;
                zone.mx(name, Integer.parseInt(text(exchanger.get(0))), name(exchanger.get(1)));
            }
            case TXT, SPF -> {
                if (value instanceof List<?> strings) {
                    zone.strings(
                            name,
                            RecordType.valueOf(type),
                            strings.stream().map(Scenario::text).toList());
                } else if (type.equals("TXT")) {
                    zone.txt(name, value.toString());
                }
            }
            case SOA -> throw new IllegalArgumentException("a zone has its SOA by itself");
        }
    }

    /** Some stand with their last dot. */
    private static String name(Object value) {
        return text(value).replaceFirst("\\.$", "");
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
