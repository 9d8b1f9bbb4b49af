package org.miltermanager.wire;

/**
 * SMFIC_CONNECT: an SMTP client has connected.
 *
 * @param hostname verified name, or the address in brackets where there is none
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

    @Override
    public Stage stage() {
        return Stage.CONNECT;
    }
}
