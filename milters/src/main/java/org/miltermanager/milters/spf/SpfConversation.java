package org.miltermanager.milters.spf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.miltermanager.conditions.spf.Spf;
import org.miltermanager.conditions.spf.SpfFinding;
import org.miltermanager.conditions.spf.SpfQuestion;
import org.miltermanager.conditions.spf.SpfResult;
import org.miltermanager.dns.Dns;
import org.miltermanager.milter.Conversation;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.MilterFailure;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milter.Terms;
import org.miltermanager.milters.forgedresults.ForgedResults;
import org.miltermanager.wire.ActionFlag;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Event;
import org.miltermanager.wire.Helo;
import org.miltermanager.wire.InsertHeader;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.MailFrom;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.Stage;
import org.miltermanager.wire.Verdict;

/** SPF in one session. */
final class SpfConversation implements Conversation {
    private static final Set<Stage> STAGES =
            Collections.unmodifiableSet(EnumSet.of(Stage.CONNECT, Stage.HELO, Stage.MAIL));

    /** Above the mail server's own Received (RFC 7208 9.1). */
    private static final int TOP = 0;

    /** What a mail server that does not tell its name is called. */
    private static final String NAMELESS = "localhost";

    /** By which an evaluation may end behind its deadline. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** Of one message. */
    private record Case(SpfQuestion question, CompletableFuture<SpfFinding> finding) {}

    private final SpfSettings settings;
    private final Dns dns;
    private final Terms terms;
    private @Nullable Connect client;
    private String helo = "";
    private @Nullable Case open;

    SpfConversation(SpfSettings settings, Dns dns, Terms terms) {
        this.settings = settings;
        this.dns = dns;
        this.terms = terms;
    }

    @Override
    public Set<Stage> stages() {
        return STAGES;
    }

    @Override
    public Set<ActionFlag> actions() {
        return EnumSet.of(ActionFlag.ADDHDRS, ActionFlag.CHGHDRS);
    }

    @Override
    public Verdict on(Event event, Macros macros) {
        return switch (event) {
            case Connect connected -> {
                client = connected;
                yield Ruling.CONTINUE;
            }
            case Helo(var name) -> {
                helo = name;
                yield Ruling.CONTINUE;
            }
            case MailFrom sender -> open(sender, macros);
            default -> Ruling.CONTINUE;
        };
    }

    private Verdict open(MailFrom sender, Macros macros) {
        open = null;
        if (client == null || macros.get("auth_authen").isPresent()) {
            return Ruling.CONTINUE;
        }
        Optional<SpfQuestion> question = SpfQuestion.of(client, helo, sender);
        if (question.isEmpty()) {
            return Ruling.CONTINUE;
        }
        var spf = new Spf(dns, settings.deadline(), ownName(macros));
        open = new Case(question.get(), spf.check(question.get()));
        return settings.refuses() ? Refusals.answer(settings, question.get(), await(open.finding())) : Ruling.CONTINUE;
    }

    @Override
    public Outcome endOfMessage(Message message, Macros macros) {
        List<Edit> edits = new ArrayList<>();
        if (settings.removeForged()) {
            edits.addAll(new ForgedResults(ownName(macros)).removals(message));
        }
        if (open != null) {
            addHeaders(new Results(ownName(macros), open.question(), await(open.finding())), edits);
        }
        open = null;
        return new Outcome(edits, Ruling.CONTINUE);
    }

    private void addHeaders(Results results, List<Edit> edits) {
        if (settings.receivedSpf()) {
            edits.add(new InsertHeader(TOP, "Received-SPF", results.receivedSpf()));
        }
        if (settings.authenticationResults()) {
            edits.add(new InsertHeader(TOP, "Authentication-Results", results.authenticationResults()));
        }
    }

    private String ownName(Macros macros) {
        return settings.ownName().or(() -> macros.get("j")).orElse(NAMELESS);
    }

    /** The mail server may be less patient than we are. */
    private SpfFinding await(CompletableFuture<SpfFinding> finding) {
        Duration patience = terms.patience().limit(settings.deadline().plus(GRACE));
        try {
            return finding.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return SpfFinding.undecided(SpfResult.TEMPERROR, "no answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException bug) {
            throw new MilterFailure("no SPF result", bug);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MilterFailure("interrupted while the DNS was awaited", e);
        }
    }

    @Override
    public void abort() {
        open = null;
    }
}
