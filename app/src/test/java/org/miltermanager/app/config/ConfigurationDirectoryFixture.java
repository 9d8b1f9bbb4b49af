package org.miltermanager.app.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory of configuration files; its own path is not part of what it tells. */
record ConfigurationDirectoryFixture(Path directory) {
    ConfigurationDirectoryFixture with(String name, String text) {
        try {
            var file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Configuration read(CommandLineValue... commandLine) {
        return new ConfigurationFiles(directory, true, List.of(commandLine), List::of).read();
    }

    Settings settings(CommandLineValue... commandLine) {
        return read(commandLine).settings();
    }

    /** Every mistake that reading it tells, one a line, without the path of the directory. */
    String mistakes(CommandLineValue... commandLine) {
        try {
            read(commandLine);
            return "";
        } catch (ConfigurationError error) {
            return String.valueOf(error.getMessage()).replace(directory + "/", "") + "\n";
        }
    }

    String shown(CommandLineValue... commandLine) {
        return read(commandLine).show().replace(directory + "/", "");
    }
}
