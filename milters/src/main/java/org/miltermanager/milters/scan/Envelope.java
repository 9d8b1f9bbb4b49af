package org.miltermanager.milters.scan;

import java.util.ArrayList;
import java.util.List;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.RcptTo;

/** Sender and recipients of the message that is open in a session. Used by the session's thread. */
public final class Envelope {
    private String sender = "";
    private final List<String> recipients = new ArrayList<>();

    /** A message begins. */
    public void begin(MailFrom mail) {
        sender = mail.address();
        recipients.clear();
    }

    /** A recipient that nobody has refused so far. */
    public void add(RcptTo recipient) {
        recipients.add(recipient.address());
    }

    /** As typed. */
    public String sender() {
        return sender;
    }

    /** As typed, in their order. */
    public List<String> recipients() {
        return List.copyOf(recipients);
    }
}
