package org.miltermanager.app.ruby;

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
    static final Map<String, Directive> TOP = Map.of(
            "manager.connection_spec", new Directive("listen", Reading::text),
            "manager.unix_socket_mode", new Directive("socket.mode", Reading::mode),
            "manager.unix_socket_group", new Directive("socket.group", Reading::text),
            "manager.pid_file", new Directive("pid-file", Reading::text),
            "manager.max_connections", new Directive("limits.sessions", Reading::count),
            "security.effective_user", new Directive("user", Reading::text),
            "security.effective_group", new Directive("group", Reading::text),
            "log.level", new Directive("log.level", Reading::level),
            "log.syslog_facility", new Directive("log.facility", Reading::text));

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
