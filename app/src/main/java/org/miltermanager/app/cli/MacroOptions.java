package org.miltermanager.app.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.miltermanager.wire.Macro;
import org.miltermanager.wire.Stage;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * What a played mail server tells beside the protocol: the defaults of milter manager 2, what the user gives, and who is authenticated. Each
 * option is a field: Java lists fields in the order of this text, which is that of help and manual, and methods in any.
 */
final class MacroOptions {
    private static final String VALUE = "NAME:VALUE";

    @Option(
            names = "--connect-macro",
            paramLabel = VALUE,
            converter = Spelled.class,
            description = "A macro told when the client connects. Repeatable.")
    private List<Macro> connect = new ArrayList<>();

    @Option(names = "--helo-macro", paramLabel = VALUE, converter = Spelled.class, description = "... with HELO.")
    private List<Macro> helo = new ArrayList<>();

    @Option(
            names = "--envelope-from-macro",
            paramLabel = VALUE,
            converter = Spelled.class,
            description = "... with MAIL.")
    private List<Macro> mail = new ArrayList<>();

    @Option(
            names = "--envelope-recipient-macro",
            paramLabel = VALUE,
            converter = Spelled.class,
            description = "... with RCPT.")
    private List<Macro> recipient = new ArrayList<>();

    @Option(names = "--data-macro", paramLabel = VALUE, converter = Spelled.class, description = "... with DATA.")
    private List<Macro> data = new ArrayList<>();

    @Option(
            names = "--end-of-header-macro",
            paramLabel = VALUE,
            converter = Spelled.class,
            description = "... at the end of the header block.")
    private List<Macro> endOfHeader = new ArrayList<>();

    @Option(
            names = "--end-of-message-macro",
            paramLabel = VALUE,
            converter = Spelled.class,
            description = "... at the end of the message.")
    private List<Macro> endOfMessage = new ArrayList<>();

    @Option(names = "--authenticated-name", paramLabel = "NAME", description = "{auth_authen}, told with MAIL.")
    private @Nullable String authenticatedName;

    @Option(names = "--authenticated-type", paramLabel = "TYPE", description = "{auth_type}, told with MAIL.")
    private @Nullable String authenticatedType;

    @Option(names = "--authenticated-author", paramLabel = "NAME", description = "{auth_author}, told with MAIL.")
    private @Nullable String authenticatedAuthor;

    /** Reads {@code NAME:VALUE}; braces around a name of several letters may be left out. */
    private static final class Spelled implements ITypeConverter<Macro> {
        @Override
        public Macro convert(String text) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw new TypeConversionException("'" + text + "' is no macro, expected " + VALUE);
            }
            return macro(text.substring(0, colon), text.substring(colon + 1));
        }
    }

    private static Macro macro(String name, String value) {
        String wire = MailOptions.octets(name);
        return new Macro(
                wire.length() == 1 || wire.startsWith("{") ? wire : "{" + wire + "}", MailOptions.octets(value));
    }

    Map<Stage, List<Macro>> told() {
        Map<Stage, List<Macro>> told = usual();
        tell(told, Stage.CONNECT, connect);
        tell(told, Stage.HELO, helo);
        tell(told, Stage.MAIL, mail);
        tell(told, Stage.RCPT, recipient);
        tell(told, Stage.DATA, data);
        tell(told, Stage.END_OF_HEADERS, endOfHeader);
        tell(told, Stage.END_OF_MESSAGE, endOfMessage);
        tell(told, "auth_authen", authenticatedName);
        tell(told, "auth_type", authenticatedType);
        tell(told, "auth_author", authenticatedAuthor);
        return told;
    }

    private static Map<Stage, List<Macro>> usual() {
        Map<Stage, List<Macro>> usual = new EnumMap<>(Stage.class);
        // With {daemon_addr}, which milter manager 2 did not tell, the mail server is taken for Postfix.
        tell(
                usual,
                Stage.CONNECT,
                "daemon_name=milter-test-server if_name=localhost if_addr=127.0.0.1 daemon_addr=127.0.0.1 j=mail.example.com");
        tell(usual, Stage.HELO, "tls_version= cipher= cipher_bits=0 cert_subject= cert_issuer=");
        tell(usual, Stage.MAIL, "mail_mailer=smtp mail_host=mail.example.com mail_addr=sender@example.com");
        tell(usual, Stage.RCPT, "rcpt_mailer=local rcpt_host=mail.example.com rcpt_addr=receiver@example.org");
        for (Stage stage : List.of(Stage.DATA, Stage.END_OF_HEADERS, Stage.END_OF_MESSAGE)) {
            tell(usual, stage, "i=message-id");
        }
        return usual;
    }

    private static void tell(Map<Stage, List<Macro>> told, Stage stage, String macros) {
        for (String macro : macros.split(" ")) {
            int sign = macro.indexOf('=');
            tell(told, stage, List.of(macro(macro.substring(0, sign), macro.substring(sign + 1))));
        }
    }

    private static void tell(Map<Stage, List<Macro>> told, String name, @Nullable String value) {
        if (value != null) {
            tell(told, Stage.MAIL, List.of(macro(name, value)));
        }
    }

    /** A later one of the same name takes the place of an earlier one. */
    private static void tell(Map<Stage, List<Macro>> told, Stage stage, List<Macro> more) {
        List<Macro> macros = told.computeIfAbsent(stage, any -> new ArrayList<>());
        for (Macro one : more) {
            macros.removeIf(macro -> macro.name().equals(one.name()));
            macros.add(one);
        }
    }
}
