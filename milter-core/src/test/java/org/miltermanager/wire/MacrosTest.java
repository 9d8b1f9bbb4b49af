package org.miltermanager.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MacrosTest {
    private final SessionMacros macros = new SessionMacros();

    @Test
    void knowsNothingAtFirst() {
        assertEquals(Optional.empty(), macros.get("i"));
        assertEquals(Optional.empty(), macros.at(Stage.CONNECT));
    }

    @ParameterizedTest
    @CsvSource({"i,i", "i,{i}", "{i},i", "{i},{i}", "{auth_authen},auth_authen", "auth_authen,{auth_authen}"})
    void takesBracesForNothing(String told, String asked) {
        tell(Stage.MAIL, told, "x");

        var value = macros.get(asked);

        assertEquals(Optional.of("x"), value);
    }

    @Test
    void tellsAnEmptyValueFromNone() {
        tell(Stage.MAIL, "{mail_addr}", "");

        var value = macros.get("mail_addr");

        assertEquals(Optional.of(""), value);
    }

    @Test
    void remembersAnEarlierStage() {
        tell(Stage.CONNECT, "j", "mx.example.com");
        tell(Stage.MAIL, "i", "4XyZ");

        var value = macros.get("j");

        assertEquals(Optional.of("mx.example.com"), value);
    }

    @Test
    void prefersTheLaterStage() {
        tell(Stage.MAIL, "i", "late");
        macros.define(Stage.CONNECT, List.of(new Macro("i", "early")));

        var value = macros.get("i");

        assertEquals(Optional.of("late"), value);
    }

    @Test
    void replacesAllValuesOfAStage() {
        tell(Stage.RCPT, "{rcpt_addr}", "a@example.com");
        tell(Stage.RCPT, "{rcpt_host}", "example.com");

        var value = macros.get("{rcpt_addr}");

        assertEquals(Optional.empty(), value);
    }

    @Test
    void forgetsTheLastRecipientAtTheNextSender() {
        tell(Stage.MAIL, "i", "1");
        tell(Stage.RCPT, "{rcpt_addr}", "a@example.com");
        tell(Stage.MAIL, "i", "2");

        var value = macros.get("{rcpt_addr}");

        assertEquals(Optional.empty(), value);
    }

    @Test
    void forgetsWhatWasToldForAnEarlierCommandOfTheSameKind() {
        tell(Stage.MAIL, "{auth_authen}", "alice");

        macros.reach(Stage.MAIL);

        assertEquals(Optional.empty(), macros.get("{auth_authen}"));
    }

    @Test
    void keepsTheConnectionForTheNextMessage() {
        tell(Stage.CONNECT, "j", "mx.example.com");
        tell(Stage.END_OF_MESSAGE, "i", "1");
        tell(Stage.MAIL, "i", "2");

        var value = macros.get("j");

        assertEquals(Optional.of("mx.example.com"), value);
    }

    @Test
    void doesNotForgetTheSenderWhenTheContentComes() {
        tell(Stage.MAIL, "{auth_authen}", "alice");
        tell(Stage.RCPT, "{rcpt_addr}", "a@example.com");
        tell(Stage.DATA, "i", "1");
        tell(Stage.END_OF_HEADERS, "i", "1");

        assertEquals(Optional.of("alice"), macros.get("{auth_authen}"));
        assertEquals(Optional.of("a@example.com"), macros.get("{rcpt_addr}"));
    }

    @ParameterizedTest
    @CsvSource({"i,i", "{i},i", "{auth_authen},auth_authen", "{},{}", "{x,{x", "x},x}"})
    void barePutsOffTheBraces(String name, String bare) {
        assertEquals(bare, Macro.bare(name));
    }

    private void tell(Stage stage, String name, String value) {
        macros.define(stage, List.of(new Macro(name, value)));
        macros.reach(stage);
    }
}
