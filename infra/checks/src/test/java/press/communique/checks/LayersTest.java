package press.communique.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/** Core ← store ← api, site and mail, one way. */
@AnalyzeClasses(
        packages = "press.communique",
        importOptions = {DoNotIncludeTests.class, LayersTest.DoNotIncludeTestJars.class})
class LayersTest {

    /** What other modules' tests lend to these checks is no part of the product. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    /** Lest a rule holds because nobody looked. */
    @ArchTest
    static void the_product_is_looked_at_and_nothing_else(JavaClasses classes) {
        Map<String, Long> looked = classes.stream()
                .collect(Collectors.groupingBy(each -> each.getPackageName().split("\\.")[2], Collectors.counting()));
        assertThat(looked).containsOnlyKeys("core", "store", "api", "site", "mail", "local", "transfer", "redrive");
        assertThat(looked.values()).allMatch(count -> count > 3);
        assertThat(classes.stream().map(JavaClass::getSimpleName))
                .contains("SiteSettings", "Publisher", "Lists")
                .noneMatch(name -> name.endsWith("Test") || name.endsWith("Bench") || name.equals("LocalTables"));
    }

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
            .layer("transfer")
            .definedBy("press.communique.transfer..")
            .whereLayer("transfer")
            .mayNotBeAccessedByAnyLayer()
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

    /** What is printed are metrics, each a line of its own, and the lines of the log. */
    @ArchTest
    static final ArchRule functionsLogInsteadOfPrinting = noClasses()
            .that()
            .resideInAnyPackage(
                    "press.communique.core..",
                    "press.communique.store..",
                    "press.communique.api..",
                    "press.communique.site..",
                    "press.communique.mail..")
            .and()
            .doNotHaveFullyQualifiedName("press.communique.store.aws.Metrics")
            .and()
            .doNotHaveFullyQualifiedName("press.communique.store.log.JsonLogs")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");
}
