package org.miltermanager.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.miltermanager.conditions.table.TableSettings;
import org.tomlj.TomlTable;

/** The part of {@link Schema} that is about tables in directories and databases. */
final class LookupSchema {
    private static final int MANY = 100;

    /** Each becomes {@link TableSettings}. */
    static final Key<TomlTable> TABLES = Key.required("table", ListKinds.namedTables("table"))
            .meaning("A table in a directory or a database, for conditions.");

    static final Key<String> URL = Key.required(
                    "url",
                    Kind.text(
                            "a server in quotes, such as \"ldap://127.0.0.1\" or \"jdbc:postgresql://127.0.0.1/mail\"",
                            TableSettings::checkedUrl,
                            TableSettings::withoutPassword))
            .meaning(
                    "Where it is. Conditions ask for it as table(\"NAME\"), such as recipient in table(\"accounts\").");
    static final Key<String> QUERY = Key.required("query", Kinds.TEXT)
            .meaning("How a key, which stands there as {key}, is looked up: a filter such as (mail={key}), or a"
                    + " statement such as select 1 from accounts where address = {key}. What finds anything has"
                    + " the key.")
            .elsewhere("filter", "query-filter", "statement");
    static final Key<String> BASE = Key.of("base", Kinds.TEXT, "")
            .meaning("Below which entry of a directory is searched.")
            .elsewhere("search-base");
    static final Key<String> USER =
            Key.of("user", Kinds.TEXT, "").meaning("As whom; none: as nobody.").elsewhere("bind-dn");
    static final Key<Optional<Path>> PASSWORD_FILE =
            Key.of("password-file", Kinds.PATH.orNone(), "").meaning("A file whose first line is the password.");
    static final Key<Duration> DEADLINE =
            Key.of("deadline", Kinds.duration(1), "5s").meaning("How long an answer may take.");
    static final Key<Integer> CONNECTIONS = Key.of("connections", Kind.count(1, MANY), 4L)
            .meaning("How many there are at the most; further keys wait for their turn.");

    /** What stands below {@code [table.NAME]}. */
    static final Keys TABLE = Keys.of(URL, QUERY, BASE, USER, PASSWORD_FILE, DEADLINE, CONNECTIONS);

    private LookupSchema() {}

    /**
     * Made of a table without mistakes.
     *
     * @throws IllegalArgumentException with a sentence, where the values do not fit each other
     */
    static TableSettings settings(String name, Values table) {
        return new TableSettings(
                name,
                table.of(URL),
                table.of(QUERY),
                table.of(BASE),
                table.of(USER),
                table.of(PASSWORD_FILE),
                table.of(DEADLINE),
                table.of(CONNECTIONS));
    }
}
