package org.miltermanager.conditions.s25r;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.miltermanager.condition.Answer;
import org.miltermanager.condition.Circumstances;
import org.miltermanager.condition.Expression;
import org.miltermanager.condition.NetworkAddress;
import org.miltermanager.condition.Requirement;
import org.miltermanager.condition.Truth;
import org.miltermanager.condition.Vocabulary;
import org.miltermanager.conditions.names.NameList;
import org.miltermanager.wire.Connect;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.SessionMacros;
import org.miltermanager.wire.Stage;

class S25rTest {
    private static final NetworkAddress IPV4 = NetworkAddress.parse("192.0.2.1").orElseThrow();
    private static final NetworkAddress IPV6 =
            NetworkAddress.parse("2001:db8::1").orElseThrow();

    private static S25r with(List<String> white, List<String> black) {
        Supplier<NameList> good = () -> NameList.of(white);
        Supplier<NameList> bad = () -> NameList.of(black);
        return new S25r(true, List.of(good), List.of(bad));
    }

    /** Shapes of names as providers and mail services give them, under domains that are nobody's. The rule, or "-" for a proper host. */
    @ParameterizedTest
    @CsvSource({
        "dhcp-1-2-3-4.example.net, 1",
        "p1234-ipbf5marunouchi.tokyo.example.ne.jp, 1",
        "adsl-201-12-34-56.dsl.example.com, 1",
        "host-12-34-56-78.static.example.net, 1",
        "192-0-2-17.example.com, 1",
        "192x0x2x17.ap192.ftth.example.com, 1",
        "c-73-20-1-2.hsd1.ca.example.net, 1",
        "pool-108-28-1-2.washdc.fios.example.net, 1",
        "cpe-24-160-1-2.nyc.res.example.com, 1",
        "ip68-100-1-2.dc.dc.example.net, 1",
        "ec2-3-120-1-2.eu-central-1.compute.example.com, 1",
        "vps-1a2b3c4d.vps.example.net, 1",
        "static-71-243-1-2.bos.east.example.net, 1",
        "dsl-189-130-1-2-dyn.prod-infinitum.example.mx, 1",
        "a83-160-1-2.adsl.example.nl, 1",
        "host81-130-1-2.in-addr.example.com, 1",
        "62-31-1-2.cable.ubr01.example.co.uk, 1",
        "ppp-94-66-1-2.home.example.gr, 1",
        "mail2-3.example.com, 1",
        "smtp1a2.example.org, 1",
        "h82-143-1-2-static.e-wro.example.pl, 1",
        "lfbn-idf1-1-234-56.w86-195.abo.example.fr, 1",
        "b2b-94-79-1-2.unitymedia.example, 1",
        "ip5f5a1b2c.dynamic.kabel.example.de, 1",
        "p5dd1a2b3.dip0.t-ipconnect.example.de, 1",
        "dslb-088-066-001-002.088.066.pools.example.de, 1",
        "xdsl-87-78-1-2.nc.example.de, 1",
        "catv-89-132-1-2.catv.example.hu, 1",
        "res-100240.example.com, 2",
        "user12345.example.net, 2",
        "host123456789.example.org, 2",
        "node100000.example.com, 2",
        "modemcable00123.mc.example.ca, 2",
        "mail20240101.example.com, 2",
        "cust98765.home.example.net, 2",
        "1234567890.example.com, 2",
        "m90120.example.com, 2",
        "out00001.mail.example.com, 2",
        "ol135048.ap.example.ne.jp, 2",
        "customer.00042.example.com, -",
        "pc.2nd-floor.example.co.jp, 3",
        "4.example.isp.example.net, 3",
        "210.example.isp.net, 3",
        "host.12.pool.example.net, 3",
        "1.static.pool.example.com, 3",
        "3com.office.branch.example, 3",
        "c.89.home.example.org, 3",
        "gw.5star.hotel.example.net, 3",
        "x.1.2.3.example.net, 3",
        "12.34.56.78.example.net, 3",
        "34.dyn.example.co.uk, 3",
        "mx.3.cloud.example.org, 3",
        "a12a190.neo.rr.example.com, 1",
        "d8.h9-1.example.com, 4",
        "wbs8.c3-4.example.net, 4",
        "node1.area2-3.example.org, 4",
        "ap1.pool10-20.example.com, 4",
        "d5.GtokyoFL27.vectant.ne.example, 5",
        "zaq7.osaka4.zaq.ne.example, 5",
        "h8.net3.isp.example.org, 5",
        "cable1.city2.provider.example.net, 5",
        "user9.pop4.isp.example.com, 5",
        "dhcp1.example.com, 6",
        "dhcp0467.vpm.resnet.example.edu, 6",
        "dialup7.example.net, 6",
        "dialupline3.example.net, 6",
        "ppp42.isp.example.net, 6",
        "pppoe9.example.net, 6",
        "adsl8.example.org, 6",
        "sdsl4.example.org, 6",
        "vdsl77.example.net, 6",
        "xdsl5.example.net, 6",
        "hdsl6.example.com, 6",
        "cdsl1.example.com, 6",
        "rdsl2.example.com, 6",
        "dsl3.example.com, 6",
        "DHCP9.EXAMPLE.COM, 6",
        "PPP1.example.com, 6",
        "mail.example.com, -",
        "mx.example.org, -",
        "mx1.example.com, -",
        "mx01.example.net, -",
        "mail2.example.co.jp, -",
        "smtp.example.de, -",
        "smtp3.mail.example.com, -",
        "out1.mta.example.net, -",
        "relay.example.ac.uk, -",
        "mta1.am0.example-mail.net, -",
        "gateway.example.gov, -",
        "www.example.com, -",
        "lists.example.org, -",
        "mail-out.example.com, -",
        "mail-ej1.example.com, -",
        "a1.example.com, -",
        "mx10.example.com, -",
        "mx100.example.com, -",
        "mx1000.example.com, -",
        "mail9999.example.com, -",
        "host.example.com, -",
        "mx-a.example.com, -",
        "mx.1und.example, -",
        "mail.2go.example, -",
        "m.4u.example, -",
        "server1.hosting.example.net, -",
        "ns1.example.com, -",
        "ns2.dns.example.com, -",
        "zimbra.example.edu, -",
        "exchange.corp.example.com, -",
        "mailgw.uni.example.de, -",
        "postfix.example.fr, -",
        "smtp-out.example.it, -",
        "smtp-1.example.com, -",
        "mx-2.mail.example.org, -",
        "mail-3.example.net, -",
        "out.example.ne.jp, -",
        "mail.sub.domain.example.com, -",
        "bounce.news.example.com, -",
        "e.mail.example.com, -",
        "o1.email.example.com, -",
        "mta-70.mail.example.com, -",
        "dsl.example.com, -",
        "dhcp.example.com, -",
        "dialup.example.net, -",
        "ppp.example.net, -",
        "localhost, -",
        "mail, -",
        "example.com, -",
        "dslmail.example.com, -",
        "mail-wm1-f43.google.com, -",
        "mail-ed1-f54.google.com, -",
        "a8-81.smtp-out.amazonses.com, -",
        "a10-12.smtp-out.eu-west-1.amazonses.com, 1",
        "o12345678.outbound-mail.sendgrid.net, -",
        "us-smtp-1.mimecast-mail.example.com, -",
        "eu-smtp-delivery-1.mimecast.example, -",
        "mg1.mg.gitlab.com, -",
        "slack-imap-1-2.slack.com, -",
        "psmtp13-14.obsmtp.com, -",
        "mail-dm6nam10on2041.outbound.protection.example.com, 1",
        "sonic308-2.consmr.mail.example.com, 1",
        "mailout4.w1.example.com, -",
        "mout.kundenserver.example, -",
        "mx0a-00123456.pphosted.example.com, 1",
        "mx0b-001.pphosted.example.com, 1"
    })
    void knowsAHomeConnectionByItsName(String host, String rule) {
        var judgement = with(S25r.PROPER, List.of()).judge(host, IPV4);

        assertEquals(rule, judgement.home() ? judgement.why().replaceFirst("rule (\\d).*", "$1") : "-", judgement::why);
    }

