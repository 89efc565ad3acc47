package dev.ueba.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttackInjectionTest {

    private static final LocalDate FROM = LocalDate.of(2026, 2, 10);
    private static final AttackInjectionOptions OPTIONS = AttackInjectionOptions.defaults();

    private static FeatureTable organisation(long seed) {
        return SyntheticOrganisation.generate(SyntheticOrganisationOptions.defaults()
                        .withAttacks(0)
                        .withDays(60)
                        .withSeed(seed))
                .baseFeatures();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void into_addsTheAmountsAndNothingElse(long seed) {
        FeatureTable base = organisation(seed);
        InjectedTable injected =
                AttackInjection.into(base, FROM, OPTIONS.withSeed(seed).withDays(3));
        assertThat(injected.attacks().size()).isGreaterThan(40);
        assertThat(injected.scenariosLeftOut()).isEmpty();
        assertThat(injected.featuresLeftOut()).isEmpty();
        Set<String> places = new HashSet<>();
        for (int row = 0; row < base.rowCount(); row++) {
            String actor = base.actor(row);
            LocalDate day = base.day(row);
            Map<String, Integer> amounts = injected.attacks().stream()
                    .filter(attack -> attack.label().actor().equals(actor)
                            && attack.label().day().equals(day))
                    .findFirst()
                    .map(InjectedAttack::amounts)
                    .orElse(Map.of());
            for (int feature = 0; feature < base.featureCount(); feature++) {
                double added = amounts.getOrDefault(base.schema().features().get(feature), 0);
                assertThat(injected.table().value(row, feature)).isEqualTo(base.value(row, feature) + added);
            }
            if (!amounts.isEmpty()) {
                assertThat(day).isAfterOrEqualTo(FROM);
                assertThat(places.add(actor + day)).isTrue();
            }
        }
        assertThat(places).hasSameSizeAs(injected.attacks());
        assertThat(injected.labels()).isSortedAccordingTo(AttackLabel.BY_DAY_AND_ACTOR);
    }

    @Test
    void into_withAnotherStrength_hitsTheSameRows() {
        FeatureTable base = organisation(4);
        InjectedTable strong = AttackInjection.into(base, FROM, OPTIONS);
        InjectedTable weak = AttackInjection.into(base, FROM, OPTIONS.withStrength(0.25));
        InjectedTable again = AttackInjection.into(base, FROM, OPTIONS);
        assertThat(weak.labels()).isEqualTo(strong.labels());
        assertThat(again.attacks()).isEqualTo(strong.attacks());
        assertThat(weak.attacks()).isNotEqualTo(strong.attacks());
        assertThat(AttackInjection.into(base, FROM, OPTIONS.withSeed(1)).labels())
                .isNotEqualTo(strong.labels());
        // 40 attacks, 10 scenarios in turns.
        for (AttackScenario scenario : AttackScenarios.all()) {
            assertThat(strong.labels())
                    .filteredOn(label -> label.scenario().equals(scenario.name()))
                    .hasSize(4);
        }
    }

    @Test
    void into_aTableThatLacksColumns_leavesOutWhatItCannotTell() {
        FeatureTableBuilder builder =
                new FeatureTableBuilder(FeatureSchema.ofFeatures(List.of("git_clone", "unique_ips_used")));
        for (int day = 0; day < 30; day++) {
            builder.addRow("a", FROM.plusDays(day), new double[] {1, 1});
            builder.addRow("deploy_key-1", FROM.plusDays(day), new double[] {1, 1});
        }
        FeatureTable base = builder.build();
        InjectedTable injected = AttackInjection.into(base, FROM, OPTIONS.withAttacks(10));
        assertThat(injected.labels()).extracting(AttackLabel::scenario).containsOnly("mass_clone", "many_new_ips");
        assertThat(injected.scenariosLeftOut())
                .hasSize(8)
                .contains("off_hours", "recovery_codes")
                .doesNotContain("mass_clone");
        assertThat(injected.featuresLeftOut())
                .containsExactly("outlier_time_count", "public_key_create", "unique_repos_accessed");
        assertThatThrownBy(() -> AttackInjection.into(
                        base, FROM, OPTIONS.withAttacks(1).withScenarios(List.of("recovery_codes"))))
                .hasMessage("the table has none of the columns that the scenarios [recovery_codes] need:"
                        + " org_recovery_codes_downloaded; give labels instead");
        assertThatThrownBy(() -> AttackInjection.into(base, FROM.plusDays(25), OPTIONS.withAttacks(11)))
                .hasMessage(
                        "there are 10 rows from 2026-03-07 on, too few for 11 attacks; ask for fewer or begin earlier");
        assertThat(AttackInjection.into(base, FROM.plusDays(25), OPTIONS.withAttacks(10))
                        .attacks())
                .hasSize(10);
    }

    @Test
    void into_whatNoMachineCanDo_goesToPeople() {
        FeatureTableBuilder builder = new FeatureTableBuilder(FeatureSchema.ofFeatures(List.of("outlier_time_count")));
        for (int day = 0; day < 10; day++) {
            builder.addRow("builder[bot]", FROM.plusDays(day), new double[] {0});
            builder.addRow("person", FROM.plusDays(day), new double[] {0});
        }
        InjectedTable injected = AttackInjection.into(
                builder.build(), FROM, OPTIONS.withAttacks(8).withScenarios(List.of("off_hours")));
        assertThat(injected.labels()).extracting(AttackLabel::actor).containsOnly("person");
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatThrownBy(() -> OPTIONS.withScenarios(List.of("mass_clone", "theft")))
                .hasMessageStartingWith("there is no scenario named 'theft'; known are [mass_clone, zip_exfiltration");
        assertThatThrownBy(() -> OPTIONS.withScenarios(List.of("mass_clone", "mass_clone")))
                .hasMessageContaining("each once");
        assertThatThrownBy(() -> OPTIONS.withScenarios(List.of())).hasMessageContaining("one or more");
        assertThatThrownBy(() -> OPTIONS.withAttacks(0)).hasMessageContaining("attacks");
        assertThatThrownBy(() -> OPTIONS.withDays(101)).hasMessageContaining("days");
        assertThatThrownBy(() -> OPTIONS.withStrength(Double.NaN)).hasMessageContaining("strength");
    }
}
