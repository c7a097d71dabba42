package press.communique.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Core ← store ← api, site and mail, one way. */
@AnalyzeClasses(packages = "press.communique", importOptions = DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule layers = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("press.communique..")
            .layer("core")
            .definedBy("press.communique.core..")
            .layer("store")
            .definedBy("press.communique.store..")
            .layer("api")
            .definedBy("press.communique.api..")
            .layer("site")
            .definedBy("press.communique.site..")
            .layer("mail")
            .definedBy("press.communique.mail..")
            .layer("local")
            .definedBy("press.communique.local..")
            .layer("transfer")
            .definedBy("press.communique.transfer..")
            .whereLayer("local")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("transfer")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("transfer")
            .mayNotAccessAnyLayer()
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("local")
            .whereLayer("site")
            .mayOnlyBeAccessedByLayers("local")
            .whereLayer("mail")
            .mayOnlyBeAccessedByLayers("local")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("api", "site", "mail", "local")
            .whereLayer("core")
            .mayOnlyBeAccessedByLayers("store", "api", "site", "mail", "local");

    @ArchTest
    static final ArchRule coreKnowsNeitherAwsNorWireFormats = noClasses()
            .that()
            .resideInAPackage("press.communique.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "software.amazon..", "com.amazonaws..", "com.fasterxml..", "com.rometools..", "com.networknt..");

    /** The client itself may be handed on; whoever asks it something needs the model. */
    @ArchTest
    static final ArchRule onlyStoreKnowsTheTable = noClasses()
            .that()
            .resideInAnyPackage(
                    "press.communique.core..",
                    "press.communique.api..",
                    "press.communique.site..",
                    "press.communique.mail..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.services.dynamodb.model..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("press.communique.(*).(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule renderingAsksNoClockAndNoDice = noClasses()
            .that()
            .resideInAnyPackage(
                    "press.communique.core.page..", "press.communique.core.list..", "press.communique.core.text..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule functionsLogInsteadOfPrinting = noClasses()
            .that()
            .resideInAnyPackage(
                    "press.communique.core..",
                    "press.communique.store..",
                    "press.communique.api..",
                    "press.communique.site..",
                    "press.communique.mail..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");
}
