package org.miltermanager.milters.forgedhelo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.miltermanager.milter.BodyReplacement;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Stage;

class ForgedHeloTest {
    private static final Terms TERMS =
            new Terms(new Negotiate(6, Set.of(), Set.of()), Duration::abs, ForgedHeloTest::noBody, remark -> {});

    private final Conversation conversation = new ForgedHelo(Set.of("mx.example.com", "[192.0.2.1]")).begin(TERMS);
    private final MailFrom mail = new MailFrom("<a@example.org>", List.of());

    @Test
    void refusesAClientThatGreetsWithOurName() {
        conversation.on(new Helo("MX.Example.COM"), Macros.NONE);

        var verdict = conversation.on(mail, Macros.NONE);

        assertEquals(new SmtpReply(550, "5.7.1", "HELO name belongs to this server"), verdict);
    }

    @Test
    void leavesAClientAloneThatGreetsAgainWithItsOwnName() {
        conversation.on(new Helo("[192.0.2.1]"), Macros.NONE);
        conversation.on(new Helo("client.example.org"), Macros.NONE);

        var verdict = conversation.on(mail, Macros.NONE);

        assertEquals(Ruling.CONTINUE, verdict);
    }

    @Test
    void leavesAuthenticatedClientsAlone() {
        var macros = new SessionMacros();
        macros.define(Stage.MAIL, List.of(new Macro("{auth_authen}", "alice")));
        conversation.on(new Helo("mx.example.com"), Macros.NONE);

        var verdict = conversation.on(mail, macros);

        assertEquals(Ruling.CONTINUE, verdict);
    }

    private static BodyReplacement noBody() {
        throw new IllegalStateException("this milter replaces no body");
    }
}
