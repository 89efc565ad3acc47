package dev.ueba.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiles the samples in the Javadoc of the core. */
class JavadocSamplesTest {

    private static final Pattern SAMPLE = Pattern.compile("<pre>\\{@code\\n(.*?)\\n\\s*\\* }</pre>", Pattern.DOTALL);

    static Stream<Arguments> samples() throws IOException {
        List<Arguments> samples = new ArrayList<>();
        for (Path source : Repository.sources("ueba-core")) {
            Matcher matcher = SAMPLE.matcher(Files.readString(source));
            while (matcher.find()) {
                String code = matcher.group(1)
                        .lines()
                        .map(line -> line.replaceFirst("^\\s*\\* ?", ""))
                        .collect(Collectors.joining("\n"));
                samples.add(Arguments.of(source.getFileName().toString(), code));
            }
        }
        assertThat(samples).hasSizeGreaterThan(4);
        return samples.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void sample_ofJavadoc_compiles(String file, String code, @TempDir Path classes) throws IOException {
        assertThat(JavaSamples.compile(code, classes)).as(file).isNotEmpty();
    }
}
