package org.miltermanager.app.config;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.miltermanager.detect.Finding;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Reads the files once: one after the other, the later ones over the earlier ones, and collects every mistake. */
final class ConfigurationReader {
    private final ConfigurationFiles files;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<Path> absent = new ArrayList<>();
    private final List<Path> read = new ArrayList<>();
    private final Map<String, Values> milters = new LinkedHashMap<>();
    private final Map<String, Origin> begun = new LinkedHashMap<>();
    private final Map<Path, String> texts = new HashMap<>();
    private final ConditionTables conditions = new ConditionTables();
    private Values top = new Values(Map.of());
    private boolean wellFormed = true;
    private Duration detection = Duration.ZERO;

    ConfigurationReader(ConfigurationFiles files) {
        this.files = files;
    }

    Configuration read() {
        files.files(mistakes::add).forEach(this::readFile);
        top = top.overriddenBy(commandLine());
        var detected = new DetectedMilters(findings(), top.valid(Schema.LISTEN));
        var chain = checked(detected);
        if (!mistakes.isEmpty()) {
            throw new ConfigurationError(mistakes);
        }
        var remarks = new ArrayList<>(files.passedOver());
        remarks.addAll(unordered(chain.keySet(), detected));
        return new Configuration(
                top, List.copyOf(chain.values()), conditions, read, absent, remarks, detected, detection);
    }

    /** Names in {@code order} that nobody has. A milter may not be there on this host, or today: no mistake. */
    private List<String> unordered(Set<String> chain, DetectedMilters detected) {
        return top.of(Schema.ORDER).stream()
                .filter(name -> !chain.contains(name)
                        && !milters.containsKey(name)
                        && detected.finding(name).isEmpty())
                .map(name -> new Mistake(
                                top.origin(Schema.ORDER),
                                "order: there is no milter " + Kind.quoted(name)
                                        + Nearest.to(name, chain)
                                                .map(other -> "; did you mean " + Kind.quoted(other) + "?")
                                                .orElse(""))
                        .toString())
                .toList();
    }

    /** The milters in their order, after what is wrong with them was told. */
    private Map<String, Values> checked(DetectedMilters detected) {
        var chain = detected.with(milters, top.valid(Schema.ORDER).orElse(List.of()));
        chain.values().removeIf(ConfigurationReader::isGone);
        Set<String> names = new HashSet<>(milters.keySet());
        names.addAll(detected.names());
        chain.forEach((name, milter) -> checkMilter(name, milter, detected, names));
        new ConditionCheck(top, conditions, texts, mistakes::add).check(chain);
        return chain;
    }

    /** What is wrong with the text of a file that no other file stands beside. */
    static List<Mistake> mistakes(String text, Supplier<List<Finding>> detection) {
        var reader = new ConfigurationReader(new ConfigurationFiles(Path.of("/"), false, List.of(), detection));
        reader.readText(Path.of("draft"), text);
        reader.checked(new DetectedMilters(reader.findings(), reader.top.valid(Schema.LISTEN)));
        return reader.mistakes;
    }

