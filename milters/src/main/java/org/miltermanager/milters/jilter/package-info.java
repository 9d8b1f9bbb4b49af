/**
 * Handlers written for jilter ({@code com.sendmail.jilter}, 2001 to 2007), run unchanged: the administrator brings the JAR files, that of
 * jilter among them, which is under a licence of its own and in no public repository. Nothing here is compiled against it; its
 * public interface is called by reflection.
 *
 * <p>To a handler the program looks like jilter's own server behind a mail server that speaks version 2 of the protocol: one instance and
 * one thread for each connection, the callbacks of that version, macros as Properties, header values without the space behind the
 * colon. Two things are better than there: a client's IPv6 address is told, and octets above 127 arrive as ISO-8859-1.
 */
@NullMarked
package org.miltermanager.milters.jilter;

import org.jspecify.annotations.NullMarked;
