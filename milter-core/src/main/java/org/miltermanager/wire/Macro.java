package org.miltermanager.wire;

/**
 * A value that the mail server tells beside the protocol, such as the queue id.
 *
 * @param name as it stood on the wire, with or without braces
 * @param value may be empty ({@code {mail_addr}} of the null sender)
 */
public record Macro(String name, String value) {
    /** @return the name without braces: {@code {i}} and {@code i} are the same macro */
    public static String bare(String name) {
        return name.length() > 2 && name.startsWith("{") && name.endsWith("}")
                ? name.substring(1, name.length() - 1)
                : name;
    }
}
