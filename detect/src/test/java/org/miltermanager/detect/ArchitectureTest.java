package org.miltermanager.detect;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.miltermanager.transport.Endpoint;

/** Detection knows where milters listen, and nothing of how they are asked. */
@AnalyzeClasses(packages = "org.miltermanager.detect", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule DETECTION_KNOWS_OF_CORE_THE_ENDPOINT_ALONE = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.miltermanager.detect..")
            .orShould()
            .onlyDependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "java or Endpoint",
                    type -> type.getPackageName().startsWith("java")
                            || type.getPackageName().startsWith("org.miltermanager.detect")
                            || type.getName().startsWith(Endpoint.class.getName())));
}
