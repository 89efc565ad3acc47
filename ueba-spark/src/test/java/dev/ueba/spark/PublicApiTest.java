package dev.ueba.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublicApiTest {

    @Test
    void publicMethods_nameNoTypeOfScala() {
        List<String> signatures = Stream.of(
                        SparkUeba.class,
                        SparkUebaOptions.class,
                        SparkGitHubLogs.class,
                        SparkRisk.class,
                        AssessedRows.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::toGenericString)
                .toList();

        assertThat(signatures).hasSizeGreaterThan(10).noneMatch(signature -> signature.contains("scala."));
    }
}
