package org.miltermanager.conditions.table;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A database, asked through JDBC with a statement in which the key is a value and never a text. Safe for use by any thread. */
final class Database implements RemoteTable.Search {
    private static final Cleaner CLEANER = Cleaner.create();

    /** Classes of SQLSTATE, the second PostgreSQL's own. */
    private static final String CONNECTION_LOST = "08";

    private static final String SHUTTING_DOWN = "57P";

    /** The pool takes no less. */
    private static final Duration SHORTEST = Duration.ofMillis(250);

    private static final Duration IDLE = Duration.ofMinutes(5);

    private final TableSettings settings;
    private final String statement;
    private final int places;
    private final AtomicReference<Optional<HikariDataSource>> pool = new AtomicReference<>(Optional.empty());

    Database(TableSettings settings) {
        this.settings = settings;
        Matcher keys = Pattern.compile(Pattern.quote(TableSettings.KEY)).matcher(settings.query());
        this.places = Math.toIntExact(keys.results().count());
        this.statement = keys.replaceAll("?");
        CLEANER.register(this, new Farewell(pool));
    }

    /** After a reload, when the last session is over that had this table. */
    private record Farewell(AtomicReference<Optional<HikariDataSource>> pool) implements Runnable {
        @Override
        public void run() {
            pool.get().ifPresent(HikariDataSource::close);
        }
    }

    /** A connection that has died since it was used last is found out only now. */
    @Override
    public boolean finds(String key) throws SQLException, IOException {
        try {
            return ask(key);
        } catch (SQLException failure) {
            String state = String.valueOf(failure.getSQLState());
            if (!state.startsWith(CONNECTION_LOST) && !state.startsWith(SHUTTING_DOWN)) {
                throw failure;
            }
            return ask(key);
        }
    }

    private boolean ask(String key) throws SQLException, IOException {
        try (Connection connection = connection();
                PreparedStatement question = connection.prepareStatement(statement)) {
            question.setQueryTimeout(seconds());
            question.setMaxRows(1);
            for (int place = 1; place <= places; place++) {
                question.setString(place, key);
            }
            try (ResultSet rows = question.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Why there is none, the pool only tells as the cause. */
    private Connection connection() throws SQLException, IOException {
        try {
            return pool().getConnection();
        } catch (SQLTransientConnectionException none) {
            throw none.getCause() instanceof SQLException cause ? cause : none;
        }
    }

    private int seconds() {
        return Math.toIntExact(settings.deadline().plusMillis(999).toSeconds());
    }

    /** Made when it is needed first: a configuration that is only checked connects nowhere. */
    private synchronized HikariDataSource pool() throws IOException {
        Optional<HikariDataSource> made = pool.get();
        if (made.isEmpty()) {
            made = Optional.of(new HikariDataSource(configuration()));
            pool.set(made);
        }
        return made.get();
    }

    private HikariConfig configuration() throws IOException {
        var configuration = new HikariConfig();
        configuration.setPoolName("table " + settings.name());
        configuration.setJdbcUrl(settings.url());
        if (!settings.user().isEmpty()) {
            configuration.setUsername(settings.user());
            configuration.setPassword(Password.in(settings.passwordFile()));
        }
        configuration.setMaximumPoolSize(settings.connections());
        configuration.setMinimumIdle(0);
        configuration.setIdleTimeout(IDLE.toMillis());
        configuration.setReadOnly(true);
        long deadline = Math.max(settings.deadline().toMillis(), SHORTEST.toMillis());
        configuration.setConnectionTimeout(deadline);
        configuration.setValidationTimeout(deadline);
        configuration.setInitializationFailTimeout(-1); // a database that is down at first may come
        if (settings.url().startsWith("jdbc:postgresql:")) {
            configuration.addDataSourceProperty("loginTimeout", Integer.toString(seconds()));
            configuration.addDataSourceProperty("connectTimeout", Integer.toString(seconds()));
            configuration.addDataSourceProperty("socketTimeout", Integer.toString(seconds()));
            configuration.addDataSourceProperty("ApplicationName", "milter-manager");
        }
        return configuration;
    }
}
