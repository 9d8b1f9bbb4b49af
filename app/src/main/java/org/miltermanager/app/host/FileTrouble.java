package org.miltermanager.app.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Why a file or a directory cannot be written, for the operator: Java names the file and leaves the reason to the exception's class. */
public final class FileTrouble {
    private FileTrouble() {}

    /** One clause with what helps. */
    public static String reason(Path file, IOException trouble) {
        Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        return switch (trouble) {
            case NoSuchFileException _ ->
                "directory " + directory + " does not exist; create it with: install -d -o " + User.effective() + " "
                        + directory;
            case AccessDeniedException _ -> "permission denied" + facts(Files.exists(file) ? file : directory);
            case FileAlreadyExistsException _ ->
                "there is " + FileFacts.at(file).map(FileFacts::kind).orElse("something") + " of that name already";
            case FileSystemException told when told.getReason() != null -> told.getReason();
            default -> String.valueOf(trouble.getMessage());
        };
    }

    private static String facts(Path path) {
        try {
            return ": " + path + " has " + FileFacts.of(path);
        } catch (IOException e) {
            return "";
        }
    }
}
