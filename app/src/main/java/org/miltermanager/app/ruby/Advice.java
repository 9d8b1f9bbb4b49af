package org.miltermanager.app.ruby;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/** What to do about the directives that have no counterpart among our keys. */
final class Advice {
    private static final String ONE_PROCESS =
            "leave it out: one process serves all sessions, without an event loop to tune";
    private static final String SYSTEMD_STARTS =
            "start the milter itself by systemd, with Restart=on-failure: systemctl enable --now its unit";
    private static final String CLIENT_GONE =
            "leave it out: the mail server tells when a client is gone, and then the message ends";
    private static final String NO_CONTROL_SOCKET =
            "leave it out: 'milter-manager reload' and 'milter-manager check' take its place";
    private static final String OWN_CONDITION =
            "what Ruby computes cannot be carried over: write it as an expression below [condition.NAME], and NAME"
                    + " into the when of the milters that have it";
    private static final String POLICY =
            "write it into the when of its milters, in terms of client.address, client.name, helo, sender and"
                    + " recipient";
    private static final String ACCOUNTS =
            "write when = 'recipient in file(\"/PATH\")' for the milters, and the accounts into that file, one a line";
    private static final String DATABASE =
            "leave it out unless Ruby of yours asks the database: that part needs a milter of your own";

    private static final Map<String, String> BY_NAME = Map.ofEntries(
            entry("manager.n_workers", ONE_PROCESS),
            entry("manager.event_loop_backend", ONE_PROCESS),
            entry("manager.event_loop_created", ONE_PROCESS),
            entry("manager.packet_buffer_size", "leave it out: packets are always written together"),
            entry("manager.chunk_size", "leave it out: each milter gets the body in the chunks that it asked for"),
            entry("manager.max_pending_finished_sessions", "leave it out: a session is freed when it ends"),
            entry("manager.maintenance_interval", "leave it out: nothing needs maintenance"),
            entry("manager.maintained", "leave it out: nothing needs maintenance"),
            entry("manager.report_memory_statistics", "leave it out: systemctl status shows the memory"),
            entry("manager.suspend_time_on_unacceptable", "leave it out: connections wait in the queue of the socket"),
            entry(
                    "manager.max_file_descriptors",
                    "set LimitNOFILE= with 'systemctl edit milter-manager'; the packaged limit is usually enough"),
            entry("manager.daemon", "leave it out: systemd takes the program to the background"),
            entry(
                    "manager.remove_unix_socket_on_create",
                    "leave it out: a socket that nobody listens on is replaced, one in use is not"),
            entry("manager.remove_unix_socket_on_close", "leave it out: our socket is removed at the end"),
            entry("manager.custom_configuration_directory", "leave it out: put further files into conf.d"),
            entry(
                    "manager.fallback_status",
                    "leave it out: each milter's on-failure decides, and milter_default_action of Postfix where we are not there"),
            entry("manager.fallback_status_at_disconnect", CLIENT_GONE),
            entry("manager.connection_check_interval", CLIENT_GONE),
            entry("manager.define_connection_checker", CLIENT_GONE),
            entry("manager.use_netstat_connection_checker", CLIENT_GONE),
            entry("security.privilege_mode", "leave it out: no milter is started by the manager; systemd does that"),
            entry("package.platform", "leave it out: what the host runs is found when the program starts"),
            entry("package.options", "leave it out: what the host runs is found when the program starts"),
            entry("define_applicable_condition", OWN_CONDITION),
            entry("define_policy", POLICY),
            entry("restrict_accounts_by_list", ACCOUNTS),
            entry("restrict_accounts_generic", ACCOUNTS),
            entry(
                    "defined_milters.each",
                    "write the keys below each [[milter]] that is meant; --show-config lists all of them"),
            entry("milter.command", SYSTEMD_STARTS),
            entry("milter.command_options", SYSTEMD_STARTS),
            entry("milter.user_name", SYSTEMD_STARTS));

    private static final Map<String, String> BY_RECEIVER =
            Map.of("controller", NO_CONTROL_SOCKET, "database", DATABASE, "netstat", CLIENT_GONE);

    private Advice() {}

    /** For a directive that we do not have; {@code name} may be empty. */
    static String on(List<String> name) {
        String byName = BY_NAME.get(String.join(".", name));
        if (byName != null) {
            return byName;
        }
        return BY_RECEIVER.getOrDefault(
                name.isEmpty() ? "" : name.getFirst(),
                "is not among what can be carried over; --config-reference lists what can be said");
    }

    /** For a directive that we have, or do not have, with a value that only Ruby knows. */
    static String onRuby(List<String> name) {
        String byName = BY_NAME.get(String.join(".", name));
        return byName != null ? byName : "only Ruby knows what this means: write the value that is meant by hand";
    }
}
