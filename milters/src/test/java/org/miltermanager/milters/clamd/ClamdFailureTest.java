package org.miltermanager.milters.clamd;

import java.time.Duration;
import java.util.List;
import org.miltermanager.fixtures.service.ClamdManners;
import org.miltermanager.fixtures.service.Manners;
import org.miltermanager.milter.Milter;
import org.miltermanager.milters.clamd.ClamdSettings.OnInfected;
import org.miltermanager.milters.scan.ScannerFailureContract;
import org.miltermanager.service.Servers;
import org.miltermanager.service.ServiceSettings;

class ClamdFailureTest extends ScannerFailureContract {
    @Override
    protected Manners well() {
        return ClamdManners.answering(praise());
    }

    @Override
    protected String praise() {
        return "stream: OK\0";
    }

    @Override
    protected Milter milter(ServiceSettings settings, Servers servers) {
        return new ClamdMilter(ClamdSessions.settings(settings, OnInfected.REJECT), servers);
    }

    @Override
    protected List<Trouble> own() {
        return List.of(
                new Trouble("closing before it answers", ClamdManners.answering(""), "before its reply was complete"),
                new Trouble(
                        "closing in its answer",
                        ClamdManners.answering("stream: O"),
                        "before its reply was complete, after \"stream: O\""),
                new Trouble("slow", ClamdManners.dripping("stream: OK\0", Duration.ofMillis(300)), "no complete reply"),
                new Trouble(
                        "out of space",
                        ClamdManners.answering("stream: Can't write to temporary file. ERROR\0"),
                        "clamd could not scan: stream: Can't write to temporary file. ERROR"),
                new Trouble(
                        "another service",
                        ClamdManners.answering("220 mail\r\n ESMTP\0"),
                        "no clamd: got \"220 mail?? ESMTP\" to INSTREAM"),
                new Trouble("endless", ClamdManners.answering("A".repeat(100_000)), "no clamd: got \"AAAA"));
    }
}
