package org.miltermanager.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FlagsTest {
    @Test
    void actionsAreThoseOfSendmail814() {
        int word = Arrays.stream(ActionFlag.values()).mapToInt(ActionFlag::bit).sum();

        assertEquals(0x1FF, word);
    }

    @Test
    void stepsAreThoseOfSendmail814() {
        int word = Arrays.stream(StepFlag.values()).mapToInt(StepFlag::bit).sum();

        assertEquals(0x1FFFFF, word);
    }

    @Test
    void theFirstVersionHadFourActionsAndSixSteps() {
        assertEquals(
                0x0F, ActionFlag.VERSION_1.stream().mapToInt(ActionFlag::bit).sum());
        assertEquals(0x3F, StepFlag.VERSION_1.stream().mapToInt(StepFlag::bit).sum());
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT,C,NOCONNECT,NR_CONN", "HELO,H,NOHELO,NR_HELO", "UNKNOWN,U,NOUNKNOWN,NR_UNKN", "MAIL,M,NOMAIL,NR_MAIL",
                "RCPT,R,NORCPT,NR_RCPT",
        "DATA,T,NODATA,NR_DATA", "HEADER,L,NOHDRS,NR_HDR", "END_OF_HEADERS,N,NOEOH,NR_EOH", "BODY,B,NOBODY,NR_BODY",
                "END_OF_MESSAGE,E,,"
    })
    void everyStageHasItsCommandAndItsFlags(Stage stage, char octet, StepFlag declined, StepFlag unanswered) {
        assertEquals(octet, stage.command().octet());
        assertEquals(Optional.ofNullable(declined), stage.declinedBy());
        assertEquals(Optional.ofNullable(unanswered), stage.unansweredBy());
    }

    @ParameterizedTest
    @EnumSource
    void everyStageIsFoundByItsCommand(Stage stage) {
        assertEquals(Optional.of(stage), Stage.of(stage.command().octet()));
    }

    @ParameterizedTest
    @EnumSource
    void twoStagesCameWithLaterVersions(Stage stage) {
        int since = switch (stage) {
            case UNKNOWN -> 3;
            case DATA -> 4;
            default -> 1;
        };

        assertEquals(since, stage.sinceVersion());
    }

    @Test
    void contentIsWhatPostfixSendsFromItsQueueFile() {
        var content = Arrays.stream(Stage.values()).filter(Stage::isContent).collect(Collectors.toSet());

        assertEquals(Set.of(Stage.HEADER, Stage.END_OF_HEADERS, Stage.BODY, Stage.END_OF_MESSAGE), content);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ruling.class,
            names = {"CONTINUE", "ACCEPT", "SKIP"})
    void threeRulingsLeaveTheAnswerToOthers(Ruling ruling) {
        assertEquals(false, ruling.decides());
    }

    @ParameterizedTest
    @EnumSource(
            value = Ruling.class,
            names = {"CONTINUE", "ACCEPT", "SKIP"},
            mode = EnumSource.Mode.EXCLUDE)
    void allOtherRulingsDecide(Ruling ruling) {
        assertEquals(true, ruling.decides());
    }
}