    private void readFile(Path file) {
        // Known to be absent: behind a directory that we may not search there may be a configuration that somebody
        // relies on.
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            absent.add(file);
            return;
        }
        read.add(file);
        TextFile.read(file, mistakes::add).ifPresent(text -> readText(file, text));
    }

    private void readText(Path file, String text) {
        texts.put(file, text);
        var read = TomlFile.parse(file, text);
        wellFormed &= !read.toml().hasErrors();
        mistakes.addAll(read.mistakes());
        int trusted = read.trustedLines();
        var found = new ArrayList<Mistake>();
        readTables(read, found);
        found.stream()
                .filter(mistake -> mistake.origin() instanceof Origin.InFile place && place.line() <= trusted)
                .forEach(mistakes::add);
    }

    private void readTables(TomlFile file, List<Mistake> found) {
        TomlTable toml = file.toml();
        var values = TableReader.read(file, toml, Schema.TOP, found::add);
        top = top.overriddenBy(values);
        if (values.valid(Schema.MILTERS).isPresent()) {
            readMilters(file, toml.getArrayOrEmpty(Schema.MILTERS.path()), found);
        }
        if (values.valid(ConditionSchema.CONDITIONS).isPresent()) {
            conditions.readConditions(file, toml.getTableOrEmpty(ConditionSchema.CONDITIONS.path()), found::add);
        }
        if (values.valid(LookupSchema.TABLES).isPresent()) {
            conditions.readLookups(file, toml.getTableOrEmpty(LookupSchema.TABLES.path()), found::add);
        }
        if (values.valid(ConditionSchema.RULES).isPresent()) {
            conditions.readRules(file, toml.getArrayOrEmpty(ConditionSchema.RULES.path()), begun, found::add);
        }
    }

    private void readMilters(TomlFile file, TomlArray tables, List<Mistake> found) {
        Map<String, Origin> here = new HashMap<>();
        for (int i = 0; i < tables.size(); i++) {
            var heading = file.place(tables.inputPositionOf(i));
            var milter = TableReader.read(file, tables.getTable(i), keys(file, tables.getTable(i)), found::add);
            if (milter.isMissing(Schema.NAME_OF_MILTER) && wellFormed) {
                found.add(new Mistake(heading, "[[milter]]: the key 'name' is missing"));
            }
            milter.valid(Schema.NAME_OF_MILTER).ifPresent(name -> {
                var origin = milter.origin(Schema.NAME_OF_MILTER);
                var earlier = here.putIfAbsent(name, origin);
                if (earlier != null) {
                    found.add(Mistake.taken(origin, name, earlier));
                }
                milters.merge(name, milter, Values::overriddenBy);
                begun.putIfAbsent(name, origin);
            });
        }
    }

    /** What kind of milter it is may stand in an earlier file. A table that says both what it uses and where it connects is told of later. */
    private Keys keys(TomlFile file, TomlTable table) {
        var heading = TableReader.read(file, table, Keys.of(Schema.NAME_OF_MILTER, Schema.USE), unknownHere -> {});
        var earlier = heading.valid(Schema.NAME_OF_MILTER).map(milters::get).orElse(new Values(Map.of()));
        return Schema.keys(earlier.overriddenBy(heading)).and(List.of(Schema.USE, Schema.CONNECT));
    }

    private List<Finding> findings() {
        if (!top.valid(Schema.DETECT).orElse(false)) {
            return List.of();
        }
        long begun = System.nanoTime();
        List<Finding> found = files.detection().get();
        detection = Duration.ofNanos(System.nanoTime() - begun);
        return found;
    }

    /** A file may switch a milter off that is detected on some hosts, or on some days. */
    private static boolean isGone(Values milter) {
        return lacksAddress(milter) && !milter.valid(Schema.ENABLED).orElse(true);
    }

    private static boolean lacksAddress(Values milter) {
        return milter.isMissing(Schema.CONNECT) && Schema.use(milter).isEmpty();
    }

    private Values commandLine() {
        Map<String, Values.Given> given = new HashMap<>();
        for (CommandLineValue value : files.commandLine()) {
            var origin = value.origin();
            var key = Schema.TOP.find(value.key()).orElseThrow();
            given.put(value.key(), new Values.Given(value.text(), origin));
            key.refusal(value.text()).ifPresent(why -> mistakes.add(new Mistake(origin, why)));
        }
        return new Values(given);
    }

    private void checkMilter(String name, Values milter, DetectedMilters detected, Set<String> names) {
        if (lacksAddress(milter) && wellFormed && milter.valid(Schema.USE).isPresent()) {
            mistakes.add(new Mistake(
                    milter.origin(Schema.NAME_OF_MILTER),
                    "milter " + Kind.quoted(name) + ": the key 'connect' is missing, where it listens"
                            + detected.unfinished(name).orElse("") + sameAs(name, names)));
        }
        checkUse(name, milter);
        checkInside(milter);
        var listen = top.valid(Schema.LISTEN);
        milter.valid(Schema.CONNECT)
                .filter(connect -> listen.isPresent() && OwnAddress.reaches(connect, listen.get()))
                .ifPresent(connect -> mistakes.add(new Mistake(
                        milter.origin(Schema.CONNECT),
                        "connect: got " + Kind.quoted(connect.toString()) + ", which is our own address (listen, "
                                + top.origin(Schema.LISTEN) + "); expected that of another program")));
    }

    /** Files may disagree on what a milter is: what one says of it then means nothing to the other. */
    private void checkUse(String name, Values milter) {
        Keys keys = Schema.keys(milter);
        milter.given().forEach((path, given) -> {
            if (keys.find(path).isEmpty()
                    && !path.equals(Schema.USE.path())
                    && given.origin() instanceof Origin.InFile) {
                mistakes.add(new Mistake(
                        given.origin(),
                        path + ": milter " + Kind.quoted(name) + " has no such key, "
                                + Schema.use(milter)
                                        .map(use -> "as it runs inside: use = " + Kind.quoted(use.name()))
                                        .orElse("as it does not run inside: use is not given")));
            }
        });
    }

    /** What runs inside may need more than values of the right kind. */
    private void checkInside(Values milter) {
        Schema.use(milter)
                .filter(use -> milter.valid(Schema.ENABLED).orElse(true)
                        && use.keys().all().stream()
                                .allMatch(key -> milter.valid(key).isPresent()))
                .flatMap(use -> use.settings().apply(milter).obstacle())
                .ifPresent(obstacle -> mistakes.add(new Mistake(milter.origin(Schema.USE), "use: " + obstacle)));
    }

    private static String sameAs(String name, Set<String> names) {
        List<String> others =
                names.stream().filter(other -> !other.equals(name)).toList();
        return Nearest.to(name, others)
                .map(other -> "; did you mean to override " + Kind.quoted(other) + "?")
                .orElse("");
    }
}
