package org.miltermanager.app.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.miltermanager.app.config.LogTarget;
import org.miltermanager.app.config.MilterSettings;
import org.miltermanager.app.config.Settings;
import org.miltermanager.app.host.FileRights;
import org.miltermanager.app.host.Group;
import org.miltermanager.app.host.HostFailure;
import org.miltermanager.app.host.Identity;
import org.miltermanager.milters.greylist.GreylistSettings;
import org.miltermanager.milters.greylist.store.StorePlace;
import org.miltermanager.transport.Endpoint;

/** Looks at the files of a configuration with the eyes of the daemon. */
public final class FileNotes {
    private FileNotes() {}

    /**
     * What the daemon could not do without; sentences for the operator, each beginning with the key.
     *
     * @param daemon as whom it runs
     */
    public static List<String> troubles(Settings settings, Identity daemon) {
        var troubles = new ArrayList<String>();
        FileRights.inDirectory(settings.limits().spoolDirectory(), daemon)
                .map(why -> "limits.spool-directory: mail with a large body would be deferred: " + why)
                .ifPresent(troubles::add);
        var s25r = settings.conditions().s25r();
        list("s25r.white-list-file", s25r.whiteListFile(), daemon).ifPresent(troubles::add);
        list("s25r.black-list-file", s25r.blackListFile(), daemon).ifPresent(troubles::add);
        list("trust.file", settings.conditions().trust().file(), daemon).ifPresent(troubles::add);
        settings.milters().stream()
                .filter(MilterSettings::enabled)
                .flatMap(milter -> greylist(milter)
                        .flatMap(file -> FileRights.writing(file, daemon))
                        .map(why -> "milter " + milter.name() + ": file: " + why)
                        .stream())
                .forEach(troubles::add);
        return troubles;
    }

    private static Optional<String> list(String key, Optional<Path> file, Identity daemon) {
        return file.flatMap(path -> FileRights.reading(path, daemon)).map(why -> key + ": " + why);
    }

    private static Optional<Path> greylist(MilterSettings milter) {
        return milter.source() instanceof MilterSettings.Source.Inside(GreylistSettings greylist)
                        && greylist.store() instanceof StorePlace.File(var path)
                ? Optional.of(path)
                : Optional.empty();
    }

    /** Of the log and of the file with the process id. A daemon that root itself starts opens them before it becomes another user. */
    public static Stream<String> ofTheStart(Settings settings, Identity daemon) {
        return Stream.concat(
                        settings.log().target() instanceof LogTarget.File(var log)
                                ? opening(log, daemon).map(why -> "log.to: " + why).stream()
                                : Stream.of(),
                        settings.pidFile().stream()
                                .flatMap(file -> FileRights.inDirectory(directory(file), daemon).stream())
                                .map(why -> "pid-file: " + why))
                .map(why -> why + "; the daemon would not start, unless root starts it");
    }

    /** Of the socket that the mail server connects to. One that systemd makes needs none of it. */
    public static Stream<String> ofTheSocket(Settings settings) {
        Optional<String> directory = settings.listen() instanceof Endpoint.Unix(var path)
                ? Optional.of(directory(path))
                        .filter(Files::notExists)
                        .map(missing -> "listen: directory " + missing + " does not exist")
                : Optional.empty();
        return Stream.concat(directory.stream(), settings.socket().group().flatMap(FileNotes::missing).stream())
                .map(why -> why + "; the daemon would not start, unless systemd makes the socket");
    }

    private static Optional<String> missing(String group) {
        try {
            Group.named(group);
            return Optional.empty();
        } catch (HostFailure unknown) {
            return Optional.of("socket.group: " + unknown.getMessage());
        }
    }

    private static Optional<String> opening(Path log, Identity daemon) {
        return Files.exists(log) ? FileRights.writing(log, daemon) : FileRights.inDirectory(directory(log), daemon);
    }

    private static Path directory(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(file);
    }

    /** Of files of the configuration that only whoever starts the daemon may read. */
    public static Stream<String> notes(List<Path> files, Identity daemon) {
        return files.stream()
                .flatMap(file -> FileRights.reading(file, daemon).stream())
                .map(why -> why + "; the daemon would refuse to reload");
    }
}
