package org.miltermanager.codec;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.AddRecipient;
import org.miltermanager.wire.BodyChunk;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.ChangeSender;
import org.miltermanager.wire.Command;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Connect.Family;
import org.miltermanager.wire.Control;
import org.miltermanager.wire.DefineMacros;
import org.miltermanager.wire.DeleteRecipient;
import org.miltermanager.wire.EndOfBody;
import org.miltermanager.wire.GarbledReply;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.InsertHeader;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Mark;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Progress;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.ReplaceBody;
import org.miltermanager.wire.Reply;
import org.miltermanager.wire.ReplyCode;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.UnknownCommand;

/**
 * SMFIC_* and SMFIR_* packets, both ways. No state, no I/O, no logging; safe for use by any thread.
 *
 * <p>Decoding takes one packet without its length and leaves it empty; encoding appends one frame with its length.
 */
public final class MilterCodec {
    private MilterCodec() {}

    /**
     * What a mail server sent. As lenient as libmilter ({@code engine.c}): SMFIC_CONNECT may lack port and address, and carry any for an
     * unknown family; a macro name without a value is ignored.
     *
     * @throws MalformedPacket where octets are missing or left over, and for an unknown code
     */
    public static Command decodeCommand(ByteBuf packet) {
        var in = new PacketReader(packet);
        return in.exhausted(
                switch (in.commandCode()) {
                    case NEGOTIATE -> Negotiation.offer(in);
                    case MACRO -> macros(in);
                    case CONNECT -> connect(in);
                    case HELO -> new Helo(in.string("a host name"));
                    case MAIL -> new MailFrom(in.string("an address"), in.strings("a parameter"));
                    case RCPT -> new RcptTo(in.string("an address"), in.strings("a parameter"));
                    case DATA -> Mark.DATA;
                    case HEADER -> new Header(in.string("a header name"), in.string("a header value"));
                    case END_OF_HEADERS -> Mark.END_OF_HEADERS;
                    case BODY -> new BodyChunk(in.octets());
                    case END_OF_BODY -> new EndOfBody(in.octets());
                    case UNKNOWN -> new UnknownCommand(in.string("a command line"));
                    case ABORT -> Control.ABORT;
                    case QUIT -> Control.QUIT;
                    case QUIT_NEW_CONNECTION -> Control.QUIT_NEW_CONNECTION;
                });
    }

    /**
     * What a milter sent, as strict as Postfix ({@code milter8.c}). Two texts for people may lack their NUL: that of SMFIR_REPLYCODE,
     * which becomes a {@link GarbledReply} where it is no SMTP reply, and that of SMFIR_QUARANTINE.
     *
     * @throws MalformedPacket where octets are missing or left over, and for an unknown code
     */
    public static Reply decodeReply(ByteBuf packet) {
        var in = new PacketReader(packet);
        return in.exhausted(
                switch (in.replyCode()) {
                    case NEGOTIATE -> Negotiation.answer(in);
                    case CONTINUE -> Ruling.CONTINUE;
                    case ACCEPT -> Ruling.ACCEPT;
                    case REJECT -> Ruling.REJECT;
                    case TEMPFAIL -> Ruling.TEMPFAIL;
                    case DISCARD -> Ruling.DISCARD;
                    case SKIP -> Ruling.SKIP;
                    case SHUTDOWN -> Ruling.SHUTDOWN;
                    case CONN_FAIL -> Ruling.CONN_FAIL;
                    case SMTP_REPLY -> smtpReply(in.text());
                    case PROGRESS -> Progress.PROGRESS;
                    case QUARANTINE -> new Quarantine(in.text());
                    case ADD_HEADER -> new AddHeader(in.string("a header name"), in.string("a header value"));
                    case INSERT_HEADER ->
                        new InsertHeader(in.int32("an index"), in.string("a header name"), in.string("a header value"));
                    case CHANGE_HEADER ->
                        new ChangeHeader(in.int32("an index"), in.string("a header name"), in.string("a header value"));
                    case REPLACE_BODY -> new ReplaceBody(in.octets());
                    case ADD_RECIPIENT -> new AddRecipient(in.string("an address"), "");
                    case ADD_RECIPIENT_PAR -> new AddRecipient(in.string("an address"), optionalParameters(in));
                    case DELETE_RECIPIENT -> new DeleteRecipient(in.string("an address"));
                    case CHANGE_SENDER -> new ChangeSender(in.string("an address"), optionalParameters(in));
                });
    }

