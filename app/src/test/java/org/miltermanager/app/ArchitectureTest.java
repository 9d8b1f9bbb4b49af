package org.miltermanager.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in the program. */
@AnalyzeClasses(packages = "org.miltermanager", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_PROGRAM = classes()
            .that()
            .resideInAPackage("org.miltermanager.app..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAPackage("org.miltermanager.app..");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_WIRING =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName(Main.class.getName());

    @ArchTest
    static final ArchRule ONLY_CONFIG_READS_TOML = noClasses()
            .that()
            .resideOutsideOfPackage("org.miltermanager.app.config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.tomlj..");

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_PICOCLI = noClasses()
            .that()
            .resideOutsideOfPackage("org.miltermanager.app.cli..")
            .and()
            .doNotHaveFullyQualifiedName(Main.class.getName())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule CONFIG_KNOWS_VALUES_ALONE = noClasses()
            .that()
            .resideInAPackage("org.miltermanager.app.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.netty..",
                    "org.miltermanager.app.cli..",
                    "org.miltermanager.session..",
                    "org.miltermanager.child..");

    @ArchTest
    static final ArchRule NETTY_STAYS_IN_CONTROL = noClasses()
            .that()
            .resideInAPackage("org.miltermanager.app..")
            .and()
            .resideOutsideOfPackage("org.miltermanager.app.control..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.miltermanager.app.(*)..").should().beFreeOfCycles();
}
