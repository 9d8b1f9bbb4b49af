package org.miltermanager.conditions.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListFileTest {
    private final List<String> remarks = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = directory.resolve("list");
        Files.writeString(file, "# home\none.example\n\n  .two.example # all of them\n/^mail#/\n");
    }

    @Test
    void holdsTheEntriesOfItsLines() {
        var names = new ListFile(file, remarks::add).names();

        assertEquals(3, names.size());
        assertTrue(names.test("one.example") && names.test("a.two.example") && names.test("mail#1"));
    }

    @Test
    void isReadAgainWhenItHasChanged() throws Exception {
        var list = new ListFile(file, remarks::add);
        Files.writeString(file, "three.example\n");

        awaitRemark(list, "read again, 1 entries");

        assertTrue(list.names().test("three.example"));
    }

    @Test
    void staysAsItWasWhereTheFileIsGone() throws Exception {
        var list = new ListFile(file, remarks::add);
        Files.delete(file);

        awaitRemark(list, "stays as it was");

        assertTrue(list.names().test("one.example"));
    }

    @Test
    void staysAsItWasWhereAnEntryIsWrong() throws Exception {
        var list = new ListFile(file, remarks::add);
        Files.writeString(file, "three.example\n/(/\n");

        awaitRemark(list, "the pattern /(/ is wrong");

        assertTrue(list.names().test("one.example"));
    }

    @Test
    void hasToBeThereAtFirst() {
        var missing = assertThrows(
                IllegalArgumentException.class, () -> new ListFile(directory.resolve("none"), remarks::add));

        assertTrue(String.valueOf(missing.getMessage()).contains("none cannot be read"), missing::toString);
    }

    private void awaitRemark(ListFile list, String part) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (remarks.stream().noneMatch(remark -> remark.contains(part)) && System.nanoTime() < end) {
            list.names();
            Thread.sleep(50);
        }
        assertTrue(remarks.stream().anyMatch(remark -> remark.contains(part)), remarks::toString);
    }
}
