package org.miltermanager.milters.forgedresults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.miltermanager.milter.BodyReplacement;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Terms;
import org.miltermanager.wire.ChangeHeader;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Header;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Negotiate;
import org.miltermanager.wire.Octets;

class ForgedResultsTest {
    private static final String NAME = "Authentication-Results";
    private static final Terms TERMS =
            new Terms(new Negotiate(6, Set.of(), Set.of()), Duration::abs, ForgedResultsTest::noBody, remark -> {});

    /** A message without a body. */
    private record HeadersOnly(List<Header> headers) implements Message {
        @Override
        public Iterable<Octets> body() {
            return List.of();
        }

        @Override
        public long bodySize() {
            return 0;
        }
    }

    @Test
    void removesOurOwnResultsLastFirstAndLeavesThoseOfOthers() {
        var message = new HeadersOnly(List.of(
                new Header("Authentication-Results", " mx.example.com; spf=pass"),
                new Header("Subject", " mx.example.com;"),
                new Header("authentication-results", " other.example.org; dkim=pass"),
                new Header("AUTHENTICATION-RESULTS", "\n\t(forged) MX.example.com 1;\n dmarc=pass")));

        var outcome = new ForgedResults("mx.example.com").begin(TERMS).endOfMessage(message, Macros.NONE);

        assertEquals(
                List.of(
                        new ChangeHeader(3, "AUTHENTICATION-RESULTS", ""),
                        new ChangeHeader(1, "Authentication-Results", "")),
                outcome.edits());
    }

    @Test
    void leavesANameAloneThatOnlyBeginsLikeOurs() {
        var message =
                new HeadersOnly(List.of(new Header("Authentication-Results", " mx.example.com.example.org; spf=pass")));

        var outcome = new ForgedResults("mx.example.com").begin(TERMS).endOfMessage(message, Macros.NONE);

        assertEquals(List.of(), outcome.edits());
    }

    /** RFC 8601 2.2: a token or a quoted string (RFC 2045 5.1), behind comments. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                " mx.example.com",
                "mx.example.com; none",
                " mx.example.com(comment); spf=pass",
                " \"mx.example.com\"; spf=pass",
                " \"MX\\.example.com\" 1; spf=pass",
                "\n\t(a (nested) comment) mx.example.com; spf=pass",
                " (a \\) comment) mx.example.com; spf=pass",
                "(one)(two)\n\t\"mx.example.com"
            })
    void removesOurNameHoweverItIsWritten(String value) {
        assertEquals(List.of(new ChangeHeader(1, NAME, "")), removals(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "(mx.example.com",
                "(a \\",
                "(other) other.example.org; spf=pass (mx.example.com)",
                "\"mx.example.com ; spf=pass",
                "\"mx.example.com\\",
                "\"",
                ";mx.example.com",
                "(mx.example.com;) other.example.org; spf=pass"
            })
    void leavesWhatDoesNotBeginWithOurName(String value) {
        assertEquals(List.of(), removals(value));
    }

    private static List<Edit> removals(String value) {
        return new ForgedResults("mx.example.com").removals(new HeadersOnly(List.of(new Header(NAME, value))));
    }

    private static BodyReplacement noBody() {
        throw new IllegalStateException("this milter replaces no body");
    }
}
