package org.miltermanager.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTest {
    static List<Permitted> everyEditNeedsItsAction() {
        return List.of(
                new Permitted(new AddHeader("X", " y"), ActionFlag.ADDHDRS),
                new Permitted(new InsertHeader(0, "X", " y"), ActionFlag.ADDHDRS),
                new Permitted(new ChangeHeader(1, "X", " y"), ActionFlag.CHGHDRS),
                new Permitted(new ReplaceBody(Octets.NONE), ActionFlag.CHGBODY),
                new Permitted(new AddRecipient("a", ""), ActionFlag.ADDRCPT),
                new Permitted(new AddRecipient("a", "NOTIFY=NEVER"), ActionFlag.ADDRCPT_PAR),
                new Permitted(new DeleteRecipient("a"), ActionFlag.DELRCPT),
                new Permitted(new ChangeSender("a", ""), ActionFlag.CHGFROM),
                new Permitted(new Quarantine("x"), ActionFlag.QUARANTINE));
    }

    @ParameterizedTest
    @MethodSource
    void everyEditNeedsItsAction(Permitted permitted) {
        assertEquals(permitted.action(), permitted.edit().action());
    }

    @ParameterizedTest
    @CsvSource({"'',true", "' ',false", "x,false"})
    void aHeaderWithoutValueIsDeleted(String value, boolean deletes) {
        assertEquals(deletes, new ChangeHeader(1, "X", value).deletes());
    }

    @ParameterizedTest
    @CsvSource({"' one','one'", "'  one',' one'", "'one','one'", "'',''", "'\tone','\tone'"})
    void theTextOfAHeaderLacksOneSpace(String value, String text) {
        assertEquals(text, new Header("Subject", value).text());
    }

    @Test
    void macrosOfAnUnknownCommandHaveNoStage() {
        assertEquals(Optional.empty(), new DefineMacros('Q', List.of()).stage());
        assertEquals(Optional.of(Stage.RCPT), new DefineMacros('R', List.of()).stage());
    }

    @Test
    void aCommandKeepsTheParametersThatItWasMadeWith() {
        var parameters = new ArrayList<>(List.of("SIZE=1"));
        var command = new MailFrom("<>", parameters);

        parameters.clear();

        assertEquals(List.of("SIZE=1"), command.parameters());
        assertThrows(
                UnsupportedOperationException.class, () -> command.parameters().clear());
    }

    record Permitted(Edit edit, ActionFlag action) {}
}
