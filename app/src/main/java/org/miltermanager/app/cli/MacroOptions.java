package org.miltermanager.app.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Stage;
import picocli.CommandLine.Option;

/** What a played mail server tells beside the protocol: the defaults of milter manager 2, what the user gives, and who is authenticated. */
final class MacroOptions {
    private static final String VALUE = "NAME:VALUE";

    private final Map<Stage, List<Macro>> told = new EnumMap<>(Stage.class);

    MacroOptions() {
        // With {daemon_addr}, which milter manager 2 did not tell, the mail server is taken for Postfix.
        usual(
                Stage.CONNECT,
                "{daemon_name}=milter-test-server {if_name}=localhost {if_addr}=127.0.0.1 {daemon_addr}=127.0.0.1 j=mail.example.com");
        usual(Stage.HELO, "{tls_version}= {cipher}= {cipher_bits}=0 {cert_subject}= {cert_issuer}=");
        usual(Stage.MAIL, "{mail_mailer}=smtp {mail_host}=mail.example.com {mail_addr}=sender@example.com");
        usual(Stage.RCPT, "{rcpt_mailer}=local {rcpt_host}=mail.example.com {rcpt_addr}=receiver@example.org");
        for (Stage stage : List.of(Stage.DATA, Stage.END_OF_HEADERS, Stage.END_OF_MESSAGE)) {
            usual(stage, "i=message-id");
        }
    }

    private void usual(Stage stage, String macros) {
        for (String macro : macros.split(" ")) {
            tell(stage, macro.replaceFirst("=", ":"));
        }
    }

    private void tell(Stage stage, String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("'" + text + "' is no macro, expected " + VALUE);
        }
        String name = MailOptions.octets(text.substring(0, colon));
        String spelled = name.length() == 1 || name.startsWith("{") ? name : "{" + name + "}";
        List<Macro> macros = told.computeIfAbsent(stage, any -> new ArrayList<>());
        macros.removeIf(macro -> macro.name().equals(spelled));
        macros.add(new Macro(spelled, MailOptions.octets(text.substring(colon + 1))));
    }

    @Option(
            names = "--connect-macro",
            paramLabel = VALUE,
            description = "A macro told when the client connects. Repeatable.")
    void connect(List<String> macros) {
        macros.forEach(macro -> tell(Stage.CONNECT, macro));
    }

    @Option(names = "--helo-macro", paramLabel = VALUE, description = "... with HELO.")
    void helo(List<String> macros) {
        macros.forEach(macro -> tell(Stage.HELO, macro));
    }

    @Option(names = "--envelope-from-macro", paramLabel = VALUE, description = "... with MAIL.")
    void mail(List<String> macros) {
        macros.forEach(macro -> tell(Stage.MAIL, macro));
    }

    @Option(names = "--envelope-recipient-macro", paramLabel = VALUE, description = "... with RCPT.")
    void recipient(List<String> macros) {
        macros.forEach(macro -> tell(Stage.RCPT, macro));
    }

    @Option(names = "--data-macro", paramLabel = VALUE, description = "... with DATA.")
    void data(List<String> macros) {
        macros.forEach(macro -> tell(Stage.DATA, macro));
    }

    @Option(names = "--end-of-header-macro", paramLabel = VALUE, description = "... at the end of the header block.")
    void endOfHeader(List<String> macros) {
        macros.forEach(macro -> tell(Stage.END_OF_HEADERS, macro));
    }

    @Option(names = "--end-of-message-macro", paramLabel = VALUE, description = "... at the end of the message.")
    void endOfMessage(List<String> macros) {
        macros.forEach(macro -> tell(Stage.END_OF_MESSAGE, macro));
    }

    @Option(names = "--authenticated-name", paramLabel = "NAME", description = "{auth_authen}, told with MAIL.")
    void authenticatedName(String name) {
        tell(Stage.MAIL, "{auth_authen}:" + name);
    }

    @Option(names = "--authenticated-type", paramLabel = "TYPE", description = "{auth_type}, told with MAIL.")
    void authenticatedType(String type) {
        tell(Stage.MAIL, "{auth_type}:" + type);
    }

    @Option(names = "--authenticated-author", paramLabel = "NAME", description = "{auth_author}, told with MAIL.")
    void authenticatedAuthor(String author) {
        tell(Stage.MAIL, "{auth_author}:" + author);
    }

    Map<Stage, List<Macro>> told() {
        return told;
    }
}
