package org.miltermanager.conditions.sendmail;

import java.util.List;
import java.util.Optional;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.Notice;
import org.miltermanager.condition.Reading;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.wire.Stage;

/**
 * The macros, from those that Postfix can send instead: {@code {daemon_addr}} (by default since 3.2) is {@code {if_addr}}, our host name
 * {@code j} is {@code {if_name}}. The queue id, which Postfix has only behind the first recipient, is told as {@code NOQUEUE} before, as
 * Postfix itself calls such mail in its log. Nothing is told behind another mail server, or where the macro came.
 */
public final class SendmailMacros {
    private static final Expression BEHIND_POSTFIX =
            Expression.of("macro(\"v\") matches /^postfix\\b/i", Vocabulary.ofMail());

    /** The same for every milter. */
    public static final List<Notice> NOTICES = List.of(
            notice(Stage.CONNECT, "{if_addr}", from("daemon_addr")),
            notice(Stage.CONNECT, "{if_name}", from("j")),
            notice(Stage.MAIL, "i", known -> Optional.of("NOQUEUE")));

    private SendmailMacros() {}

    private static Notice notice(Stage stage, String name, Reading<String> value) {
        return new Notice(BEHIND_POSTFIX, stage, name, value);
    }

    private static Reading<String> from(String name) {
        return (Circumstances known) -> known.macros().get(name).filter(value -> !value.isEmpty());
    }
}
