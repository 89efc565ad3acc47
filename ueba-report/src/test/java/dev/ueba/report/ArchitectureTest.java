package dev.ueba.report;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the reports to what {@code docs/architecture.md} says of them. */
final class ArchitectureTest {

    private static final JavaClasses REPORT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.ueba.report");

    @Test
    void report_isImportedAndNullMarked() {
        assertThat(REPORT.contain("dev.ueba.report.Report")).isTrue();
        assertThat(REPORT.contain("dev.ueba.report.ArchitectureTest")).isFalse();
        assertThat(REPORT).allMatch(type -> type.getPackage().isAnnotatedWith(NullMarked.class));
    }

    @Test
    void report_knowsTheCoreAndWhatDraws() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.imageio..",
                        "dev.ueba",
                        "dev.ueba.evaluation..",
                        "dev.ueba.event..",
                        "dev.ueba.explain..",
                        "dev.ueba.novelty..",
                        "dev.ueba.series..",
                        "dev.ueba.feature..",
                        "dev.ueba.forest..",
                        "dev.ueba.storage..",
                        "dev.ueba.report..",
                        "com.fasterxml.jackson.core..",
                        "org.knowm.xchart..",
                        "org.jspecify.annotations..")
                .check(REPORT);
    }

    @Test
    void report_hasNoClockNoChanceNoConsole() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class, Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .because("the same results give the same bytes")
                .check(REPORT);
    }
}
