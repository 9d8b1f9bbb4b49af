package org.miltermanager.condition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The names that expressions may use, and what they stand for. Immutable. */
public final class Vocabulary {
    private final Map<String, Meaning> words;

    /** What a name stands for. */
    sealed interface Meaning {
        /** Something known of the mail. */
        record Known(Fact<?> fact) implements Meaning {}

        /** The same, of something that is named in parentheses. */
        record Of(Function<String, Fact<?>> fact) implements Meaning {}

        /** Another expression, by its name. */
        record Named(Expression expression) implements Meaning {}

        /** A set that is named in parentheses. */
        record Set(Function<String, Lookup> lookup) implements Meaning {}
    }

    private Vocabulary(Map<String, Meaning> words) {
        this.words = words;
    }

    /** What the protocol itself tells. */
    public static Vocabulary ofMail() {
        var empty = new Vocabulary(new LinkedHashMap<>());
        return MailFacts.addTo(empty);
    }

    /** The same, and a fact. */
    public Vocabulary with(Fact<?> fact) {
        return with(fact.name(), new Meaning.Known(fact));
    }

    /**
     * The same, and facts of something that is named in parentheses, such as {@code header("Subject")}.
     *
     * @param fact may throw IllegalArgumentException with a sentence that says what was got and what is expected
     */
    public Vocabulary with(String name, Function<String, Fact<?>> fact) {
        return with(name, new Meaning.Of(fact));
    }

    /** The same, and an expression under a name. */
    public Vocabulary with(String name, Expression expression) {
        return with(name, new Meaning.Named(expression));
    }

    /** The same, and a name for what always holds and tells macros to the milters that are asked under it. */
    public Vocabulary with(String name, List<Notice> notices) {
        return with(name, new Expression(name, known -> Truth.TRUE, List.of(), List.of(), notices));
    }

    /**
     * The same, and sets that are named in parentheses, such as {@code file("/etc/friends")}.
     *
     * @param lookup may throw IllegalArgumentException with a sentence that says what was got and what is expected
     */
    public Vocabulary withSet(String name, Function<String, Lookup> lookup) {
        return with(name, new Meaning.Set(lookup));
    }

    private Vocabulary with(String name, Meaning meaning) {
        var more = new LinkedHashMap<>(words);
        more.put(plain(name), meaning);
        return new Vocabulary(more);
    }

    /** @return whether the name stands for something */
    public boolean knows(String name) {
        return words.containsKey(plain(name));
    }

    /** The names, for suggestions. */
    public List<String> names() {
        return new ArrayList<>(words.keySet());
    }

    Optional<Meaning> meaning(String name) {
        return Optional.ofNullable(words.get(plain(name)));
    }

    /** Case and the choice of dash do not count, and a blank is a dash, as in names of milter manager: {@code Remote Network}. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }
}
