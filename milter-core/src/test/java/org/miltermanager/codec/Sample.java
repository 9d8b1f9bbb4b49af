package org.miltermanager.codec;

import static org.miltermanager.codec.Packets.bytes;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.miltermanager.wire.ActionFlag;
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
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.InsertHeader;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Mark;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Octets;
import org.miltermanager.wire.Progress;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.ReplaceBody;
import org.miltermanager.wire.Reply;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.StepFlag;
import org.miltermanager.wire.UnknownCommand;

/**
 * A packet as it stands on the wire, and what it means; the one form of several in which we write it ourselves.
 *
 * @param octets written by hand, one char each, without the length
 */
record Sample<T>(String octets, T value) {
    static final List<Sample<Command>> COMMANDS = List.of(
            command(
                    "O" + "\0\0\0\6" + "\0\0\1\u00FF" + "\0\37\u00FF\u00FF",
                    new Negotiate(6, EnumSet.allOf(ActionFlag.class), EnumSet.allOf(StepFlag.class))),
            command(
                    "O" + "\0\0\0\2" + "\0\0\0\77" + "\0\0\0\177",
                    new Negotiate(
                            2,
                            EnumSet.range(ActionFlag.ADDHDRS, ActionFlag.QUARANTINE),
                            EnumSet.range(StepFlag.NOCONNECT, StepFlag.NOEOH))),
            command(
                    "DC" + "j\0mx.example.com\0" + "{daemon_name}\0smtpd\0",
                    new DefineMacros(
                            Stage.CONNECT,
                            List.of(new Macro("j", "mx.example.com"), new Macro("{daemon_name}", "smtpd")))),
            command("DM" + "{mail_addr}\0\0", new DefineMacros(Stage.MAIL, List.of(new Macro("{mail_addr}", "")))),
            command("DL", new DefineMacros(Stage.HEADER, List.of())),
            command(
                    "C" + "client.example.org\0" + "4" + "\u00C0\1" + "192.0.2.1\0",
                    new Connect("client.example.org", Family.INET, 49_153, "192.0.2.1")),
            command(
                    "C" + "[2001:db8::1]\0" + "6" + "\0\31" + "2001:db8::1\0",
                    new Connect("[2001:db8::1]", Family.INET6, 25, "2001:db8::1")),
            command(
                    "C" + "h\0" + "6" + "\0\31" + "IPv6:2001:db8:0:0:0:0:0:1\0",
                    new Connect("h", Family.INET6, 25, "IPv6:2001:db8:0:0:0:0:0:1")),
            command("C" + "unknown\0" + "4" + "\0\0" + "unknown\0", new Connect("unknown", Family.INET, 0, "unknown")),
            command(
                    "C" + "localhost\0" + "L" + "\0\0" + "/run/s\0",
                    new Connect("localhost", Family.UNIX, 0, "/run/s")),
            command("C" + "localhost\0" + "U", new Connect("localhost", Family.UNKNOWN, 0, "")),
            command("H" + "client.example.org\0", new Helo("client.example.org")),
            command("H" + "\0", new Helo("")),
            command("M" + "<a@example.org>\0", new MailFrom("<a@example.org>", List.of())),
            command("M" + "<>\0SIZE=100\0BODY=8BITMIME\0", new MailFrom("<>", List.of("SIZE=100", "BODY=8BITMIME"))),
            command("M" + "<m\u00C3\u00BC@example.org>\0", new MailFrom("<m\u00C3\u00BC@example.org>", List.of())),
            command(
                    "R" + "<\"a b\"@example.com>\0NOTIFY=NEVER\0",
                    new RcptTo("<\"a b\"@example.com>", List.of("NOTIFY=NEVER"))),
            command("T", Mark.DATA),
            command("L" + "Subject\0 one\n\ttwo\0", new Header("Subject", " one\n\ttwo")),
            command("L" + "X-Empty\0\0", new Header("X-Empty", "")),
            command("N", Mark.END_OF_HEADERS),
            command("B" + "a\0b\r\n\u00FF", new BodyChunk(Octets.of("a\0b\r\n\u00FF"))),
            command("B", new BodyChunk(Octets.NONE)),
            command("E", EndOfBody.WITHOUT_DATA),
            command("E" + "last\r\n", new EndOfBody(Octets.of("last\r\n"))),
            command("U" + "FOO bar\0", new UnknownCommand("FOO bar")),
            command("A", Control.ABORT),
            command("Q", Control.QUIT),
            command("K", Control.QUIT_NEW_CONNECTION));

