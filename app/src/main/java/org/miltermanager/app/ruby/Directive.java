package org.miltermanager.app.ruby;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.Function;

/**
 * A directive of milter manager that has a counterpart.
 *
 * @param key path of our key
 * @param reading from its value to ours
 */
record Directive(String key, Function<Value, Object> reading) {
    /** Of the program as a whole. */
    static final Map<String, Directive> TOP = Map.ofEntries(
            entry("manager.connection_spec", new Directive("listen", Reading::text)),
            entry("manager.unix_socket_mode", new Directive("socket.mode", Reading::mode)),
            entry("manager.unix_socket_group", new Directive("socket.group", Reading::text)),
            entry("manager.pid_file", new Directive("pid-file", Reading::text)),
            entry("manager.max_connections", new Directive("limits.sessions", Reading::count)),
            entry("security.effective_user", new Directive("user", Reading::text)),
            entry("security.effective_group", new Directive("group", Reading::text)),
            entry("log.level", new Directive("log.level", Reading::level)),
            entry("log.syslog_facility", new Directive("log.facility", Reading::text)),
            entry("s25r.only_check_ipv4", new Directive("s25r.ipv4-only", Reading::flag)),
            entry("s25r.check_only_ipv4", new Directive("s25r.ipv4-only", Reading::flag)),
            entry("stress.threshold_n_connections", new Directive("stress.sessions", Reading::sessions)),
            entry("dnsbl.name_server", new Directive("dns.servers", Reading::texts)),
            entry("dnsbl.name_servers", new Directive("dns.servers", Reading::texts)));

    /** Of one milter. */
    static final Map<String, Directive> MILTER = Map.of(
            "connection_spec", new Directive("connect", Reading::text),
            "description", new Directive("description", Reading::text),
            "enabled", new Directive("enabled", Reading::flag),
            "fallback_status", new Directive("on-failure", Reading::policy),
            "evaluation_mode", new Directive("evaluation", Reading::flag),
            "reputation_mode", new Directive("evaluation", Reading::flag),
            "connection_timeout", new Directive("deadlines.connect", Reading::seconds),
            "reading_timeout", new Directive("deadlines.command", Reading::seconds),
            "end_of_message_timeout", new Directive("deadlines.message", Reading::seconds));
}
