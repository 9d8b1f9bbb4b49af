package org.miltermanager.conditions.sendmail;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.Fact;
import org.miltermanager.condition.Notice;
import org.miltermanager.condition.Reading;
import org.miltermanager.condition.Type;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Stage;

/**
 * The macros, from those that Postfix can send instead: {@code {daemon_addr}} (by default since 3.2) is {@code {if_addr}}, our host name
 * {@code j} is {@code {if_name}}. {@code {daemon_port}}, which it sends only where it is configured to, is looked up among this host's
 * connections. The queue id, which Postfix has only behind the first recipient, is told as {@code NOQUEUE} before, as Postfix itself calls
 * such mail in its log. Nothing is told behind another mail server, or where the macro came. Safe for use by any thread.
 */
public final class SendmailMacros {
    private static final Expression BEHIND_POSTFIX =
            Expression.of("macro(\"v\") matches /^postfix\\b/i", Vocabulary.ofMail());

    private final LocalSide localSide;
    private volatile Found last = new Found(Optional.empty(), Optional.empty());

    /** Milters are told one after the other: those behind the first are told what was found for it. */
    private record Found(Optional<Connect> client, Optional<LocalSide.End> end) {}

    /** @param tables where the kernel tells of connections, usually {@code /proc/self/net} */
    public SendmailMacros(Path tables) {
        this.localSide = new LocalSide(tables);
    }

    /**
     * The same words; {@code sendmail-compatible}, which always holds and tells the macros; and {@code daemon.port} also where the mail
     * server does not tell it.
     */
    public Vocabulary addTo(Vocabulary words) {
        return words.with("sendmail-compatible", notices())
                .with(Fact.told(
                        "daemon.port",
                        Type.TEXT,
                        Stage.CONNECT,
                        known -> port().of(known).orElse("")));
    }

    private List<Notice> notices() {
        Reading<String> address = from("daemon_addr");
        return List.of(
                notice(
                        Stage.CONNECT,
                        "{if_addr}",
                        known -> address.of(known).or(() -> found(known).map(LocalSide.End::address))),
                notice(Stage.CONNECT, "{if_name}", from("j")),
                notice(Stage.CONNECT, "{daemon_port}", port()),
                notice(Stage.MAIL, "i", known -> Optional.of("NOQUEUE")));
    }

    private Reading<String> port() {
        Reading<String> told = from("daemon_port");
        return known -> told.of(known).or(() -> found(known).map(end -> Integer.toString(end.port())));
    }

    private Optional<LocalSide.End> found(Circumstances known) {
        Found found = last;
        if (!found.client().equals(known.client())) {
            found = new Found(known.client(), known.client().flatMap(localSide::of));
            last = found;
        }
        return found.end();
    }

    private static Notice notice(Stage stage, String name, Reading<String> value) {
        return new Notice(BEHIND_POSTFIX, stage, name, value);
    }

    private static Reading<String> from(String name) {
        return (Circumstances known) -> known.macros().get(name).filter(value -> !value.isEmpty());
    }
}
