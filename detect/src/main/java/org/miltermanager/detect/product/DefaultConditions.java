package org.miltermanager.detect.product;

import java.util.List;

/** The conditions under which milter manager asks a detected milter unless told otherwise, in its order. */
final class DefaultConditions {
    /** Asked always. */
    static final List<String> NONE = List.of();

    /** For what costs much, or concerns only mail from outside: SPF and spam. */
    static final List<String> FROM_OUTSIDE = List.of("Remote Network", "Unauthenticated", "No Stress");

    /** For greylisting: only clients that look like dynamic ones, so that other mail is not delayed. */
    static final List<String> GREYLISTING =
            List.of("Sendmail Compatible", "Stress Notify", "Trust", "Remote Network", "S25R", "Unauthenticated");

    private DefaultConditions() {}
}
