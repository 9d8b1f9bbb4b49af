package org.miltermanager.detect.host.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.miltermanager.detect.Quote;

/**
 * Follows a script as far as can be told without running anything: assignments, {@code test} on files and texts, files that it reads with
 * {@code .}, the functions that start something. Loops and {@code case} are passed over. Used once.
 */
public final class Script {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:(?:export|readonly|local)\\s+)?([A-Za-z_]\\w*)=(.*)", Pattern.DOTALL);
    private static final Pattern FALLBACK =
            Pattern.compile(":\\s+\"?\\$\\{([A-Za-z_]\\w*):?=(.*)\\}\"?", Pattern.DOTALL);
    private static final Pattern FUNCTION =
            Pattern.compile("(?:function\\s+)?([\\w-]+)\\s*\\(\\)\\s*(\\{)?(.*)", Pattern.DOTALL);
    private static final Set<String> KEYWORDS = Set.of("if", "elif", "then", "else", "do", "while", "until", "!", "{");
    private static final Pattern STARTS = Pattern.compile("(?i)(?!.*(?:restart|stop)).*start.*|doit");
    /** No script of a daemon is that long, with all that it reads. */
    private static final int MOST_STATEMENTS = 20_000;

    private final Function<String, List<Quote>> files;
    private final Predicate<String> exists;
    private final Function<String, List<String>> settings;
    private final Map<String, Quote> variables = new HashMap<>();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<List<Statement>> starters = new ArrayList<>();
    private final List<Statement> commands = new ArrayList<>();
    private final Set<String> sourced = new HashSet<>();
    private boolean held;
    private int statements;

    /**
     * @param files the lines of a file, none where it cannot be read
     * @param exists whether there is a file
     * @param settings the files that {@code load_rc_config} reads for a name
     */
    public Script(
            Function<String, List<Quote>> files, Predicate<String> exists, Function<String, List<String>> settings) {
        this.files = files;
        this.exists = exists;
        this.settings = settings;
    }

    /** Follows a file, with what is known so far. The same file is read once only. */
    public void follow(String path) {
        if (sourced.add(path)) {
            Statements.of(files.apply(path)).forEach(this::statement);
        }
    }

    /** Follows what starts the daemon, once the script itself was followed. */
    public void start() {
        frames.clear();
        List.copyOf(starters).forEach(body -> {
            body.forEach(this::statement);
            frames.clear();
        });
    }

    /** Sets a variable where it is not set. */
    public void preset(String name, Quote value) {
        variables.putIfAbsent(name, value);
    }

    /** Whether it has read that file. */
    public boolean read(String path) {
        return sourced.contains(path);
    }

    /** What the variables hold now. */
    public Map<String, Quote> variables() {
        return Map.copyOf(variables);
    }

    /** The commands of the script, wherever they stand, their words as they would be now. */
    public List<List<Quote>> commands() {
        return commands.stream()
                .map(command -> Expansion.words(command.text(), variables))
                .filter(words -> !words.isEmpty())
                .toList();
    }

    private void statement(Statement statement) {
        Frame top = frames.peek();
        if (++statements > MOST_STATEMENTS || statement.text().text().isEmpty()) {
            return;
        }
        if (top != null && top.function()) {
            inFunction(top, statement);
            return;
        }
        switch (statement.first()) {
            case "if" -> {
                frames.push(new Frame("fi", active()));
                condition(statement.rest());
            }
            case "for", "while", "until", "select" -> frames.push(new Frame("done", active()));
            case "case" -> frames.push(new Frame("esac", active()));
            case "fi", "done", "esac" -> close(statement.first());
            case "then", "elif", "else", "do" -> branch(statement);
            default -> plain(statement);
        }
    }

    private boolean active() {
        return frames.isEmpty() || frames.peek().active;
    }

    private void close(String end) {
        if (!frames.isEmpty() && frames.peek().end.equals(end)) {
            frames.pop();
        }
    }

    private void branch(Statement keyword) {
        Frame top = frames.peek();
        if (top == null || !top.end.equals("fi")) {
            plain(keyword.rest());
            return;
        }
        top.deciding = keyword.first().equals("elif");
        if (top.deciding) {
            top.active = false;
            condition(keyword.rest());
            return;
        }
        top.active = top.outer && !top.taken && (held || keyword.first().equals("else"));
        top.taken |= top.active;
        statement(keyword.rest());
    }

    private void condition(Statement statement) {
        if (statement.joint().isEmpty() || statement.joint().equals(held ? "&&" : "||")) {
            held = Condition.holds(words(statement).stream().map(Quote::text).toList(), exists);
        }
    }

    private void inFunction(Frame function, Statement statement) {
        remember(statement);
        switch (statement.first()) {
            case "{" -> function.braces++;
            case "}" -> function.braces--;
            default -> function.body.add(statement);
        }
        if (function.braces == 0) {
            frames.pop();
            if (STARTS.matcher(function.name).matches()) {
                starters.add(function.body);
            }
        }
    }

    private void plain(Statement statement) {
        Matcher function = FUNCTION.matcher(statement.text().text());
        if (function.matches()) {
            var frame = Frame.function(function.group(1), function.group(2) != null);
            frames.push(frame);
            statement(new Statement(statement.text().with(function.group(3).strip()), ""));
            return;
        }
        remember(statement);
        if (!frames.isEmpty() && frames.peek().deciding) {
            condition(statement);
        } else if (active()) {
            carryOut(statement);
        }
    }

    /** Whatever stands behind a keyword may be the command that is looked for. */
    private void remember(Statement statement) {
        Statement command = statement;
        while (KEYWORDS.contains(command.first())) {
            command = command.rest();
        }
        commands.add(command);
    }

    private void carryOut(Statement statement) {
        String first = statement.first();
        if (first.equals(".") || first.equals("source")) {
            words(statement).stream().skip(1).findFirst().ifPresent(file -> follow(file.text()));
        } else if (first.equals("load_rc_config")) {
            words(statement).stream()
                    .skip(1)
                    .findFirst()
                    .ifPresent(name -> settings.apply(name.text()).forEach(this::follow));
        } else if (statement.joint().isEmpty() || statement.joint().equals(held ? "&&" : "||")) {
            held = assigned(statement)
                    || Condition.holds(
                            words(statement).stream().map(Quote::text).toList(), exists);
        }
    }

    private boolean assigned(Statement statement) {
        Matcher assignment = ASSIGNMENT.matcher(statement.text().text());
        if (assignment.matches()) {
            variables.put(assignment.group(1), Expansion.value(statement.text().with(assignment.group(2)), variables));
            return true;
        }
        Matcher fallback = FALLBACK.matcher(statement.text().text());
        if (fallback.matches()) {
            preset(fallback.group(1), Expansion.value(statement.text().with(fallback.group(2)), variables));
        }
        return fallback.matches();
    }

    private List<Quote> words(Statement statement) {
        return Expansion.words(statement.text(), variables);
    }
}
