package org.miltermanager.app;

import java.util.List;

/**
 * What a server said in one SMTP session, read from swaks's transcript.
 *
 * @param replies every line of the server in order, queue ids masked
 */
record SmtpTalk(List<String> replies) {
    private static final String SAID = "<-  ";
    private static final String REFUSED = "<** ";

    SmtpTalk {
        replies = List.copyOf(replies);
    }

    static SmtpTalk of(String transcript) {
        return new SmtpTalk(transcript
                .lines()
                .filter(line -> line.startsWith(SAID) || line.startsWith(REFUSED))
                .map(line -> line.replaceAll("queued as \\w+", "queued as QUEUE-ID"))
                .toList());
    }

    /** The answer that decided: the first refusal, or what was said to the whole message. */
    String verdict() {
        return replies.stream()
                .filter(line -> line.startsWith(REFUSED) || line.contains("queued as"))
                .findFirst()
                .map(line -> line.substring(SAID.length()))
                .orElse("no verdict in " + replies);
    }
}
