/**
 * Who is asked, and whose verdict stands: the list of milters of one SMTP session, with the semantics of Postfix's own list
 * ({@code src/milter/milter.c}, {@code milter8.c}), or Sendmail's where Sendmail is in front.
 *
 * <p>Knows nothing of sockets: a milter is whatever implements {@link org.miltermanager.milter.Milter}.
 */
@NullMarked
package org.miltermanager.chain;

import org.jspecify.annotations.NullMarked;
