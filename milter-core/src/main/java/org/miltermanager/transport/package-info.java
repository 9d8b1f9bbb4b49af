/**
 * Sockets, frames and deadlines. The only package that opens sockets.
 *
 * <p>All channels are blocking and used by the thread of their session; a deadline closes the channel, and the thread that was blocked in it gets an
 * exception that says so.
 */
@NullMarked
package org.miltermanager.transport;

import org.jspecify.annotations.NullMarked;
