package org.miltermanager.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Mails with something in them that scanners know. */
final class Mails {
    static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
    static final String GTUBE = "XJS*C4JDBQADN1.NSBN3*2IDNEN*" + "GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";

    private Mails() {}

    /** As its only line. */
    static String plain(String line) {
        return head() + "\n" + line + "\n";
    }

    /** As an attachment in base64. The first header is one that no scanner knows a mail by. */
    static String attached(byte[] content) {
        return "X-Sent-By: a program of its own\n" + head()
                + """
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="=_outer"

                --=_outer
                Content-Type: text/plain

                See the attachment.
                --=_outer
                Content-Type: application/octet-stream; name="a.zip"
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment; filename="a.zip"

                %s
                --=_outer--
                """.formatted(Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(content));
    }

    /** The same behind half a megabyte of text, which the scanner is sent before the attachment is here. */
    static String attachedToALongText(byte[] content) {
        return attached(content).replace("See the attachment.", "See the attachment.\n".repeat(25_000));
    }

    /** Forwarded, twice. */
    static String nested(String mail) {
        return forwarded(forwarded(mail, "=_inner"), "=_middle");
    }

    private static String forwarded(String mail, String boundary) {
        return head() + """
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="%s"

            --%s
            Content-Type: message/rfc822

            %s
            --%s--
            """.formatted(boundary, boundary, mail, boundary);
    }

    /** With headers of a scanner that has never seen it. */
    static String forged(String mail) {
        return "X-Spam-Flag: NO\nX-Spam-Forged: yes\nX-Virus-Status: Clean, and twice so\n" + mail;
    }

    static byte[] zipped(String content) {
        var archive = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(archive)) {
            zip.putNextEntry(new ZipEntry("file.com"));
            zip.write(content.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return archive.toByteArray();
    }

    private static String head() {
        return """
            From: Bob <bob@example.net>
            To: Alice <alice@example.org>
            Subject: Something that a scanner knows
            Date: %s
            Message-ID: <known@example.net>
            """.formatted(DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC)));
    }
}
