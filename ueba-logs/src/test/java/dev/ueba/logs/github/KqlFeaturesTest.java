package dev.ueba.logs.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.feature.GitHubAuditFeatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The KQL functions and this module make the same features: both are held to one list, the other side of it by {@code .ci/run kql}. */
class KqlFeaturesTest {

    private static final Path LIST = Path.of("..", "kql-functions", "check", "features.txt");

    private static final Map<String, List<String>> ACTIONS = new LinkedHashMap<>();

    @BeforeAll
    static void readList() throws IOException {
        for (String line : Files.readAllLines(LIST, StandardCharsets.UTF_8)) {
            if (!line.startsWith("#")) {
                List<String> words = List.of(line.split(" "));
                assertThat(ACTIONS.put(words.get(0), words.subList(1, words.size())))
                        .as("second line of %s", words.get(0))
                        .isNull();
            }
        }
    }

    @Test
    void columns_areThoseOfTheExtendedTable() {
        List<String> expected = new ArrayList<>(List.of("actor", "day"));
        expected.addAll(GitHubAuditFeatureAggregator.schema(true).features());

        assertThat(ACTIONS.keySet()).containsExactlyElementsOf(expected);
    }

    @Test
    void actions_ofBaseFeatures_areThoseCounted() {
        assertThat(GitHubAuditFeatures.COUNTS)
                .allSatisfy(feature ->
                        assertThat(ACTIONS.get(feature)).as(feature).isEqualTo(GitHubActions.actionsOf(feature)));
    }

    @Test
    void actions_ofExtendedFeatures_areThoseCounted() {
        assertThat(GitHubAuditFeatureAggregator.EXTENDED.stream().map(ACTIONS::get))
                .containsExactly(
                        List.of(GitHubActions.PUSH),
                        List.of(),
                        List.of(GitHubActions.CLONE),
                        List.of(GitHubActions.PUSH),
                        List.of(GitHubActions.DOWNLOAD),
                        List.of(GitHubActions.WORKFLOW_RUN),
                        List.of(),
                        List.of(),
                        List.of(GitHubActions.PUSH));
    }
}