    @ParameterizedTest
    @CsvSource({"unknown", "UNKNOWN", "[192.0.2.1]", "[]"})
    void aClientWithoutNameLooksLikeOne(String host) {
        assertEquals(
                "it has no name", with(List.of(), List.of()).judge(host, IPV4).why());
    }

    @Test
    void theWhiteListComesBeforeAllElse() {
        var judge = with(List.of(".example.net"), List.of(".example.net"));

        assertEquals(
                "white list: .example.net",
                judge.judge("dhcp-1-2-3-4.example.net", IPV4).why());
    }

    @Test
    void theBlackListComesBeforeTheRules() {
        var judge = with(List.of(), List.of("/^home\\./"));

        assertEquals(
                "black list: /^home\\./", judge.judge("home.example.net", IPV4).why());
    }

    @Test
    void aClientWithIpv6IsProper() {
        assertFalse(with(List.of(), List.of())
                .judge("dhcp-1-2-3-4.example.net", IPV6)
                .home());
    }

    @Test
    void aClientWithIpv6IsJudgedWhereThatIsConfigured() {
        assertTrue(new S25r(false, List.of(), List.of())
                .judge("dhcp-1-2-3-4.example.net", IPV6)
                .home());
    }

    @Test
    void anyNameIsJudgedInNoTime() {
        String hostile = "1a".repeat(2_000) + "." + "1.".repeat(2_000);

        assertTrue(with(List.of(), List.of()).judge(hostile, IPV4).home());
    }

    /** Behind Sendmail with its default macros: a client may give itself any name. */
    @Test
    void aNameThatMayBeForgedIsNone() {
        var s25r = with(S25r.PROPER, List.of()).fact();
        var macros = new SessionMacros();
        macros.define(Stage.CONNECT, List.of(new Macro("_", "mail-x.google.com [192.0.2.7] (may be forged)")));
        try (var known = new Circumstances()) {
            known.happened(new Connect("mail-x.google.com", Connect.Family.INET, 4711, "192.0.2.7"), macros);
            var words = Vocabulary.ofMail().with(s25r);
            for (String holds : List.of("s25r", "client.name == \"unknown\"", "not client.verified")) {
                var requirement = new Requirement(Expression.of(holds, words), Answer.SKIP);
                assertEquals(
                        Truth.TRUE,
                        requirement.decide("milter", known).orElseThrow().truth(),
                        holds);
            }
        }
    }
}
