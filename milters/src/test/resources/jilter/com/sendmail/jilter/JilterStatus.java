package com.sendmail.jilter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/** A stand-in with the public shape of jilter 1.2's class of this name: a status writes the packet that it stands for. */
public abstract class JilterStatus {
    public static final JilterStatus SMFIS_CONTINUE = packet("c");
    public static final JilterStatus SMFIS_REJECT = packet("r");
    public static final JilterStatus SMFIS_DISCARD = packet("d");
    public static final JilterStatus SMFIS_ACCEPT = packet("a");
    public static final JilterStatus SMFIS_TEMPFAIL = packet("t");

    public abstract void sendReplyPacket(WritableByteChannel writeChannel) throws IOException;

    public static JilterStatus makeCustomStatus(String rcode, String xcode, String[] messageLines) {
        var text = new StringBuilder("y");
        for (int i = 0; i < messageLines.length; i++) {
            boolean last = i == messageLines.length - 1;
            text.append(rcode).append(last ? " " : "-").append(xcode).append(' ').append(messageLines[i]).append(last ? "\0" : "\r\n");
        }
        return packet(text.toString());
    }

    /** In two writes, as jilter does it. */
    private static JilterStatus packet(String octets) {
        return new JilterStatus() {
            @Override
            public void sendReplyPacket(WritableByteChannel writeChannel) throws IOException {
                writeChannel.write(ByteBuffer.allocate(4).putInt(octets.length()).flip());
                writeChannel.write(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)));
            }
        };
    }
}
