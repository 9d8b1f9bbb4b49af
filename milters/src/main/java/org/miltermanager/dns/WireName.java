package org.miltermanager.dns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.xbill.DNS.Name;

/** Names between our text and octets (RFC 1035 3.1). Nothing is escaped: a backslash is a backslash. */
final class WireName {
    private static final int LABEL = 63;
    private static final int LONGEST = 255;

    private WireName() {}

    /** Empty where no name can be like this. */
    static Optional<Name> of(String text) {
        var octets = new ByteArrayOutputStream();
        for (String label : text.split("\\.", -1)) {
            byte[] characters = label.getBytes(ISO_8859_1);
            if (characters.length == 0 || characters.length > LABEL) {
                return Optional.empty();
            }
            octets.write(characters.length);
            octets.writeBytes(characters);
        }
        octets.write(0);
        if (octets.size() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Name(octets.toByteArray()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Empty where a label has a dot inside, which our text cannot say. The root is the empty text. */
    static Optional<String> text(Name name) {
        var text = new StringBuilder();
        for (int i = 0; i < name.labels() - 1; i++) {
            byte[] wire = name.getLabel(i);
            var label = new String(wire, 1, wire.length - 1, ISO_8859_1);
            if (label.contains(".")) {
                return Optional.empty();
            }
            text.append(text.isEmpty() ? "" : ".").append(label);
        }
        return Optional.of(text.toString());
    }
}
