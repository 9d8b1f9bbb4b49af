package org.miltermanager.wire;

import java.util.Optional;

/**
 * SMFIC_CONNECT: an SMTP client has connected.
 *
 * @param hostname as the mail server tells it, with the address in brackets where there is none; see {@link #verifiedName}
 * @param family what kind of address follows
 * @param port 0 to 65535; 0 for unix and unknown
 * @param address as the mail server wrote it: Postfix {@code 2001:db8::1}, Sendmail {@code IPv6:2001:db8:0:0:0:0:0:1}, with XCLIENT
 *     even {@code unknown}; empty for {@link Family#UNKNOWN}
 */
public record Connect(String hostname, Family family, int port, String address) implements Event {
    /** SMFIA_*: the kind of a client's address. */
    public enum Family {
        UNKNOWN('U'),
        UNIX('L'),
        INET('4'),
        INET6('6');

        private final char octet;

        Family(char octet) {
            this.octet = octet;
        }

        /** The octet on the wire. */
        public char octet() {
            return octet;
        }
    }

    /**
     * Its name, where the mail server has verified that it leads back to the address. Postfix shows no other name; Sendmail shows it, and says
     * so in {@code {client_resolve}}, which it does not tell by default, and in {@code _}.
     *
     * @param told at this stage
     */
    public Optional<String> verifiedName(Macros told) {
        boolean none = hostname.isEmpty() || hostname.startsWith("[") || hostname.equalsIgnoreCase("unknown");
        boolean doubtful = told.get("client_resolve")
                        .filter(result -> !result.equals("OK"))
                        .isPresent()
                || told.get("_")
                        .filter(from -> from.strip().endsWith("(may be forged)"))
                        .isPresent();
        return none || doubtful ? Optional.empty() : Optional.of(hostname);
    }

    @Override
    public Stage stage() {
        return Stage.CONNECT;
    }
}
