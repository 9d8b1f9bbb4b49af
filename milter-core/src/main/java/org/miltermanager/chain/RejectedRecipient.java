package org.miltermanager.chain;

import java.util.regex.Pattern;
import org.miltermanager.wire.Macros;

/**
 * A recipient that the mail server rejects itself, and shows those milters that asked for it (SMFIP_RCPT_REJ). It says so in the macros:
 * {@code {rcpt_mailer}} is {@code error}, {@code {rcpt_host}} the enhanced status code, {@code {rcpt_addr}} the reply's text. The first of
 * them does not tell: Postfix resolves each recipient in {@code virtual_alias_domains} to {@code error}, those included that it accepts, and
 * then the host is {@code 5.1.1 User unknown in virtual alias table} and the address an address (measured on 3.7).
 */
final class RejectedRecipient {
    private static final Pattern STATUS = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");
    /** A blank can stand in an address only where its local part is quoted. */
    private static final Pattern ADDRESS = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"@\\S+|\\S*");

    private RejectedRecipient() {}

    /** @param macros of the recipient; where in doubt it is one like any other, so that it passes no milter */
    static boolean is(Macros macros) {
        return macros.get("rcpt_mailer").filter("error"::equals).isPresent()
                && macros.get("rcpt_host")
                        .filter(host -> STATUS.matcher(host).matches())
                        .isPresent()
                && macros.get("rcpt_addr")
                        .filter(text -> !ADDRESS.matcher(text).matches())
                        .isPresent();
    }
}
