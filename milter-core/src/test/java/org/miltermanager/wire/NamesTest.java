package org.miltermanager.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table in this package's documentation says what the enums say. That the codec says so too is shown by its hand-written packets. */
class NamesTest {
    private static final Path TABLE = Path.of("src/main/java/org/miltermanager/wire/package-info.java");
    private static final Pattern ENTRY = Pattern.compile("(SMFI[CR]_\\w+) +(\\S) +(\\w+)(?:\\.(\\w+))?");

    @Test
    void theTableHasAllCommands() throws IOException {
        var codes = Arrays.stream(CommandCode.values())
                .map(code -> code.wireName() + " " + code.octet())
                .collect(Collectors.toSet());

        assertEquals(codes, table("SMFIC_"));
    }

    @Test
    void theTableHasAllReplies() throws IOException {
        var codes = Arrays.stream(ReplyCode.values())
                .map(code -> code.wireName() + " " + code.octet())
                .collect(Collectors.toSet());

        assertEquals(codes, table("SMFIR_"));
    }

    @Test
    void everyNameInTheTableIsOneOfOurs() throws IOException {
        var unknown = new TreeSet<String>();
        for (var entry = ENTRY.matcher(Files.readString(TABLE)); entry.find(); ) {
            if (!exists(entry.group(3), Optional.ofNullable(entry.group(4)))) {
                unknown.add(entry.group());
            }
        }

        assertEquals(Set.of(), unknown);
    }

    @Test
    void everyRulingStandsBesideItsCode() throws IOException {
        String table = Files.readString(TABLE);

        for (Ruling ruling : Ruling.values()) {
            var entry = Pattern.compile(
                    ruling.code().wireName() + " +" + ruling.code().octet() + " +Ruling." + ruling + "\n");
            assertEquals(true, entry.matcher(table).find(), ruling.name());
        }
    }

    @Test
    void everyOctetIsTheCodeOfOneCommandAtMost() {
        var codes = IntStream.range(0, 256)
                .boxed()
                .flatMap(octet -> CommandCode.of(octet).stream())
                .toList();

        assertEquals(CommandCode.values().length, codes.size());
    }

    @Test
    void everyOctetIsTheCodeOfOneReplyAtMost() {
        var codes = IntStream.range(0, 256)
                .boxed()
                .flatMap(octet -> ReplyCode.of(octet).stream())
                .toList();

        assertEquals(ReplyCode.values().length, codes.size());
    }

    private static Set<String> table(String prefix) throws IOException {
        return ENTRY.matcher(Files.readString(TABLE))
                .results()
                .filter(entry -> entry.group(1).startsWith(prefix))
                .map(entry -> entry.group(1) + " " + entry.group(2))
                .collect(Collectors.toSet());
    }

    private static boolean exists(String type, Optional<String> constant) {
        try {
            var found = Class.forName(CommandCode.class.getPackageName() + "." + type);
            return constant.isEmpty()
                    || Arrays.stream(found.getEnumConstants())
                            .anyMatch(value -> value.toString().equals(constant.get()));
        } catch (ClassNotFoundException _) {
            return false;
        }
    }
}
