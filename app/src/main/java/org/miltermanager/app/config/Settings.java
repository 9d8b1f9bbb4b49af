package org.miltermanager.app.config;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.miltermanager.app.condition.ConditionSettings;
import org.miltermanager.chain.MailServer;
import org.miltermanager.transport.Endpoint;

/**
 * The effective configuration as values; what each key means in detail is said once, in {@code Schema}. Immutable.
 *
 * @param listen where the mail server connects
 * @param mta the mail server in front; empty: told from its macros
 * @param user account to run as when started as root; empty: the account that started the program
 * @param group group to run as when started as root; empty: the user's own groups
 * @param pidFile file that takes the process id; empty: none
 * @param control unix socket for commands to the daemon; empty: none
 * @param socket mode and group of the socket that {@code listen} names
 * @param log how much is logged, and where to
 * @param limits what one mail server, milter or message may take
 * @param nonSmtp mail that does not come by SMTP
 * @param milters in the order in which they are asked, the disabled ones included
 * @param conditions under which they are asked: what is configured of those that there are, and those of the operator
 * @param rules what is done with mail without asking a milter, in their order
 */
public record Settings(
        Endpoint listen,
        Optional<MailServer> mta,
        Optional<String> user,
        Optional<String> group,
        Optional<Path> pidFile,
        Optional<Path> control,
        Socket socket,
        Log log,
        Limits limits,
        NonSmtp nonSmtp,
        List<MilterSettings> milters,
        ConditionSettings conditions,
        List<RuleSettings> rules) {
    public Settings {
        milters = List.copyOf(milters);
        rules = List.copyOf(rules);
    }

    /**
     * Who may open the unix socket that we listen on.
     *
     * @param mode permissions of the socket file
     * @param group its group; empty: the group of the process that creates it
     */
    public record Socket(Set<PosixFilePermission> mode, Optional<String> group) {
        public Socket {
            mode = Set.copyOf(mode);
        }
    }

    /**
     * The log.
     *
     * @param level messages of this weight and heavier ones are written
     * @param target where to
     * @param facility under which name syslog files them
     */
    public record Log(LogLevel level, LogTarget target, SyslogFacility facility) {}

    /**
     * What mail servers, milters and messages may take before they are refused.
     *
     * @param frame octets of the largest packet that is read, 131,072 to 1,073,741,823
     * @param sessions mail server connections at the same time; 0: no limit
     * @param sessionThreads what each of them runs on
     * @param headers header fields of a message
     * @param headerSize octets of all header fields of a message together
     * @param edits changes that one milter may make to one message
     * @param memory octets of the bodies and headers of all messages together that are kept in memory
     * @param bodyMemory octets of a body that are kept in memory; what is beyond goes to a file
     * @param spoolSize octets of a body
     * @param spoolDirectory where that file is made, and unlinked at once
     * @param stageDeadline for all milters together to answer one envelope command; empty: what the mail server allows
     * @param messageDeadline for all milters together to decide on one message; empty: what the mail server and its clients allow
     * @param shutdownGrace for the messages that are under way when the program ends; zero: none
     */
    public record Limits(
            int frame,
            int sessions,
            SessionThreads sessionThreads,
            int headers,
            long headerSize,
            int edits,
            long memory,
            long bodyMemory,
            long spoolSize,
            Path spoolDirectory,
            Optional<Duration> stageDeadline,
            Optional<Duration> messageDeadline,
            Duration shutdownGrace) {}

    /**
     * Mail that does not come by SMTP ({@code non_smtpd_milters} of Postfix).
     *
     * @param guard whether a milter's refusal of a recipient is answered at the end of the message instead: Postfix would keep the mail in
     *     its queue for ever
     */
    public record NonSmtp(boolean guard) {}
}
