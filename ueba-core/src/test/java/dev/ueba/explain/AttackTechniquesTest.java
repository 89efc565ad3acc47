package dev.ueba.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.feature.GitHubAuditFeatures;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttackTechniquesTest {

    /** Ordinary work: no step of an attack on its own. */
    private static final Set<String> ORDINARY = Set.of("pull_request_create", "pull_request_merge");

    @Test
    void of_everyPublishedFeature_hasATechniqueInBothVersions() {
        for (String version : AttackTechniques.VERSIONS) {
            AttackTechniques table = AttackTechniques.of("github", version);
            for (String feature : GitHubAuditFeatures.COUNTS) {
                assertThat(table.of(feature).isEmpty()).as(feature).isEqualTo(ORDINARY.contains(feature));
                assertThat(table.of(feature))
                        .allMatch(technique -> technique.id().matches("T\\d{4}(\\.\\d{3})?"))
                        .allMatch(technique -> technique.attackVersion().equals(version))
                        .allMatch(technique -> technique.confidence() != AttackTechnique.Confidence.UNRATED);
            }
            assertThat(table.of(GitHubAuditFeatures.IS_WEEKEND)).isEmpty();
        }
    }

    @Test
    void of_protectionSwitchedOff_changesItsIdWithTheVersion() {
        assertThat(AttackTechniques.of("github", "18").of("ip_allow_list_disable"))
                .extracting(AttackTechnique::id)
                .containsExactly("T1562.001", "T1562.007", "T1098");
        assertThat(AttackTechniques.forGitHubAudit().of("ip_allow_list_disable"))
                .extracting(AttackTechnique::id)
                .containsExactly("T1685", "T1686.001", "T1098");
    }

    @Test
    void of_version19_hasNoIdThatItRetired() {
        for (String feature : GitHubAuditFeatures.COUNTS) {
            assertThat(AttackTechniques.forGitHubAudit().of(feature))
                    .noneMatch(technique -> technique.id().startsWith("T1562"));
        }
    }

    @Test
    void of_alternates_standLastAndAreMarked() {
        List<AttackTechnique> clones = AttackTechniques.forGitHubAudit().of("git_clone");

        assertThat(clones).extracting(AttackTechnique::id).containsExactly("T1213.003", "T1020", "T1567.001");
        assertThat(clones).extracting(AttackTechnique::isAlternate).containsExactly(false, true, true);
        assertThat(clones.get(0).name()).isEqualTo("Data from Information Repositories: Code Repositories");
        assertThat(clones.get(0).confidence()).isEqualTo(AttackTechnique.Confidence.RULE);
    }

    @Test
    void of_unknownVersionOrFeature_isRefusedOrEmpty() {
        assertThat(AttackTechniques.forGitHubAudit().of("no such feature")).isEmpty();
        assertThatThrownBy(() -> AttackTechniques.of("github", "20"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the version of ATT&CK must be one of [18, 19], but was '20'");
    }
}
