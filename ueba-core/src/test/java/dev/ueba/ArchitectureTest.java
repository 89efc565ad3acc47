package dev.ueba;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Holds the core to the order of packages in {@code docs/architecture.md} and to what no class of it may do. The rules are
 * tried on small classes that break them, so that a rule that lets everything pass is noticed.
 */
final class ArchitectureTest {

    /** Lowest first, as in {@code docs/architecture.md}; a package sees only those before it. Some are still to come. */
    private static final List<String> ORDER = List.of(
            "dev.ueba.storage..",
            "dev.ueba.feature..",
            "dev.ueba.baseline..",
            "dev.ueba.forest..",
            "dev.ueba.novelty..",
            "dev.ueba.hours..",
            "dev.ueba.explain..",
            "dev.ueba.series..",
            "dev.ueba.event..",
            "dev.ueba",
            "dev.ueba.evaluation..");

    /** What {@code docs/dependencies.md} lists as in use in the core; its pom bans the rest a second time. */
    private static final String[] ALLOWED_LIBRARIES = {
        "java..",
        "dev.ueba..",
        "org.apache.commons.csv..",
        "org.apache.commons.math3..",
        "ch.randelshofer.fastdoubleparser..",
        "com.fasterxml.jackson.core..",
        "org.jspecify.annotations.."
    };

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.ueba");

    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("dev.ueba.fixture");

    @Test
    void core_isImported() {
        assertThat(CORE.contain("dev.ueba.feature.FeatureTable")).isTrue();
        assertThat(CORE.contain("dev.ueba.ArchitectureTest")).isFalse();
    }

    @Test
    void packages_seeOnlyThoseBeforeThem() {
        seesNothingAfter(ORDER).forEach(rule -> rule.check(CORE));
    }

    @Test
    void packages_allHaveAPlaceInTheOrder() {
        classes()
                .should()
                .resideInAnyPackage(ORDER.toArray(String[]::new))
                .because("a new package needs a place in docs/architecture.md and here")
                .check(CORE);
    }

    @Test
    void packages_areNullMarked() {
        assertThat(packagesNotNullMarked(CORE)).isEmpty();
    }

    @Test
    void core_usesOnlyItsListedLibraries() {
        onlyListedLibraries().check(CORE);
    }

    @Test
    void core_doesNothingForbidden() {
        forbidden().forEach(rule -> rule.check(CORE));
    }

    @Test
    void orderRule_whenAClassLooksUp_fails() {
        List<ArchRule> rules = seesNothingAfter(List.of("dev.ueba.fixture.feature..", "dev.ueba.fixture.forest.."));
        assertThat(rules).hasSize(1);
        assertThatThrownBy(() -> rules.get(0).check(BROKEN))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("LooksUp.useWhatIsAbove()")
                .hasMessageNotContaining("LooksDown.height()> calls");
    }

    @Test
    void orderRule_ofPackagesStillToCome_passes() {
        seesNothingAfter(List.of("dev.ueba.nowhere..", "dev.ueba.nowhereelse.."))
                .forEach(rule -> rule.check(BROKEN));
    }

    @Test
    void nullMarkedRule_withoutPackageInfo_fails() {
        assertThat(packagesNotNullMarked(BROKEN)).containsExactly("dev.ueba.fixture.forest");
    }

    @Test
    void libraryRule_whenAnotherLibraryIsUsed_fails() {
        assertThatThrownBy(() -> onlyListedLibraries().check(BROKEN))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("org.junit.jupiter.api.Tag");
    }

    @Test
    void forbiddenRules_whenBroken_allFail() {
        for (ArchRule rule : forbidden()) {
            assertThat(rule.evaluate(BROKEN).hasViolation())
                    .as(rule.getDescription())
                    .isTrue();
        }
    }

    /** One rule for each package but the last: it depends on nothing that comes after it. */
    private static List<ArchRule> seesNothingAfter(List<String> order) {
        List<ArchRule> rules = new ArrayList<>();
        for (int position = 0; position < order.size() - 1; position++) {
            String[] after = order.subList(position + 1, order.size()).toArray(String[]::new);
            rules.add(noClasses()
                    .that()
                    .resideInAPackage(order.get(position))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(after)
                    .because("packages point one way, see docs/architecture.md")
                    // A package that does not exist yet breaks nothing.
                    .allowEmptyShould(true));
        }
        return rules;
    }

    private static ArchRule onlyListedLibraries() {
        return classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ALLOWED_LIBRARIES)
                .because(
                        "the core stays small; a new library needs a decision note and a line in docs/dependencies.md");
    }

    private static List<ArchRule> forbidden() {
        return List.of(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
                        .because("Java serialization trusts what it reads; models have a checked format of their own"),
                noClasses()
                        .should()
                        .callMethod(Math.class, "random")
                        .orShould()
                        .dependOnClassesThat()
                        .belongToAnyOf(Random.class)
                        .because("randomness comes from a seed in the options"),
                noClasses()
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err")
                        .because("a library does not print"),
                noClasses()
                        .should()
                        .callMethod(ZoneId.class, "systemDefault")
                        .orShould()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(LocalDate.class, "now")
                        .orShould()
                        .callMethod(LocalDateTime.class, "now")
                        .orShould()
                        .callMethod(ZonedDateTime.class, "now")
                        .because("results must not depend on the machine's clock or zone"));
    }

    private static Set<String> packagesNotNullMarked(JavaClasses imported) {
        Set<String> missing = new TreeSet<>();
        for (JavaClass type : imported) {
            JavaPackage home = type.getPackage();
            if (!home.isAnnotatedWith(NullMarked.class)) {
                missing.add(home.getName());
            }
        }
        return missing;
    }
}
