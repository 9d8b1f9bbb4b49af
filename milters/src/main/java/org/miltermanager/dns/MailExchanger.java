package org.miltermanager.dns;

/**
 * One MX record.
 *
 * @param preference lower ones are tried first; 0 to 65535
 * @param host its name; empty is "no mail is taken" (RFC 7505)
 */
public record MailExchanger(int preference, String host) {}
