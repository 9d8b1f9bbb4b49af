package org.miltermanager.wire;

/**
 * SMFIC_HEADER: one header field, folded lines joined by LF and their white space.
 *
 * @param name as spelled in the message
 * @param value what follows the colon. In core that is the exact text, leading blank included (SMFIP_HDR_LEADSPC); towards a milter
 *     that did not negotiate that flag, one leading space is missing
 */
public record Header(String name, String value) implements Event {
    @Override
    public Stage stage() {
        return Stage.HEADER;
    }

    /** The value without the one space that mail programs write after the colon. */
    public String text() {
        return withoutBlank(value);
    }

    /** What a peer without SMFIP_HDR_LEADSPC is shown: one space less (Postfix and Sendmail eat a space, not a tab). */
    public static String withoutBlank(String value) {
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    /** What a peer without SMFIP_HDR_LEADSPC means by a value: one space more. */
    public static String withBlank(String value) {
        return " " + value;
    }
}
