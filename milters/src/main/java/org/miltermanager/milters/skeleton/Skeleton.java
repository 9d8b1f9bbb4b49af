package org.miltermanager.milters.skeleton;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Milter;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.RcptTo;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** Counts the recipients of each message. */
final class Skeleton implements Milter {
    private final String header;

    Skeleton(String header) {
        this.header = header;
    }

    @Override
    public Conversation begin(Terms terms) {
        return new OneSession();
    }

    private final class OneSession implements Conversation {
        private int recipients;

        /** Only what is needed: each stage costs the mail server an answer. */
        @Override
        public Set<Stage> stages() {
            return EnumSet.of(Stage.MAIL, Stage.RCPT);
        }

        @Override
        public Set<ActionFlag> actions() {
            return EnumSet.of(ActionFlag.ADDHDRS);
        }

        @Override
        public Verdict on(Event event, Macros macros) {
            if (event instanceof MailFrom) {
                recipients = 0; // one session brings several messages
            } else if (event instanceof RcptTo) {
                recipients++;
            }
            return Ruling.CONTINUE;
        }

        @Override
        public Outcome endOfMessage(Message message, Macros macros) {
            var added = new AddHeader(header, Header.withBlank(Integer.toString(recipients)));
            return new Outcome(List.of(added), Ruling.CONTINUE);
        }
    }
}
