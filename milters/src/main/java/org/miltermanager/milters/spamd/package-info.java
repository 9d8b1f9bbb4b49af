/**
 * SpamAssassin's daemon as a milter: each message is shown to spamd (SPAMC/1.5), with what is known of its client and its envelope as
 * spamass-milter tells it, and the points that it gets decide what becomes of it.
 *
 * <p>A milter is shown the content when all of the message has arrived. It is then read from where the chain keeps it and written to spamd;
 * only a compressed request is made up in memory before, and no message is longer than {@code max-size}.
 */
@NullMarked
package org.miltermanager.milters.spamd;

import org.jspecify.annotations.NullMarked;