    /** Appends a command, as Postfix and Sendmail write it. */
    public static void encode(Command command, ByteBuf out) {
        var packet = new PacketWriter(out, command.code().octet());
        switch (command) {
            case Negotiate offer -> Negotiation.write(offer, packet);
            case DefineMacros(var stage, var values) -> {
                packet.octet(stage);
                values.forEach(macro -> packet.string(macro.name()).string(macro.value()));
            }
            case Connect connect -> write(connect, packet);
            case Helo(var name) -> packet.string(name);
            case MailFrom(var address, var parameters) -> packet.string(address).strings(parameters);
            case RcptTo(var address, var parameters) -> packet.string(address).strings(parameters);
            case Header(var name, var value) -> packet.string(name).string(value);
            case BodyChunk(var content) -> packet.octets(content);
            case EndOfBody(var last) -> packet.octets(last);
            case UnknownCommand(var line) -> packet.string(line);
            case Mark _, Control _ -> {}
        }
        packet.backfillLength();
    }

    /** Appends a reply. A {@link GarbledReply} is written as the ruling that stands for it. */
    public static void encode(Reply reply, ByteBuf out) {
        var packet = new PacketWriter(out, code(reply).octet());
        switch (reply) {
            case Negotiate answer -> Negotiation.write(answer, packet);
            case SmtpReply text -> packet.string(text.packetText());
            case Quarantine(var reason) -> packet.string(reason);
            case AddHeader(var name, var value) -> packet.string(name).string(value);
            case InsertHeader(var index, var name, var value) ->
                packet.int32(index).string(name).string(value);
            case ChangeHeader(var nth, var name, var value) ->
                packet.int32(nth).string(name).string(value);
            case ReplaceBody(var content) -> packet.octets(content);
            case AddRecipient(var address, var parameters) -> write(address, parameters, packet);
            case DeleteRecipient(var address) -> packet.string(address);
            case ChangeSender(var address, var parameters) -> write(address, parameters, packet);
            case Ruling _, Progress _, GarbledReply _ -> {}
        }
        packet.backfillLength();
    }

    /** Appends an offer or an answer: they look the same. */
    public static void encode(Negotiate negotiate, ByteBuf out) {
        encode((Command) negotiate, out);
    }

    private static ReplyCode code(Reply reply) {
        return switch (reply) {
            case Negotiate _ -> ReplyCode.NEGOTIATE;
            case Ruling ruling -> ruling.code();
            case SmtpReply _ -> ReplyCode.SMTP_REPLY;
            case GarbledReply garbled -> garbled.instead().code();
            case Progress _ -> ReplyCode.PROGRESS;
            case Quarantine _ -> ReplyCode.QUARANTINE;
            case AddHeader _ -> ReplyCode.ADD_HEADER;
            case InsertHeader _ -> ReplyCode.INSERT_HEADER;
            case ChangeHeader _ -> ReplyCode.CHANGE_HEADER;
            case ReplaceBody _ -> ReplyCode.REPLACE_BODY;
            case AddRecipient added ->
                added.parameters().isEmpty() ? ReplyCode.ADD_RECIPIENT : ReplyCode.ADD_RECIPIENT_PAR;
            case DeleteRecipient _ -> ReplyCode.DELETE_RECIPIENT;
            case ChangeSender _ -> ReplyCode.CHANGE_SENDER;
        };
    }

    private static DefineMacros macros(PacketReader in) {
        char command = in.octet("the command of the macros");
        List<String> words = in.strings("a macro name or value");
        var values = new ArrayList<Macro>(words.size() / 2);
        for (int i = 0; i + 1 < words.size(); i += 2) {
            values.add(new Macro(words.get(i), words.get(i + 1)));
        }
        return new DefineMacros(command, values);
    }

    private static Connect connect(PacketReader in) {
        String hostname = in.string("a host name");
        Family family = family(in);
        if (family == Family.UNKNOWN) {
            in.ignoreRest();
        }
        int port = in.hasMore() ? in.int16("a port") : 0;
        return new Connect(hostname, family, port, in.hasMore() ? in.string("an address") : "");
    }

    private static Family family(PacketReader in) {
        char octet = in.octet("an address family");
        for (Family family : Family.values()) {
            if (family.octet() == octet) {
                return family;
            }
        }
        throw in.unexpected(octet, "an address family (U, L, 4 or 6)");
    }

    private static Reply smtpReply(String text) {
        return SmtpReply.parse(text)
                .<Reply>map(reply -> reply)
                .orElseGet(() -> new GarbledReply(text, text.startsWith("5") ? Ruling.REJECT : Ruling.TEMPFAIL));
    }

    private static String optionalParameters(PacketReader in) {
        return in.hasMore() ? in.string("parameters") : "";
    }

    private static void write(Connect connect, PacketWriter packet) {
        packet.string(connect.hostname()).octet(connect.family().octet());
        if (connect.family() != Family.UNKNOWN) {
            packet.int16(connect.port()).string(connect.address());
        }
    }

    private static void write(String address, String parameters, PacketWriter packet) {
        packet.string(address);
        if (!parameters.isEmpty()) {
            packet.string(parameters);
        }
    }
}
