package org.miltermanager.milters.clamd;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.miltermanager.milter.Message;
import org.miltermanager.milter.Outcome;
import org.miltermanager.milters.scan.Consequences;
import org.miltermanager.milters.scan.ForgedHeaders;
import org.miltermanager.milters.scan.OnLarge;
import org.miltermanager.milters.scan.OwnHeaders;
import org.miltermanager.service.Shown;
import org.miltermanager.wire.AddHeader;
import org.miltermanager.wire.Edit;
import org.miltermanager.wire.Macros;
import org.miltermanager.wire.Quarantine;
import org.miltermanager.wire.Ruling;
import org.miltermanager.wire.SmtpReply;
import org.miltermanager.wire.Verdict;

/** What becomes of one message. */
record Treatment(ClamdSettings settings, Message message, Macros macros) implements Consequences<ScanResult.Usable> {
    private static final String SCANNED = "X-Virus-Scanned";
    private static final String STATUS = "X-Virus-Status";
    private static final Set<String> OURS = Set.of("x-virus-scanned", "x-virus-status");
    private static final String NAMELESS = "localhost";
    private static final int NOT_NOW = 451;

    @Override
    public Outcome of(ScanResult.Usable result) {
        return switch (result) {
            case ScanResult.Clean _ -> new Outcome(told("Clean"), Ruling.CONTINUE);
            case ScanResult.Infected(var name) -> ofInfected(Shown.of(name));
            case ScanResult.TooLarge _ -> ofTooLarge();
        };
    }

    private Outcome ofInfected(String virus) {
        List<Edit> edits = told("Infected (" + virus + ")");
        Verdict verdict = switch (settings.onInfected()) {
            case REJECT -> settings.refusal().with(Map.of("%v", virus));
            case DISCARD -> Ruling.DISCARD;
            case TEMPFAIL -> new SmtpReply(NOT_NOW, "4.7.1", "This message cannot be accepted at present");
            case QUARANTINE -> {
                edits.add(new Quarantine("virus: " + virus));
                yield Ruling.CONTINUE;
            }
            case ACCEPT -> Ruling.CONTINUE;
        };
        return new Outcome(edits, verdict);
    }

    @Override
    public Outcome ofTooLarge() {
        return new Outcome(told(OnLarge.STATUS), settings.scope().onLarge().verdict("viruses"));
    }

    @Override
    public Outcome ofExempt() {
        return new Outcome(removals(), Ruling.CONTINUE);
    }

    private List<Edit> told(String status) {
        List<Edit> edits = removals();
        if (settings.headers() != OwnHeaders.NO) {
            String host = settings.hostname().or(() -> macros.get("j")).orElse(NAMELESS);
            edits.add(new AddHeader(SCANNED, " clamd by milter-manager at " + host));
            edits.add(new AddHeader(STATUS, " " + status));
        }
        return edits;
    }

    private List<Edit> removals() {
        return settings.headers() == OwnHeaders.REPLACE
                ? new ArrayList<>(ForgedHeaders.removals(
                        message, header -> OURS.contains(header.name().toLowerCase(ROOT))))
                : new ArrayList<>();
    }
}
