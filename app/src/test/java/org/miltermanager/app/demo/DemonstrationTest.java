package org.miltermanager.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class DemonstrationTest {
    private static final String TABLE = """
            mail                forged-helo                    forged-results                 answer to the client             time
            ham.eml             continue                       continue                       accepted                         # ms
            newsletter.eml      continue                       continue                       accepted                         # ms
            forged-results.eml  continue                       continue                       accepted, changed                # ms
                                                               delete header
                                                               Authentication-Results 1
            forged-helo.eml     at MAIL: 550 5.7.1 HELO name   not asked                      550 5.7.1 HELO name              # ms
                                belongs to this server                                        belongs to this server
            """;

    private static String shown(boolean colours) throws Exception {
        var out = new StringWriter();
        new Demonstration().show(true, new PrintWriter(out), colours);
        return out.toString().replaceAll("(?m).{6} ms$", "     # ms");
    }

    @Test
    void showsWhoSaidWhatToEachSampleMail() throws Exception {
        assertEquals(TABLE, shown(false));
    }

    @Test
    void coloursChangeNothingButTheColour() throws Exception {
        String coloured = shown(true);

        assertTrue(coloured.contains("\u001b[31m550 5.7.1 HELO name"), coloured);
        assertEquals(TABLE, coloured.replaceAll("\u001b\\[\\d+m", ""));
    }
}
