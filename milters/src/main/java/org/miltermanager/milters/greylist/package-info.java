/**
 * Greylisting: who has not written before is asked to come again. Mail servers do; much that sends unwanted mail does not.
 *
 * <p>Each recipient is decided for itself, at RCPT: by the client's network, the sender and the recipient. Who came again in time is remembered,
 * and after some mails the whole network. What is remembered is kept in a {@link org.miltermanager.milters.greylist.store.GreylistStore},
 * which outlives the program and may be shared by several mail hosts.
 */
@NullMarked
package org.miltermanager.milters.greylist;

import org.jspecify.annotations.NullMarked;
