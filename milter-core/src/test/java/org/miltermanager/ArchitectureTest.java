package org.miltermanager;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom inside core, and habits of the house that a machine can see. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter().importPath(Path.of("target/classes"));
    private static final List<String> PACKAGES =
            List.of("wire", "codec", "transport", "milter", "chain", "condition", "child", "session");

    @ParameterizedTest
    @CsvSource({
        "wire,",
        "codec, wire io.netty",
        "transport, codec wire",
        "milter, wire",
        "condition, wire milter",
        "chain, condition milter wire",
        "child, milter transport wire",
        "session, chain transport milter wire"
    })
    void aPackageKnowsOnly(String name, String known) {
        var allowed = Stream.concat(Stream.of(name), Stream.ofNullable(known).flatMap(ArchitectureTest::words))
                .map(word -> word.contains(".") ? word + ".." : packageOf(word));
        var always = Stream.of("java..", "org.jspecify..");

        classes()
                .that()
                .resideInAPackage(packageOf(name))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.concat(allowed, always).toArray(String[]::new))
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void thereAreNoOtherPackages() {
        classes()
                .should()
                .resideInAnyPackage(
                        PACKAGES.stream().map(ArchitectureTest::packageOf).toArray(String[]::new))
                .check(CORE);
    }

    @Test
    void noPackagesKnowEachOtherInACircle() {
        slices().matching("org.miltermanager.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void onlyTransportOpensSockets() {
        noClasses()
                .that()
                .resideOutsideOfPackage(packageOf("transport"))
                .should()
                .dependOnClassesThat(named(
                        "java.net.Socket",
                        "java.net.ServerSocket",
                        "java.nio.channels.SocketChannel",
                        "java.nio.channels.ServerSocketChannel",
                        "java.nio.channels.DatagramChannel"))
                .check(CORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Manager", "Util", "Utils", "Helper", "Impl", "Processor", "Engine", "Context", "Data"})
    void noClassIsNamedAfterNothing(String suffix) {
        noClasses().should().haveSimpleNameEndingWith(suffix).check(CORE);
    }

    @Test
    void noMethodIsNamedAsAnAccessor() {
        noMethods()
                .that()
                .arePublic()
                .should()
                .haveNameMatching("get(?!Message$)[A-Z].*")
                .check(CORE);
    }

    @Test
    void everyPackageSaysWhereNullMayBe() {
        classes().should(ArchitectureTest.inAPackageThatIsNullMarked()).check(CORE);
    }

    private static ArchCondition<JavaClass> inAPackageThatIsNullMarked() {
        return ArchCondition.from(DescribedPredicate.describe(
                "be in a package that is @NullMarked", type -> type.getPackage().isAnnotatedWith(NullMarked.class)));
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        return DescribedPredicate.describe(
                "open sockets", type -> Arrays.asList(names).contains(type.getName()));
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.split(" ", -1));
    }

    private static String packageOf(String name) {
        return "org.miltermanager." + name + "..";
    }
}
