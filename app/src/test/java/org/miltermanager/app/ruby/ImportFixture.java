package org.miltermanager.app.ruby;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.miltermanager.app.config.ConfigurationFiles;
import org.miltermanager.app.config.Settings;

/** A directory with a configuration of milter manager, and beside it what became of it. */
record ImportFixture(Path directory) {
    static final String SAMPLE = """
            # -*- coding: utf-8 -*-
            manager.connection_spec = "inet:10025@[127.0.0.1]"; manager.n_workers = 4
            manager.unix_socket_mode = 0660
            log.level = "default|debug"
            security.effective_user = 'filter'
            define_milter("clamav-milter") do |milter|
              milter.connection_spec = "unix:/var/run/clamav/clamav-milter.ctl"
              milter.description = "virus " +
                "scanner" # of the house
              milter.enabled = false
              milter.connection_timeout = 297.0
              milter.reading_timeout = 7.5
            end
            define_milter "greylist" do |m| m.connection_spec = 'inet:1@localhost'; m.evaluation_mode = true end
            """;

    Imported imported(String name, String text) {
        try {
            return Imported.from(Files.writeString(directory.resolve(name), text), List::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What our own reader makes of the result. */
    Settings accepted(Imported imported) {
        try {
            var ours = Files.createDirectories(directory.resolve("ours"));
            Files.writeString(ours.resolve("milter-manager.toml"), imported.text());
            return new ConfigurationFiles(ours, true, List.of(), List::of)
                    .read()
                    .settings();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One a line, without the path of the directory. */
    String leftovers(Imported imported) {
        return imported.leftovers().stream()
                .map(line -> line.toString().replace(directory + "/", ""))
                .collect(Collectors.joining("\n"));
    }
}
