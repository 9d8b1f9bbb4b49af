package org.miltermanager.conditions.table;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.LongSupplier;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.PartialResultException;
import javax.naming.ServiceUnavailableException;
import javax.naming.directory.SearchControls;
import javax.naming.directory.SearchResult;
import javax.naming.ldap.InitialLdapContext;
import javax.naming.ldap.LdapContext;

/**
 * A directory, asked through JNDI (RFC 4511). Connections are kept for some minutes; one that has died meanwhile is replaced
 * once. Safe for use by any
 * thread.
 */
final class Directory implements RemoteTable.Search {
    private static final Cleaner CLEANER = Cleaner.create();

    /** What nobody has used for longer, a server may have closed, and a firewall forgotten without a word. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    /** A connection, and when it was used last. */
    private record Kept(LdapContext connection, long since) {}

    private final TableSettings settings;
    private final LongSupplier nanoseconds;
    private final String filter;
    private final ConcurrentLinkedDeque<Kept> idle = new ConcurrentLinkedDeque<>();

    Directory(TableSettings settings) {
        this(settings, System::nanoTime);
    }

    Directory(TableSettings settings, LongSupplier nanoseconds) {
        this.settings = settings;
        this.nanoseconds = nanoseconds;
        // What stands there for an argument is escaped by JNDI (RFC 4515 3), whatever it is.
        this.filter = settings.query().replace(TableSettings.KEY, "{0}");
        CLEANER.register(this, new Farewell(idle));
    }

    /** After a reload, when the last session is over that had this table. */
    private record Farewell(ConcurrentLinkedDeque<Kept> idle) implements Runnable {
        @Override
        public void run() {
            idle.forEach(kept -> close(kept.connection()));
        }
    }

    @Override
    public boolean finds(String key) throws NamingException, IOException {
        Optional<LdapContext> kept = kept();
        if (kept.isPresent()) {
            try {
                return search(kept.get(), key);
            } catch (CommunicationException | ServiceUnavailableException died) {
                close(kept.get());
            }
        }
        return search(connect(), key);
    }

    private Optional<LdapContext> kept() {
        for (Kept next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            if (nanoseconds.getAsLong() - next.since() < IDLE.toNanos()) {
                return Optional.of(next.connection());
            }
            close(next.connection());
        }
        return Optional.empty();
    }

    private boolean search(LdapContext connection, String key) throws NamingException {
        boolean answered = false;
        try {
            boolean found = isThere(connection, key);
            answered = true;
            idle.addFirst(new Kept(connection, nanoseconds.getAsLong()));
            return found;
        } finally {
            if (!answered) {
                close(connection);
            }
        }
    }

    /** No objects are made of what the directory says, nor attributes asked for that could be such. */
    @SuppressWarnings("BanJNDI")
    private boolean isThere(LdapContext connection, String key) throws NamingException {
        var controls = new SearchControls();
        controls.setSearchScope(SearchControls.SUBTREE_SCOPE);
        controls.setReturningAttributes(new String[] {"1.1"}); // no attributes (RFC 4511 4.5.1.8)
        controls.setTimeLimit(Math.toIntExact(settings.deadline().toMillis()));
        Object[] arguments = {key.getBytes(StandardCharsets.UTF_8)};
        NamingEnumeration<SearchResult> entries = connection.search(settings.base(), filter, arguments, controls);
        try {
            return entries.hasMore();
        } catch (PartialResultException elsewhere) {
            if (isAllElsewhere(elsewhere)) {
                throw elsewhere;
            }
            return false;
        } finally {
            entries.close();
        }
    }

    /**
     * Behind what it has itself a directory may name others (RFC 4511 4.5.3), as Active Directory does with each search from its root: that
     * is no failure. It is one where it has nothing of what is searched (RFC 4511 4.1.10), which JNDI tells by the code of the result.
     */
    private static boolean isAllElsewhere(PartialResultException elsewhere) {
        return String.valueOf(elsewhere.getExplanation()).contains("error code");
    }

    @SuppressWarnings("JdkObsolete") // JNDI takes nothing else
    private LdapContext connect() throws NamingException, IOException {
        var environment = new Hashtable<String, Object>();
        String deadline = Long.toString(settings.deadline().toMillis());
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, settings.url());
        environment.put(Context.REFERRAL, "ignore");
        environment.put("com.sun.jndi.ldap.connect.timeout", deadline);
        environment.put("com.sun.jndi.ldap.read.timeout", deadline);
        if (settings.user().isEmpty()) {
            environment.put(Context.SECURITY_AUTHENTICATION, "none");
        } else {
            environment.put(Context.SECURITY_AUTHENTICATION, "simple");
            environment.put(Context.SECURITY_PRINCIPAL, settings.user());
            environment.put(Context.SECURITY_CREDENTIALS, password());
        }
        return new InitialLdapContext(environment, null);
    }

    /** A server takes a name without password for nobody, and says that all is well (RFC 4513 5.1.2). */
    private String password() throws IOException {
        String password = Password.in(settings.passwordFile());
        if (password.isEmpty()) {
            throw new IOException("user \"" + settings.user() + "\" has no password; expected one in password-file");
        }
        return password;
    }

    private static void close(LdapContext connection) {
        try {
            connection.close();
        } catch (NamingException gone) {
            // It is of no use any more, which is all that is wanted.
        }
    }
}
