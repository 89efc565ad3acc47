package dev.ueba.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.feature.GitHubAuditFeatures;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttackScenariosTest {

    private static final int SEEDS = 200;

    static Iterable<AttackScenario> scenarios() {
        return AttackScenarios.all();
    }

    @Test
    void all_names_areThoseOfLabelFiles() {
        assertThat(AttackScenarios.all())
                .extracting(AttackScenario::name)
                .contains(
                        "mass_clone",
                        "zip_exfiltration",
                        "secret_scanning_off",
                        "recovery_codes",
                        "pat_burst",
                        "ip_allow_list_off",
                        "branch_protection_off",
                        "off_hours",
                        "many_new_ips",
                        "ssh_ca_swap")
                .doesNotHaveDuplicates();
    }

    @Test
    void byName_knownAndUnknown() {
        assertThat(AttackScenarios.byName("mass_clone")).hasValueSatisfying(scenario -> assertThat(scenario.features())
                .containsExactly("git_clone", "unique_ips_used", "unique_repos_accessed"));
        assertThat(AttackScenarios.byName("MASS_CLONE")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void features_ofEachScenario_areCountsAndDescribed(AttackScenario scenario) {
        assertThat(scenario.features()).isNotEmpty().isSubsetOf(GitHubAuditFeatures.COUNTS);
        assertThat(scenario.description()).endsWith(".").doesNotContain("\n");
        assertThat(scenario).hasToString(scenario.name());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void amounts_manySeeds_raiseItsFeaturesByOneOrMore(AttackScenario scenario) {
        Map<String, Integer> ever = new HashMap<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Map<String, Integer> amounts = scenario.amounts(1.0, seed);
            assertThat(amounts).isNotEmpty().isEqualTo(scenario.amounts(1.0, seed));
            assertThat(amounts.values()).allMatch(amount -> amount >= 1);
            ever.putAll(amounts);
        }

        assertThat(ever).containsOnlyKeys(scenario.features());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void amounts_strongerAttack_isNowhereSmaller(AttackScenario scenario) {
        double[] strengths = {1e-9, 0.1, 0.5, 1.0, 2.0, 10.0, 10_000.0};
        for (int seed = 0; seed < SEEDS; seed++) {
            Map<String, Integer> weaker = Map.of();
            for (double strength : strengths) {
                Map<String, Integer> amounts = scenario.amounts(strength, seed);
                assertThat(amounts).isNotEmpty();
                weaker.forEach(
                        (feature, amount) -> assertThat(amounts.get(feature)).isGreaterThanOrEqualTo(amount));
                weaker = amounts;
            }
        }
    }

    @Test
    void amounts_massClone_scaleWithStrengthAndFitTogether() {
        AttackScenario scenario = AttackScenarios.byName("mass_clone").orElseThrow();
        for (int seed = 0; seed < SEEDS; seed++) {
            Map<String, Integer> amounts = scenario.amounts(1.0, seed);
            assertThat(amounts.get("git_clone")).isBetween(50, 200);
            assertThat(amounts.get("unique_repos_accessed")).isBetween(30, amounts.get("git_clone"));
            assertThat(scenario.amounts(0.1, seed).get("git_clone")).isBetween(5, 20);
            assertThat(scenario.amounts(3.0, seed).get("git_clone")).isBetween(150, 600);
        }
    }

    @Test
    void amounts_recoveryCodes_areOftenASingleDownload() {
        AttackScenario scenario = AttackScenarios.byName("recovery_codes").orElseThrow();
        int single = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            if (scenario.amounts(1.0, seed).equals(Map.of("org_recovery_codes_downloaded", 1))) {
                single++;
            }
            assertThat(scenario.amounts(0.01, seed)).containsEntry("org_recovery_codes_downloaded", 1);
        }

        assertThat(single).isBetween(SEEDS / 5, SEEDS / 2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY, 10_001.0})
    void amounts_strengthOutOfRange_isRefused(double strength) {
        AttackScenario scenario = AttackScenarios.all().get(0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> scenario.amounts(strength, 0))
                .withMessage("strength must be above 0 and up to 10000, but was " + strength);
    }

    @Test
    void newScenario_unknownCount_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new AttackScenario("x", "X.", false, false, AttackScenario.always("git_clones", 1, 2)))
                .withMessage("there is no count named 'git_clones'");
    }

    @Test
    void amounts_map_isUnmodifiable() {
        Map<String, Integer> amounts = AttackScenarios.all().get(0).amounts(1.0, 0);

        assertThatThrownBy(() -> amounts.put("git_clone", 1)).isInstanceOf(UnsupportedOperationException.class);
    }
}
