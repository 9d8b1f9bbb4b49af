package org.miltermanager.app.condition;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.miltermanager.condition.Network;
import org.miltermanager.conditions.dnslist.DnsList;
import org.miltermanager.conditions.table.TableSettings;
import org.miltermanager.dns.ResolverSettings;

/**
 * What is configured of the conditions, and those that the operator has made. Immutable.
 *
 * @param dns how it is asked, also by milters that run inside
 * @param spfDeadline for all that is asked about one sender
 * @param tables in directories and databases, by their names
 * @param own expressions by the name of the condition, in the order of the files
 */
public record ConditionSettings(
        S25r s25r,
        Networks networks,
        Trust trust,
        Stress stress,
        ResolverSettings dns,
        BlockLists dnsbl,
        Duration spfDeadline,
        Map<String, TableSettings> tables,
        Map<String, String> own) {
    public ConditionSettings {
        tables = Map.copyOf(tables);
        own = Collections.unmodifiableMap(new LinkedHashMap<>(own));
    }

    /**
     * Which names look like home connections.
     *
     * @param ipv4Only whether clients without an IPv4 address are proper in any case
     * @param mailServices whether the hosts of large mail services are proper in any case
     * @param whiteList entries of names that are proper
     * @param whiteListFile a file with more of them
     * @param blackList entries of names that are not
     * @param blackListFile a file with more of them
     */
    public record S25r(
            boolean ipv4Only,
            boolean mailServices,
            List<String> whiteList,
            Optional<Path> whiteListFile,
            List<String> blackList,
            Optional<Path> blackListFile) {
        public S25r {
            whiteList = List.copyOf(whiteList);
            blackList = List.copyOf(blackList);
        }
    }

    /**
     * Which clients are ours.
     *
     * @param own networks beside the private ones
     * @param remote networks that are not ours, also inside of others that are
     * @param mynetworks whether Postfix's {@code mynetworks} are ours, too
     */
    public record Networks(List<Network> own, List<Network> remote, boolean mynetworks) {
        public Networks {
            own = List.copyOf(own);
            remote = List.copyOf(remote);
        }
    }

    /**
     * Which senders are trusted.
     *
     * @param mailServices whether the domains of large mail services are trusted as well
     * @param domains entries of domains
     * @param file a file with more of them
     * @param proof of which one is enough that the sender's domain is not forged; none: it is taken at its word
     */
    public record Trust(boolean mailServices, List<String> domains, Optional<Path> file, List<Proof> proof) {
        /** Domains of large mail services, as milter manager trusts them. */
        public static final List<String> MAIL_SERVICES = List.of(
                "gmail.com", "hotmail.com", "msn.com", "yahoo.co.jp", "softbank.ne.jp", "ezweb.ne.jp", "docomo.ne.jp");

        public Trust {
            domains = List.copyOf(domains);
            proof = List.copyOf(proof);
        }

        /** What shows that a mail comes from the domain that it says. */
        public enum Proof {
            /** The domain lets the client send for it. */
            SPF,
            /** A milter earlier in the list has found a signature of the domain. */
            DKIM
        }
    }

    /**
     * Which lists in the DNS are asked about clients.
     *
     * @param lists with their weights
     * @param threshold from which sum of weights on a client is listed
     * @param deadline for their answers
     */
    public record BlockLists(List<DnsList> lists, int threshold, Duration deadline) {
        public BlockLists {
            lists = List.copyOf(lists);
        }
    }

    /**
     * When there is stress.
     *
     * @param sessions from how many sessions on; 0: three quarters of what Postfix's smtpd is limited to, or we
     * @param limit of our sessions; 0: none
     */
    public record Stress(int sessions, int limit) {}
}
