package dev.ueba.loganalytics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.CoreUtils;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What this module may see, and which versions of the client library it must have. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.ueba.loganalytics");

    @Test
    void classes_seeTheCoreAndNamedLibrariesOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "dev.ueba.loganalytics",
                        "dev.ueba.event",
                        "dev.ueba.feature",
                        "dev.ueba.series",
                        "dev.ueba.storage",
                        "org.jspecify..",
                        "com.fasterxml.jackson.core..",
                        "com.azure..",
                        "reactor.core..",
                        "org.reactivestreams..")
                .check(CLASSES);
    }

    @Test
    void client_isSeenByAFewClassesOnly() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(AzureLogsQueryExecutor|AzureFailures|CheckedCredential|KeptAnswer)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.azure..", "reactor..")
                .check(CLASSES);
    }

    @Test
    void classPath_hasNoNetty() {
        assertThat(System.getProperty("java.class.path")).doesNotContain("netty");
        assertThat(getClass().getClassLoader().getResource("io/netty/channel/Channel.class"))
                .isNull();
        assertThat(getClass().getClassLoader().getResource("com/azure/core/http/netty/NettyAsyncHttpClient.class"))
                .isNull();
    }

    @Test
    void azureCore_isNotTheOneThatNeverAnswers() {
        // With 1.52.0, which Maven would take without the pin, the first request hangs.
        String version = CoreUtils.getProperties("azure-core.properties").get("version");
        int[] parts =
                Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
        assertThat(parts[0] * 1000 + parts[1]).as(version).isGreaterThanOrEqualTo(1061);
    }
}
