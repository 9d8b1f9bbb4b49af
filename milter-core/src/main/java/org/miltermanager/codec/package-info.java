/**
 * Octets to {@link org.miltermanager.wire} and back: one packet ({@link org.miltermanager.codec.MilterCodec}), and packets on a
 * channel ({@link org.miltermanager.codec.FrameReader}, {@link org.miltermanager.codec.FrameWriter}).
 *
 * <p>Every frame, in both directions: a length of four octets, big-endian, that counts what follows; a code; data. Whatever a peer
 * sends becomes a value or a {@link org.miltermanager.codec.MalformedPacket}. What is refused is what libmilter
 * ({@code engine.c}) refuses of a mail server, and what Postfix ({@code milter8.c}) refuses of a milter.
 *
 * <p>The only package of core that names {@code io.netty}: its buffers go no further.
 */
@NullMarked
package org.miltermanager.codec;

import org.jspecify.annotations.NullMarked;
