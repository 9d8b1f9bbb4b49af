package org.miltermanager.milters.jilter;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.wire.ReplyCode;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Verdict;

/** What a {@code JilterStatus} means. It keeps that to itself, but writes the packet that a mail server would get. */
final class Statuses {
    /** Four octets of length. */
    private static final int CODE_AT = Integer.BYTES;

    private Statuses() {}

    /** @throws MilterFailure if it is null, or no verdict */
    static Verdict verdict(HandlerClass handler, String callback, @Nullable Object status) {
        if (status == null) {
            throw new MilterFailure(handler.name() + "." + callback + " returned null; expected a JilterStatus");
        }
        String packet = packet(handler, status);
        return verdict(packet)
                .orElseThrow(() -> new MilterFailure(handler.name() + "." + callback
                        + " returned a status that is no verdict, in " + packet.length() + " octets"));
    }

    private static Optional<Verdict> verdict(String packet) {
        if (packet.length() <= CODE_AT) {
            return Optional.empty();
        }
        char code = packet.charAt(CODE_AT);
        return code == ReplyCode.SMTP_REPLY.octet()
                ? SmtpReply.parse(packet.substring(CODE_AT + 1).replace("\0", ""))
                        .map(reply -> reply)
                : Arrays.stream(Ruling.values())
                        .filter(ruling -> ruling.code().octet() == code)
                        .<Verdict>map(ruling -> ruling)
                        .findFirst();
    }

    private static String packet(HandlerClass handler, Object status) {
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
        return octets.toString(StandardCharsets.ISO_8859_1);
    }
}
