package org.miltermanager.milters.spamd;

import java.time.Duration;
import java.util.List;
import org.miltermanager.fixtures.service.Manners;
import org.miltermanager.fixtures.service.SpamdManners;
import org.miltermanager.milter.Milter;
import org.miltermanager.milters.scan.ScannerFailureContract;
import org.miltermanager.service.Servers;
import org.miltermanager.service.ServiceSettings;

class SpamdFailureTest extends ScannerFailureContract {
    private static final String HAM = SpamdManners.rated("False ; 1.0 / 5.0", "X-Spam-Level: *\r\n\r\n");

    @Override
    protected Manners well() {
        return SpamdManners.answering(praise());
    }

    @Override
    protected String praise() {
        return HAM;
    }

    @Override
    protected Milter milter(ServiceSettings settings, Servers servers) {
        return new SpamdMilter(
                SpamdSessions.settings(settings, SpamdSessions.NOBODY, false, SpamdSessions.HEADERS_ALONE), servers);
    }

    @Override
    protected List<Trouble> own() {
        return List.of(
                new Trouble("closing before it answers", SpamdManners.answering(""), "before its reply was complete"),
                new Trouble(
                        "closing in its answer",
                        SpamdManners.answering(HAM.substring(0, HAM.length() - 1)),
                        "before its reply was complete, after"),
                new Trouble("slow", SpamdManners.dripping(HAM, Duration.ofMillis(300)), "no complete reply"),
                new Trouble(
                        "busy",
                        SpamdManners.answering("SPAMD/1.0 75 EX_TEMPFAIL\r\n"),
                        "spamd could not rate the message: 75 EX_TEMPFAIL"),
                new Trouble(
                        "another service",
                        SpamdManners.answering("220 mail ESMTP\r\n"),
                        "no spamd: got \"220 mail ESMTP??\", expected \"SPAMD/…\""),
                new Trouble("endless", SpamdManners.answering("A".repeat(5_000_000)), "no spamd: got \"AAAA"));
    }
}
