package org.miltermanager.milters.scan;

import java.util.ArrayList;
import java.util.List;
import org.miltermanager.condition.Address;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.RcptTo;

/** Sender and recipients of the message that is open in a session. Used by the session's thread. */
public final class Envelope {
    private String sender = "";
    private final List<String> recipients = new ArrayList<>();
    private final List<String> resolved = new ArrayList<>();

    /** A message begins. */
    public void begin(MailFrom mail) {
        sender = mail.address();
        recipients.clear();
        resolved.clear();
    }

    /**
     * A recipient that nobody has refused so far.
     *
     * @param told the macros that came with it
     */
    public void add(RcptTo recipient, Macros told) {
        recipients.add(recipient.address());
        resolved.add(Address.resolved(recipient, told).address());
    }

    /** As typed. */
    public String sender() {
        return sender;
    }

    /** As typed, in their order. */
    public List<String> recipients() {
        return List.copyOf(recipients);
    }

    /** The same as the mail server understands them. */
    List<String> resolvedRecipients() {
        return List.copyOf(resolved);
    }
}
