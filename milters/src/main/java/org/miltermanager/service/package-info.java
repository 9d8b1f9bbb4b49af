/**
 * Client connections to services that judge content and are no milters: clamd, spamd. One exchange is one connection: a request, which may
 * be as long as a message, and a reply. There is a deadline for connecting, one for each read and write, and one for all that a message may
 * cost; of several servers the least busy one is asked, the next where it fails, and one that failed is left alone for a while.
 *
 * <p>Blocking calls on the thread of the session, which may be a virtual one. Libraries for these two were looked at, and none fits:
 * {@code clamav-client} of solita (1.0.1) speaks TCP alone, connects without a deadline and takes a reply for complete when nothing more has
 * arrived yet; that of capybara (2.1.2) speaks TCP alone and reads without a deadline; {@code spamc} of alphabox (0.1.2) wants a whole message
 * as text; the classes of Apache James belong to its server. None has unix sockets.
 */
@NullMarked
package org.miltermanager.service;

import org.jspecify.annotations.NullMarked;
