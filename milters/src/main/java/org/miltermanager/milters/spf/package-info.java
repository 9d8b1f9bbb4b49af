/**
 * SPF as a milter: says in headers whether the client may send for the sender's domain (RFC 7208, RFC 8601), and can refuse those that may
 * not. Of mail that is refused the client is told what the domain has to say about it.
 *
 * <p>The DNS is asked when MAIL comes, and waited for when the answer is needed: at once where mail can be refused, else at the end of the
 * message.
 */
@NullMarked
package org.miltermanager.milters.spf;

import org.jspecify.annotations.NullMarked;
