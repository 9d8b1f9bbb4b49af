package org.miltermanager.app.cli.manual;

import org.miltermanager.app.config.Configuration;
import org.miltermanager.app.config.KeyDescription;

/** The manual page of the configuration file. */
final class ConfigurationPage {
    static final String NAME = "milter-manager.toml";

    private ConfigurationPage() {}

    static String of(String version) {
        var page = new Roff(NAME, 5, version)
                .section("NAME")
                .raw(Roff.plain(NAME) + " \\- configuration of milter\\-manager")
                .section("SYNOPSIS")
                .raw(Roff.italic("/etc/milter-manager/milter-manager.toml"))
                .raw(".br")
                .raw(Roff.italic("/etc/milter-manager/conf.d/*.toml"))
                .raw(".br")
                .raw(Roff.italic("/etc/milter-manager/milter-manager.local.toml"))
                .section("DESCRIPTION")
                .paragraph(
                        "The files are read in this order, and a later one overrides an earlier one key by key. They are TOML (toml.io)."
                                + " A key that is not known or a value that is not taken is a mistake, told with file, line and column: the daemon"
                                + " does not start with it, and one that runs keeps the configuration that it has.")
                .paragraph(
                        "milter-manager --show-config prints what holds and where each value comes from; milter-manager check asks every"
                                + " milter; milter-manager reload makes a running daemon read the files again. Sessions that are under way keep the"
                                + " milters that they began with.");
        Configuration.keys().forEach((table, keys) -> {
            page.section(table.isEmpty() ? "KEYS" : "KEYS OF " + table);
            keys.forEach(key -> describe(page, key));
        });
        return page.section("SEE ALSO").raw(Roff.bold("milter-manager") + "(8)").toString();
    }

    private static void describe(Roff page, KeyDescription key) {
        String fallback = key.fallback().map(text -> " Default: " + text).orElse(" Required.");
        page.item(Roff.bold(key.path()), key.meaning() + " Takes " + key.takes() + "." + fallback);
    }
}
