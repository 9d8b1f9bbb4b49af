package org.miltermanager.milters.spamd;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.miltermanager.milters.scan.Mailbox;
import org.miltermanager.milters.spamd.SpamdSettings.Users;

/** Whose preferences hold for a message. */
final class User {
    /** What strangers may put into a header of a request, and spamd into the name of a file. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,250}");

    private User() {}

    /** @return empty for the preferences that the daemon has */
    static String of(Users users, List<String> recipients) {
        Set<String> names = recipients.stream()
                .map(recipient -> name(users, Mailbox.of(recipient).withoutDetail()))
                .collect(Collectors.toSet());
        return names.size() == 1 && NAME.matcher(names.iterator().next()).matches()
                ? names.iterator().next()
                : users.otherwise().orElse("");
    }

    private static String name(Users users, Mailbox recipient) {
        return switch (users.byRecipient()) {
            case NO -> "";
            case LOCAL_PART -> recipient.local();
            case ADDRESS -> recipient.toString();
        };
    }
}
