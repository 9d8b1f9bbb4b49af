/**
 * SpamAssassin's daemon as a milter: each message is shown to spamd (SPAMC/1.5), with what is known of its client and its envelope as
 * spamass-milter tells it, and the points that it gets decide what becomes of it.
 *
 * <p>A milter is shown the content when all of the message has arrived. It is then read from where the chain keeps it and written to spamd;
 * only a compressed request is made up in memory before, and no message is longer than {@code max-size}.
 *
 * <p>spamd is asked for as little as will do: HEADERS for its marks, PROCESS where the body of spam is to be as it would deliver it, SYMBOLS
 * where nothing is to be marked. The names of the rules come with each of them, so that CHECK is of no use; nor is REPORT, which is the text
 * alone: where {@code report_safe} wants it, PROCESS has it, with the message attached to it.
 */
@NullMarked
package org.miltermanager.milters.spamd;

import org.jspecify.annotations.NullMarked;
