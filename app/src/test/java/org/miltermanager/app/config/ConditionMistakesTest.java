package org.miltermanager.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in conditions have their place to the char, and help. */
class ConditionMistakesTest {
    @TempDir
    private Path temporary;

    private ConfigurationDirectoryFixture directory;

    @BeforeEach
    void emptyDirectory() {
        directory = new ConfigurationDirectoryFixture(temporary);
    }

    private String mistakesOf(String file) {
        return directory.with("milter-manager.toml", file).mistakes();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # what stands in the file               | the mistake
        when = "s25"                            | 4:9: when: unknown name 's25'; did you mean 's25r'?
        when = "nosuch"                         | 4:9: when: unknown name 'nosuch'; what conditions may ask for: /usr/share/doc/milter-manager/conditions.md
        when = "remote and unautenticated"      | 4:20: when: unknown name 'unautenticated'; did you mean 'unauthenticated'?
        when = 'helo == "a" and helo == 5'      | 4:25: when: got a text == a number, expected a text on both sides
        when = "helo == \\"a\\" and helo == 5"  | 4:27: when: got a text == a number, expected a text on both sides
        when = ["S25R", "Remote Netwrok"]       | 4:25: when: got 'Netwrok', expected 'and', 'or' or the end
        when = ["S25R", "tls == 5"]             | 4:18: when: got yes or no == a number, expected yes or no on both sides
        when = 5                                | 4:1: when: got 5, expected a condition in quotes, or several in brackets
        when = [5]                              | 4:1: when: got 5, expected a condition in quotes, or several in brackets
        unknown = "maybe"                       | 4:1: unknown: got "maybe", expected one of "ask", "skip", "tempfail"
        when = 'helo matches /(/'               | 4:24: when: the pattern /(/ is wrong: Unclosed group
        when = 'sender in file("/none")'        | 4:19: when: file: /none cannot be read: java.nio.file.NoSuchFileException: /none
        when = 'milter.edits("b") > 0'          | 4:9: when: milter.edits: got "b", expected the name of a milter that comes earlier: there is none
        when = 'sender in table("users")'       | 4:19: when: table: got "users", expected the name of a table: none is configured
        when = 'sender in postmap("/none")'     | 4:19: when: postmap: got "/none", expected a table of Postfix such as "hash:/etc/postfix/accounts"
        """)
    void ofAMilter(String line, String mistake) {
        String file = """
            [[milter]]
            name = "a"
            connect = "unix:/run/a"
            %s
            """.formatted(line);

        assertEquals("milter-manager.toml:" + mistake + "\n", mistakesOf(file));
    }

    @Test
    void inATextOfSeveralLines() {
        String file = """
            [[milter]]
            name = "a"
            connect = "unix:/run/a"
            when = \"\"\"
              remote and
              heelo == "x"
              \"\"\"
            """;

        assertEquals("milter-manager.toml:6:3: when: unknown name 'heelo'; did you mean 'helo'?\n", mistakesOf(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # what stands in the file                                                | the mistake
        [condition.a]\\nexpression = "tls and"                                   | 2:22: expression: got the end, expected a name, a literal or '('
        [condition.a]\\ndescription = "x"                                        | 1:1: [condition.a]: the key 'expression' is missing
        [condition.a]\\nexpression = "not a"                                     | 2:19: expression: 'a' is defined by means of itself
        [condition.tls]\\nexpression = "true"                                    | 2:15: expression: the name 'tls' is taken by a condition or fact that there is
        [condition."a b"]\\nexpression = "true"                                  | 2:15: expression: the condition's name 'a b' is none; expected letters, digits, '.', '-' and '_'
        [condition]\\na = "true"                                                 | 2:1: condition.a: expected a heading [condition.a], and below it expression = ...
        [condition.a]\\nexpresion = "true"\\nexpression = "true"                 | 2:1: unknown key 'expresion'; did you mean 'expression'?
        [[rule]]\\nname = "r"\\nwhen = "tls"\\naction = "refuse"                 | 4:1: action: got "refuse", expected one of "reject", "tempfail", "accept-all", "discard", "quarantine", "add-header", "macro"
        [[rule]]\\nname = "r"\\nwhen = "tls"\\naction = "macro"                  | 4:1: action: got "macro" without the key 'macro'
        [[rule]]\\nname = "r"\\nwhen = "tls"\\naction = "add-header"             | 4:1: action: got "add-header" without the key 'header'
        [[rule]]\\nname = "r"\\naction = "reject"                                | 2:1: rule: the key 'when' is missing
        [[rule]]\\nwhen = "tls"\\naction = "reject"                              | 1:1: [[rule]]: the key 'name' is missing
        [[rule]]\\nname = "r"\\nwhen = "tls"\\naction = "reject"\\nreply = "no"  | 5:1: reply: got "no", expected an SMTP reply such as "550 5.7.1 No mail from there"
        [[rule]]\\nname = "r"\\nwhen = "tls"\\naction = "reject"\\nreply = "451 4.7.1 later"  | 5:1: reply: got "451 ..." with action = "reject"; expected a reply that begins with 5, or action = "tempfail"
        [[rule]]\\nname = "r"\\nwhen = "tls"\\naction = "tempfail"\\nreply = "550 5.7.1 no" | 5:1: reply: got "550 ..." with action = "tempfail"; expected a reply that begins with 4, or action = "reject"
        [[rule]]\\nname = "r"\\nwhen = "tls"\\naction = "reject"\\n[[rule]]\\nname = "r"\\nwhen = "tls"\\naction = "discard" | 6:1: name: "r" is taken by milter-manager.toml:2; expected another name
        [s25r]\\nblack-list = ["/(/"]                                            | 2:1: s25r.black-list: the pattern /(/ is wrong: Unclosed group
        [networks]\\nown = ["10.0.0.0/33"]                                       | 2:1: networks.own: got "10.0.0.0/33", expected an address or a network such as "192.0.2.0/24" or "fd00::/8"
        [trust]\\nfile = "/none"                                                 | 2:1: trust.file: /none cannot be read: java.nio.file.NoSuchFileException: /none
        """)
    void ofConditionsAndRules(String lines, String mistake) {
        assertEquals("milter-manager.toml:" + mistake + "\n", mistakesOf(lines.replace("\\n", "\n") + "\n"));
    }

    @ParameterizedTest
    @CsvSource({"accept-all, ''", "macro, 'macro = \"{mixed}=yes\"'"})
    void ofARuleForTheMiltersBehindItThatIsAboutRecipientsAndContent(String action, String more) {
        String file = """
            [[rule]]
            name = "r"
            when = ["recipient == 'a@b'", "message.size > 10MiB"]
            action = "%s"
            %s
            """.formatted(action, more);

        assertEquals(
                "milter-manager.toml:3:1: when: got conditions about each recipient and about the content; with the"
                        + " action \"" + action + "\" expected one of both\n",
                mistakesOf(file));
    }
}
