package org.miltermanager.milters;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A milter knows the contract and the protocol's values, and nothing of how it is asked. */
@AnalyzeClasses(
        packages = {
            "org.miltermanager.milters",
            "org.miltermanager.conditions",
            "org.miltermanager.dns",
            "org.miltermanager.service"
        },
        importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String STORE = "org.miltermanager.milters.greylist.store";
    private static final String EMBEDDED = "org.miltermanager.milters.greylist.embedded";
    private static final String REDIS = "org.miltermanager.milters.greylist.redis";

    @ArchTest
    static final ArchRule MILTERS_KNOW_THE_CONTRACT_AND_WHAT_THEY_SHARE = classes()
            .that()
            .resideInAPackage("org.miltermanager.milters..")
            .and()
            .resideOutsideOfPackages(EMBEDDED, REDIS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.miltermanager.milter",
                    "org.miltermanager.wire",
                    "org.miltermanager.condition",
                    "org.miltermanager.dns",
                    "org.miltermanager.service",
                    "org.miltermanager.conditions..",
                    "org.miltermanager.milters..");

    @ArchTest
    static final ArchRule THE_EMBEDDED_STORE_KNOWS_ITS_LIBRARY_ALONE = classes()
            .that()
            .resideInAPackage(EMBEDDED)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.h2.mvstore..", STORE, EMBEDDED);

    @ArchTest
    static final ArchRule THE_SHARED_STORE_KNOWS_ITS_LIBRARY_ALONE = classes()
            .that()
            .resideInAPackage(REDIS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.lettuce..", "io.netty.util.concurrent", STORE, REDIS);

    @ArchTest
    static final ArchRule CALLS_TO_SERVICES_KNOW_SOCKETS_AND_NO_MILTER = classes()
            .that()
            .resideInAPackage("org.miltermanager.service")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.miltermanager.milter",
                    "org.miltermanager.transport",
                    "org.miltermanager.service");

    @ArchTest
    static final ArchRule THE_DNS_KNOWS_ITS_LIBRARY_ALONE = classes()
            .that()
            .resideInAPackage("org.miltermanager.dns")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.xbill.DNS..", "org.miltermanager.dns");
}
