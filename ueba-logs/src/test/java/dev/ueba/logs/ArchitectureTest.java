package dev.ueba.logs;

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
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the readers of logs to what {@code docs/architecture.md} says of them. */
final class ArchitectureTest {

    /** They do not know each other, so that each can be read, changed and tested alone. */
    private static final List<String> READERS = List.of("auth", "cloudtrail", "generic", "github", "synthetic");

    private static final JavaClasses LOGS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.ueba.logs");

    @Test
    void logs_areImportedAndNullMarked() {
        assertThat(LOGS.contain("dev.ueba.logs.LogFiles")).isTrue();
        assertThat(LOGS.contain("dev.ueba.logs.ArchitectureTest")).isFalse();
        assertThat(LOGS).allMatch(type -> type.getPackage().isAnnotatedWith(NullMarked.class));
    }

    @Test
    void logs_haveNoOtherPackages() {
        assertThat(LOGS)
                .extracting(type -> type.getPackageName().substring("dev.ueba.logs".length()))
                .allMatch(name -> name.isEmpty() || name.equals(".record") || READERS.contains(name.substring(1)));
    }

    @Test
    void readers_doNotKnowEachOther() {
        for (String reader : READERS) {
            String[] others = READERS.stream()
                    .filter(other -> !other.equals(reader))
                    .map(other -> "dev.ueba.logs." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.ueba.logs." + reader + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(LOGS);
        }
    }

    @Test
    void shared_knowsNoReader() {
        String[] readers =
                READERS.stream().map(reader -> "dev.ueba.logs." + reader + "..").toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage("dev.ueba.logs", "dev.ueba.logs.record..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(readers)
                .check(LOGS);
    }

    @Test
    void logs_knowTheCoreAndJson() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.ueba",
                        "dev.ueba.evaluation..",
                        "dev.ueba.event..",
                        "dev.ueba.feature..",
                        "dev.ueba.hours..",
                        "dev.ueba.storage..",
                        "dev.ueba.logs..",
                        "com.fasterxml.jackson.core..",
                        "org.jspecify.annotations..")
                .check(LOGS);
    }

    @Test
    void logs_haveNoClockNoChanceNoConsole() {
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
                .because("the same files give the same events")
                .check(LOGS);
    }
}
