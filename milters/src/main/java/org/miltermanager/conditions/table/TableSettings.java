package org.miltermanager.conditions.table;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.miltermanager.condition.Lookup;

/**
 * Where a table is, and how a key is looked up in it.
 *
 * @param name as conditions call it
 * @param url {@code ldap://HOST:PORT}, {@code ldaps://...}, or {@code jdbc:...} of a driver that is there
 * @param query a filter (RFC 4515) or an SQL statement, in which {@value #KEY} stands for the key; the key is in the table where an entry
 *     or a row is found
 * @param base below which entry is searched; of no meaning to a database
 * @param user as whom; empty: as nobody
 * @param passwordFile whose first line is the password
 * @param deadline for an answer
 * @param connections how many there are at the most
 */
public record TableSettings(
        String name,
        String url,
        String query,
        String base,
        String user,
        Optional<Path> passwordFile,
        Duration deadline,
        int connections) {
    /** Stands for the key. */
    public static final String KEY = "{key}";

    /** What a query must be for a kind of table. */
    public TableSettings {
        if (!query.contains(KEY)) {
            throw new IllegalArgumentException("query: got \"" + query + "\", expected " + KEY + " in it");
        }
        if (isDirectory(url) ? !isBalanced(query) : isQuoted(query)) {
            throw new IllegalArgumentException(
                    isDirectory(url)
                            ? "query: got \"" + query + "\", expected a filter such as (mail={key})"
                            : "query: got \"" + query + "\", expected {key} without quotes around it");
        }
    }

    /**
     * Looks at a URL; connects nowhere.
     *
     * @return the same
     * @throws IllegalArgumentException if nothing can be reached by it
     */
    public static String checkedUrl(String url) {
        if (!(isDirectory(url) ? isServer(url) : hasDriver(url))) {
            throw new IllegalArgumentException("got \"" + withoutPassword(url)
                    + "\", expected a server such as \"ldap://127.0.0.1\" or \"jdbc:postgresql://127.0.0.1/mail\"");
        }
        return url;
    }

    /** A URL as people may see it, wherever in it a password stands, and whatever it has in it. Rather too little is seen than too much. */
    public static String withoutPassword(String url) {
        return url.replaceFirst("(?i)(://[^@:]*):.*[?&;][a-z]*password[a-z]*=[^&;]*@[^&;]*", "$1:***")
                .replaceFirst("(://[^@:]*):.*@", "$1:***@")
                .replaceAll("(?i)([?&;][a-z]*password[a-z]*=)[^&;]*", "$1***");
    }

    private static boolean isDirectory(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith("ldap");
    }

    private static boolean isServer(String url) {
        try {
            URI uri = new URI(url);
            boolean known =
                    uri.getScheme().equalsIgnoreCase("ldap") || uri.getScheme().equalsIgnoreCase("ldaps");
            return known
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getPath().length() <= 1;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static boolean hasDriver(String url) {
        try {
            DriverManager.getDriver(url);
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private static boolean isBalanced(String filter) {
        int depth = 0;
        for (int i = 0; i < filter.length(); i++) {
            depth += filter.charAt(i) == '(' ? 1 : filter.charAt(i) == ')' ? -1 : 0;
            if (depth <= 0 && i < filter.length() - 1) {
                return false;
            }
        }
        return depth == 0;
    }

    /** A driver puts a value there, not a text. */
    private static boolean isQuoted(String statement) {
        return (statement
                                .substring(0, statement.indexOf(KEY))
                                .chars()
                                .filter(c -> c == '\'')
                                .count()
                        & 1)
                == 1;
    }

    /**
     * The table. Connects when a key is looked up for the first time.
     *
     * @param remarks takes what an operator should know
     */
    public Lookup lookup(Consumer<String> remarks) {
        RemoteTable.Search search = isDirectory(url) ? new Directory(this) : new Database(this);
        return new Lookup.Remote(new RemoteTable(this, search, remarks)::contains, deadline);
    }
}
