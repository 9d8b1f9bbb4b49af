/**
 * ClamAV's daemon as a milter: each message is shown to clamd, headers and body, and what becomes of an infected one is the operator's
 * choice. In the words of {@code clamav-milter.conf} where it has one.
 *
 * <p>A long message is streamed to clamd while it arrives, where nobody before this milter in the list can change it any more: where it is the
 * first that takes the content, or a concurrent one. Otherwise it is streamed when those before it have had it. In either case it is read
 * from where the chain keeps it (memory, or a file) and written to clamd in the same breath: there is no second copy, neither in memory nor
 * on disk. When a server fails in the middle, the next one gets it from its begin.
 */
@NullMarked
package org.miltermanager.milters.clamd;

import org.jspecify.annotations.NullMarked;
