package org.miltermanager.chain;

import java.util.List;
import java.util.Map;
import org.miltermanager.wire.Stage;

/** The macros that mail servers send to a milter that asked for none, as they are configured by default. */
final class DefaultMacros {
    private static final List<String> TLS =
            List.of("{tls_version}", "{cipher}", "{cipher_bits}", "{cert_subject}", "{cert_issuer}");

    /** {@code milter_*_macros} of Postfix 3.5 and later. */
    static final Map<Stage, List<String>> POSTFIX = Map.of(
            Stage.CONNECT,
            List.of("j", "{daemon_name}", "{daemon_addr}", "v", "_"),
            Stage.HELO,
            TLS,
            Stage.MAIL,
            List.of(
                    "i",
                    "{auth_type}",
                    "{auth_authen}",
                    "{auth_author}",
                    "{mail_addr}",
                    "{mail_host}",
                    "{mail_mailer}"),
            Stage.RCPT,
            List.of("i", "{rcpt_addr}", "{rcpt_host}", "{rcpt_mailer}"),
            Stage.DATA,
            List.of("i"),
            Stage.END_OF_HEADERS,
            List.of("i"),
            Stage.END_OF_MESSAGE,
            List.of("i"));

    /** {@code Milter.macros.*} of Sendmail 8.17 ({@code cfhead.m4}); none at SMFIC_DATA and at the end of the headers. */
    static final Map<Stage, List<String>> SENDMAIL = Map.of(
            Stage.CONNECT,
            List.of("j", "_", "{daemon_name}", "{if_name}", "{if_addr}"),
            Stage.HELO,
            TLS,
            Stage.MAIL,
            List.of(
                    "i",
                    "{auth_type}",
                    "{auth_authen}",
                    "{auth_ssf}",
                    "{auth_author}",
                    "{mail_mailer}",
                    "{mail_host}",
                    "{mail_addr}"),
            Stage.RCPT,
            List.of("{rcpt_mailer}", "{rcpt_host}", "{rcpt_addr}"),
            Stage.END_OF_MESSAGE,
            List.of("{msg_id}"));

    private DefaultMacros() {}
}
