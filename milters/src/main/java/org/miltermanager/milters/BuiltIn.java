package org.miltermanager.milters;

import java.util.List;
import java.util.Optional;
import org.miltermanager.milter.Milter;
import org.miltermanager.service.Inquiry;

/** The settings of a milter that runs inside: values alone, of which the milter is made when they are in force. */
public interface BuiltIn {
    /** Why no milter can be made of these settings, in one sentence for an administrator. Asked when the configuration is read. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Whether sessions may wait in it for many seconds, as those do that ask the DNS. */
    default boolean waits() {
        return false;
    }

    /** Makes the milter. Nothing is connected yet. */
    Milter milter(Shared shared);

    /** What tells an operator whether the servers are there that it needs; nothing for one that needs none. */
    default List<Inquiry> inquiries() {
        return List.of();
    }
}
