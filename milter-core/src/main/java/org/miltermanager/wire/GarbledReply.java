package org.miltermanager.wire;

/**
 * SMFIR_REPLYCODE with a text that is no SMTP reply. Postfix answers one with 451 4.3.5 for the rest of the session, so it must never
 * be passed on.
 *
 * @param text as received, up to its first NUL
 * @param instead what it comes closest to: reject or tempfail
 */
public record GarbledReply(String text, Ruling instead) implements Reply {}
