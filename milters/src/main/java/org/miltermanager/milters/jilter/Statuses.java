package org.miltermanager.milters.jilter;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;
import org.miltermanager.codec.MalformedPacket;
import org.miltermanager.codec.MilterCodec;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.GarbledReply;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Progress;
import org.miltermanager.wire.Reply;
import org.miltermanager.wire.Verdict;

/** What a {@code JilterStatus} means. It keeps that to itself, but writes the packet that a mail server would get. */
final class Statuses {
    private static final int LENGTH = Integer.BYTES;

    private Statuses() {}

    /** @throws MilterFailure if it is null, or no verdict */
    static Verdict verdict(HandlerClass handler, String callback, @Nullable Object status) {
        if (status == null) {
            throw new MilterFailure(handler.name() + "." + callback + " returned null; expected a JilterStatus");
        }
        try {
            Reply reply = MilterCodec.decodeReply(packet(handler, status));
            return switch (reply) {
                case Verdict verdict -> verdict;
                case GarbledReply garbled -> garbled.instead();
                case Edit _, Negotiate _, Progress _ ->
                    throw new MilterFailure(handler.name() + "." + callback + " returned no verdict");
            };
        } catch (MalformedPacket malformed) {
            throw new MilterFailure(
                    handler.name() + "." + callback + " returned an unknown status: " + malformed.getMessage(),
                    malformed);
        }
    }

    private static ByteBuf packet(HandlerClass handler, Object status) {
        var octets = new ByteArrayOutputStream();
        try {
            handler.status()
                    .getMethod("sendReplyPacket", WritableByteChannel.class)
                    .invoke(status, Channels.newChannel(octets));
        } catch (InvocationTargetException e) {
            throw new MilterFailure(handler.name() + ": its status cannot be read: " + e.getTargetException(), e);
        } catch (ReflectiveOperationException e) {
            throw new MilterFailure(handler.name() + ": not the jilter that is known: " + e, e);
        }
        ByteBuf frame = Unpooled.wrappedBuffer(octets.toByteArray());
        return frame.skipBytes(Math.min(LENGTH, frame.readableBytes()));
    }
}