    static final List<Sample<Reply>> REPLIES = List.of(
            reply(
                    "O" + "\0\0\0\6" + "\0\0\0\21" + "\0\10\0\1",
                    new Negotiate(
                            6,
                            Set.of(ActionFlag.ADDHDRS, ActionFlag.CHGHDRS),
                            Set.of(StepFlag.NOCONNECT, StepFlag.NR_BODY))),
            reply(
                    "O" + "\0\0\0\6" + "\0\0\1\0" + "\0\0\0\0" + "\0\0\0\0j {x}\0" + "\0\0\0\5i\0" + "\0\0\0\6\0",
                    new Negotiate(
                            6,
                            Set.of(ActionFlag.SETSYMLIST),
                            Set.of(),
                            Map.of(
                                    Stage.CONNECT, List.of("j", "{x}"),
                                    Stage.END_OF_MESSAGE, List.of("i"),
                                    Stage.END_OF_HEADERS, List.of()))),
            reply("c", Ruling.CONTINUE),
            reply("a", Ruling.ACCEPT),
            reply("r", Ruling.REJECT),
            reply("t", Ruling.TEMPFAIL),
            reply("d", Ruling.DISCARD),
            reply("s", Ruling.SKIP),
            reply("4", Ruling.SHUTDOWN),
            reply("f", Ruling.CONN_FAIL),
            reply("y" + "550 5.7.1 no\0", new SmtpReply(550, "5.7.1", "no")),
            reply("y" + "451-4.7.1 a 100%%\r\n451 b\0", new SmtpReply(451, List.of("4.7.1 a 100%", "b"))),
            reply("p", Progress.PROGRESS),
            reply("q" + "virus found\0", new Quarantine("virus found")),
            reply("h" + "X-A\0 one\0", new AddHeader("X-A", " one")),
            reply("i" + "\0\0\0\1" + "X-A\0 one\0", new InsertHeader(1, "X-A", " one")),
            reply("i" + "\u00FF\u00FF\u00FF\u00FF" + "X-A\0\0", new InsertHeader(0xFFFF_FFFFL, "X-A", "")),
            reply("m" + "\0\0\0\2" + "Subject\0 new\0", new ChangeHeader(2, "Subject", " new")),
            reply("m" + "\u0080\0\0\0" + "Subject\0\0", new ChangeHeader(0x8000_0000L, "Subject", "")),
            reply("b" + "new\0body\r\n", new ReplaceBody(Octets.of("new\0body\r\n"))),
            reply("b", new ReplaceBody(Octets.NONE)),
            reply("+" + "<b@example.com>\0", new AddRecipient("<b@example.com>", "")),
            reply("2" + "b@example.com\0NOTIFY=NEVER\0", new AddRecipient("b@example.com", "NOTIFY=NEVER")),
            reply("-" + "<b@example.com>\0", new DeleteRecipient("<b@example.com>")),
            reply("e" + "<>\0", new ChangeSender("<>", "")),
            reply("e" + "c@example.com\0RET=HDRS ENVID=x\0", new ChangeSender("c@example.com", "RET=HDRS ENVID=x")));

    byte[] packet() {
        return bytes(octets);
    }

    byte[] frame() {
        return bytes(Packets.length(octets.length()) + octets);
    }

    /** For the names of tests. */
    @Override
    public String toString() {
        return value.toString();
    }

    private static Sample<Command> command(String octets, Command value) {
        return new Sample<>(octets, value);
    }

    private static Sample<Reply> reply(String octets, Reply value) {
        return new Sample<>(octets, value);
    }
}
