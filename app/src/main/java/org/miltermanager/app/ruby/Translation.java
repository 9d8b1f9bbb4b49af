package org.miltermanager.app.ruby;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.miltermanager.app.config.ConfigurationDraft;
import org.miltermanager.app.config.Mistake;
import org.miltermanager.app.config.Origin;

/** Applies the statements of one configuration, in the order in which Ruby would run them. */
final class Translation {
    private static final int DEEPEST = 20;
    private static final Pattern DEFINED_CONDITION =
            Pattern.compile("define_applicable_condition\\s*+\\(?\\s*+[\"']([^\"'\\n]*+)");

    private final ConfigurationDraft draft;
    private final List<Mistake> leftovers = new ArrayList<>();
    private final List<Path> read = new ArrayList<>();
    private final List<Path> builtIn = new ArrayList<>();
    private final Map<String, Origin> milters = new HashMap<>();
    private final ConditionDirectives conditions;
    private final MilterBlock block;
    private final LogPlace log = new LogPlace();
    private final Sources sources;
    private int depth;
    private boolean detects;

    /** @param detects whether milters are looked for on the host in any case, as beside a file that says so */
    Translation(Sources sources, ConfigurationDraft draft, boolean detects) {
        this.sources = sources;
        this.draft = draft;
        this.detects = detects;
        this.conditions = new ConditionDirectives(draft, sources.directory());
        this.block =
                new MilterBlock(draft, new MilterConditions(draft, conditions, () -> this.detects), leftovers::add);
    }

    /** @throws IllegalArgumentException if the file cannot be read; the message says why */
    void file(Path file) {
        String text = sources.read(file);
        if (isStockCondition(file, text)) {
            builtIn.add(file);
            return;
        }
        read.add(file);
        var excerpt = Excerpt.of(file, text);
        if (CustomConfiguration.isXml(text)) {
            xml(excerpt, text);
        } else {
            Parser.statements(text).forEach(statement -> apply(statement, excerpt));
        }
    }

    /** The conditions that milter manager brings are files of its own; ours are inside. */
    private static boolean isStockCondition(Path file, String text) {
        Path directory = file.getParent();
        if (directory == null || !directory.endsWith("applicable-conditions")) {
            return false;
        }
        var names = DEFINED_CONDITION
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
        return !names.isEmpty() && StockConditions.NAMES.containsAll(names);
    }

    private void xml(Excerpt excerpt, String text) {
        try {
            CustomConfiguration.read(text, statement -> apply(statement, excerpt), (milter, statement) -> {
                if (milters.containsKey(milter)) {
                    block.apply(milter, statement, excerpt);
                }
            });
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
            leftovers.add(excerpt.leftOver(
                    Math.max(1, line), Math.max(1, line), "is no well-formed XML: the rest of the file was not read"));
        }
    }

    private void apply(Statement statement, Excerpt excerpt) {
        try {
            switch (statement) {
                case Statement.Assignment line -> assign(line, excerpt);
                case Statement.Call call -> call(call, excerpt);
                case Statement.Other other -> throw new IllegalArgumentException(Advice.onRuby(other.name()));
            }
        } catch (IllegalArgumentException e) {
            leftovers.add(excerpt.leftOver(statement.first(), statement.last(), String.valueOf(e.getMessage())));
        }
    }

    private void assign(Statement.Assignment line, Excerpt excerpt) {
        String name = String.join(".", line.name());
        if (log.takes(name, line.value(), excerpt.origin(line.first()))) {
            return;
        }
        var directive = Directive.TOP.get(name);
        if (directive == null || line.adds()) {
            throw new IllegalArgumentException(Advice.on(line.name()));
        }
        if (line.value() instanceof Value.Nil) {
            draft.unset(directive.key());
        } else {
            draft.set(directive.key(), directive.reading().apply(line.value()), excerpt.origin(line.first()));
        }
    }

    private void call(Statement.Call call, Excerpt excerpt) {
        switch (String.join(".", call.name())) {
            case "load" -> load(call, true);
            case "load_if_exist" -> load(call, false);
            case "load_default" -> {
                detects = true;
                conditions.used("Trust", excerpt.origin(call.first())); // milter-greylist's
            }
            case "define_milter" -> defineMilter(call, excerpt);
            case "remove_milter" -> removeMilter(Reading.only(call), excerpt.origin(call.first()));
            default -> {
                if (!conditions.takes(call, excerpt.origin(call.first()))) {
                    throw new IllegalArgumentException(Advice.on(call.name()));
                }
            }
        }
    }

    private void load(Statement.Call call, boolean required) {
        String pattern = Reading.only(call);
        List<Path> files = sources.matching(pattern);
        if (files.isEmpty() && required) {
            throw new IllegalArgumentException("there is no such file: import it by its own name if it is needed");
        }
        if (depth == DEEPEST) {
            throw new IllegalArgumentException("files load each other too deeply: import them one by one");
        }
        depth++;
        for (Path file : files) {
            loadOne(file);
        }
        depth--;
    }

    private void loadOne(Path file) {
        try {
            file(file);
        } catch (IllegalArgumentException e) {
            leftovers.add(Excerpt.of(file, "").leftOver(0, 0, String.valueOf(e.getMessage())));
        }
    }

    private void defineMilter(Statement.Call call, Excerpt excerpt) {
        String name = Reading.only(call);
        var origin = excerpt.origin(call.first());
        draft.milter(name, origin);
        milters.put(name, origin);
        call.block()
                .ifPresent(body -> body.body().forEach(statement -> {
                    if (MilterBlock.isAbout(body.variable(), statement)) {
                        block.apply(name, statement, excerpt);
                    } else {
                        apply(statement, excerpt);
                    }
                }));
    }

    /** One that is not defined here can only be one that is found on the host. */
    private void removeMilter(String name, Origin origin) {
        if (draft.milters().contains(name)) {
            draft.removeMilter(name);
            block.removed(name);
            milters.remove(name);
        } else {
            draft.milter(name, origin);
            draft.setOfMilter(name, "enabled", false, origin);
        }
    }

    /** The main file has been read: milters are looked for on the host only if it says so. */
    void decideDetection(Path main) {
        if (!detects) {
            draft.set("detect.enabled", false, Excerpt.of(main, "").origin(0));
        }
    }

    Imported result() {
        log.settle(draft).ifPresent(leftovers::add);
        block.sayDefaults(milters);
        leftovers.addAll(draft.settle());
        return new Imported(draft.text(), leftovers.stream().distinct().sorted().toList(), read, builtIn);
    }
}
