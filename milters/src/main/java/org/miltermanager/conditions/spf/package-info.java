/**
 * Whether a host may send mail for a domain, as the domain's owner says in the DNS: the Sender Policy Framework, RFC 7208.
 *
 * <p>{@link org.miltermanager.conditions.spf.Spf} is {@code check_host()}. A record is read completely before any of it is evaluated
 * ({@link org.miltermanager.conditions.spf.PolicyReader}), so that a mistake anywhere is one (4.6); the evaluation is straight-line code that waits for the DNS
 * on a virtual thread of its own.
 *
 * <p>An evaluator of our own, since the one there is for Java (jSPF 1.0.5) knows no limit of void lookups and of mail exchangers and waits for the
 * DNS on the thread that asks.
 */
@NullMarked
package org.miltermanager.conditions.spf;

import org.jspecify.annotations.NullMarked;
