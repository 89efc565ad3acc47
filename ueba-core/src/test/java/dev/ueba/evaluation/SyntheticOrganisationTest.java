package dev.ueba.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.feature.NumberKind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyntheticOrganisationTest {

    private static final SyntheticOrganisationOptions DEFAULTS = SyntheticOrganisationOptions.defaults();

    static IntStream seeds() {
        return IntStream.range(0, 30);
    }

    @Test
    void generate_oneSmallConfiguration_hasThesePinnedBits() {
        SyntheticOrganisation organisation = SyntheticOrganisation.generate(
                DEFAULTS.withActors(25).withDays(40).withSeed(7));

        // Of this generator itself, on JDK 17: a change here changes everybody's synthetic data and belongs in the
        // changelog.
        assertThat(organisation.baseFeatures().rowCount()).isEqualTo(368);
        assertThat(hash(organisation)).isEqualTo(-5920459761399941561L);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void generate_sameSeedTwice_sameBitsAndOtherSeed_others(int seed) {
        SyntheticOrganisationOptions options = DEFAULTS.withSeed(seed);
        long hash = hash(SyntheticOrganisation.generate(options));

        assertThat(hash(SyntheticOrganisation.generate(options))).isEqualTo(hash);
        assertThat(hash(SyntheticOrganisation.generate(options.withSeed(seed + 1))))
                .isNotEqualTo(hash);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void generate_anySeed_rowsAreSortedUniqueAndWhole(int seed) {
        FeatureTable table = generate(DEFAULTS.withSeed(seed)).baseFeatures();

        assertThat(table.schema()).isEqualTo(GitHubAuditFeatures.SCHEMA);
        assertThat(table.actorCount()).isEqualTo(60);
        assertThat(table.rowCount()).isBetween((int) (0.33 * 60 * 90), (int) (0.50 * 60 * 90));
        int weekend = feature(GitHubAuditFeatures.IS_WEEKEND);
        for (int row = 0; row < table.rowCount(); row++) {
            LocalDate day = table.day(row);
            assertThat(day).isBetween(DEFAULTS.startDay(), DEFAULTS.startDay().plusDays(89));
            assertThat(table.value(row, weekend)).isEqualTo(day.getDayOfWeek().getValue() >= 6 ? 1.0 : 0.0);
            assertThat(table.value(row, feature("unique_ips_used"))).isGreaterThanOrEqualTo(1.0);
            assertThat(table.value(row, feature("unique_repos_accessed"))).isGreaterThanOrEqualTo(1.0);
            if (row > 0 && table.epochDay(row) == table.epochDay(row - 1)) {
                assertThat(table.actor(row)).isGreaterThan(table.actor(row - 1));
            } else if (row > 0) {
                assertThat(table.epochDay(row)).isGreaterThan(table.epochDay(row - 1));
            }
        }
        for (int column = 0; column < table.featureCount(); column++) {
            assertThat(table.kind(column)).isEqualTo(NumberKind.INTEGER);
            assertThat(Arrays.stream(table.column(column)).allMatch(x -> x >= 0.0 && x == Math.rint(x)))
                    .as(table.schema().features().get(column))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void generate_anySeed_labelsAreSortedUniqueLateAndInTheTable(int seed) {
        SyntheticOrganisation organisation = generate(DEFAULTS.withSeed(seed));
        FeatureTable table = organisation.baseFeatures();
        List<AttackLabel> labels = organisation.labels();

        assertThat(labels).hasSize(12).isSortedAccordingTo(AttackLabel.BY_DAY_AND_ACTOR);
        assertThat(labels.stream().map(SyntheticOrganisationTest::key)).doesNotHaveDuplicates();
        assertThat(labels)
                .allMatch(label -> !label.day().isBefore(DEFAULTS.startDay().plusDays(60)));
        assertThat(labels.stream().map(AttackLabel::scenario))
                .containsAll(
                        AttackScenarios.all().stream().map(AttackScenario::name).toList());
        Map<String, Integer> rows = rows(table);
        for (AttackLabel label : labels) {
            int row = rows.getOrDefault(key(label), -1);
            assertThat(row).isNotNegative();
            String first =
                    switch (label.scenario()) {
                        case "mass_clone" -> "git_clone";
                        case "zip_exfiltration" -> "repo_download_zip";
                        case "secret_scanning_off" -> "repository_secret_scanning_protection_disable";
                        case "recovery_codes" -> "org_recovery_codes_downloaded";
                        case "pat_burst" -> "personal_access_token_request_created";
                        case "ip_allow_list_off" -> "ip_allow_list_disable";
                        case "branch_protection_off" -> "protected_branch_destroy";
                        case "off_hours" -> "outlier_time_count";
                        case "many_new_ips" -> "unique_ips_used";
                        case "ssh_ca_swap" -> "ssh_certificate_authority_create";
                        default -> throw new AssertionError(label.scenario());
                    };
            assertThat(table.value(row, feature(first))).isGreaterThanOrEqualTo(1.0);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void generate_withoutAttacks_leavesOrdinaryRowsAsTheyWere(int seed) {
        SyntheticOrganisation attacked = generate(DEFAULTS.withSeed(seed).withAttacks(40));
        SyntheticOrganisation quiet = generate(DEFAULTS.withSeed(seed).withAttacks(0));
        FeatureTable quietTable = quiet.baseFeatures();
        FeatureTable table = attacked.baseFeatures();
        Map<String, Integer> quietRows = rows(quietTable);
        Map<String, String> scenarios = new HashMap<>();
        attacked.labels().forEach(label -> scenarios.put(key(label), label.scenario()));

        assertThat(quiet.labels()).isEmpty();
        assertThat(rows(table).keySet()).containsAll(quietRows.keySet());
        int madeRows = 0;
        for (int row = 0; row < table.rowCount(); row++) {
            String key = key(table, row);
            Integer quietRow = quietRows.get(key);
            String scenario = scenarios.get(key);
            if (quietRow == null) {
                assertThat(scenario).isNotNull();
                madeRows++;
                continue;
            }
            Set<String> raised = scenario == null
                    ? Set.of()
                    : Set.copyOf(AttackScenarios.byName(scenario).orElseThrow().features());
            boolean changed = false;
            for (int column = 0; column < table.featureCount(); column++) {
                double more = table.value(row, column) - quietTable.value(quietRow, column);
                boolean mayBeMore = raised.contains(table.schema().features().get(column));
                assertThat(more == 0.0 || (mayBeMore && more > 0.0)).isTrue();
                changed |= more > 0.0;
            }
            assertThat(changed).isEqualTo(scenario != null);
        }
        assertThat(madeRows).isLessThan(40).isEqualTo(table.rowCount() - quietTable.rowCount());
    }

    @Test
    void generate_furtherAttacks_keepTheFirstOnes() {
        List<AttackLabel> few = generate(DEFAULTS.withAttacks(15)).labels();
        List<AttackLabel> many = generate(DEFAULTS.withAttacks(30)).labels();

        assertThat(many).hasSize(30).containsAll(few);
    }

    @Test
    void generate_furtherActors_keepTheFirstOnes() {
        FeatureTable few = generate(DEFAULTS.withActors(30).withAttacks(0)).baseFeatures();
        FeatureTable many = generate(DEFAULTS.withActors(70).withAttacks(0)).baseFeatures();
        Map<String, Integer> rows = rows(many);

        for (int row = 0; row < few.rowCount(); row++) {
            assertThat(many.record(rows.getOrDefault(key(few, row), -1))).isEqualTo(few.record(row));
        }
    }

    @Test
    void generate_strongerAttacks_sameDaysButMore() {
        SyntheticOrganisation weak = generate(DEFAULTS.withStrength(0.2));
        SyntheticOrganisation strong = generate(DEFAULTS.withStrength(3.0));

        assertThat(strong.labels()).isEqualTo(weak.labels());
        assertThat(total(strong)).isGreaterThan(total(weak));
    }

    @Test
    void generate_thousandActorsHalfAYear_isAsDenseAndMixedAsAnOrganisation() {
        SyntheticOrganisation organisation =
                generate(DEFAULTS.withActors(1000).withDays(181).withAttacks(40));
        FeatureTable table = organisation.baseFeatures();

        assertThat(table.rowCount()).isBetween(70_000, 82_000);
        assertThat(mean(table, "git_clone")).isBetween(3.0, 5.0);
        assertThat(mean(table, "pull_request_create")).isBetween(0.8, 1.5);
        assertThat(mean(table, "unique_ips_used")).isBetween(1.2, 1.5);
        assertThat(mean(table, "unique_repos_accessed")).isBetween(3.0, 4.5);
        assertThat(mean(table, "outlier_time_count")).isBetween(0.02, 0.08);
        assertThat(mean(table, GitHubAuditFeatures.IS_WEEKEND)).isBetween(0.06, 0.13);
        // Every count occurs without an attack too, or nothing rare would ever be ordinary.
        FeatureTable quiet = generate(organisation.options().withAttacks(0)).baseFeatures();
        assertThat(GitHubAuditFeatures.COUNTS).allMatch(count -> mean(quiet, count) > 0.0);
        assertThat(mean(quiet, "org_recovery_codes_downloaded")).isLessThan(0.001);
        Map<String, Integer> daysOfActor = new HashMap<>();
        for (int row = 0; row < quiet.rowCount(); row++) {
            daysOfActor.merge(quiet.actor(row), 1, Integer::sum);
        }
        assertThat(daysOfActor).hasSize(1000);
        assertThat(daysOfActor.values().stream().filter(days -> days == 1).count())
                .isBetween(20L, 80L);
        assertThat(daysOfActor.keySet()).allMatch(actor -> actor.matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    @Test
    void generate_machineAccounts_someDoTheSameEveryDay() {
        FeatureTable table = generate(DEFAULTS.withActors(200).withAttacks(0)).baseFeatures();
        Map<String, Set<List<Double>>> kindsOfDay = new HashMap<>();
        Map<String, Integer> days = new HashMap<>();
        for (int row = 0; row < table.rowCount(); row++) {
            List<Double> counts =
                    List.copyOf(table.record(row).values().values()).subList(1, table.featureCount());
            kindsOfDay
                    .computeIfAbsent(table.actor(row), actor -> new HashSet<>())
                    .add(counts);
            days.merge(table.actor(row), 1, Integer::sum);
        }

        assertThat(kindsOfDay.entrySet().stream()
                        .filter(kinds -> kinds.getValue().size() == 1 && days.getOrDefault(kinds.getKey(), 0) > 40)
                        .count())
                .isBetween(3L, 30L);
    }

    @Test
    void generate_smallestOrganisations_areFull() {
        SyntheticOrganisation one =
                generate(new SyntheticOrganisationOptions(1, 1, LocalDate.of(2026, 1, 1), 1, 1.0, 3));
        assertThat(one.baseFeatures().rowCount()).isEqualTo(1);
        assertThat(one.labels()).hasSize(1);

        SyntheticOrganisation crowded =
                generate(new SyntheticOrganisationOptions(3, 9, LocalDate.of(2026, 1, 1), 9, 1.0, 4));
        assertThat(crowded.labels().stream().map(SyntheticOrganisationTest::key))
                .hasSize(9)
                .doesNotHaveDuplicates();
    }

    private static SyntheticOrganisation generate(SyntheticOrganisationOptions options) {
        return SyntheticOrganisation.generate(options);
    }

    private static int feature(String name) {
        return GitHubAuditFeatures.SCHEMA.featureIndex(name);
    }

    private static double mean(FeatureTable table, String name) {
        return Arrays.stream(table.column(feature(name))).average().orElseThrow();
    }

    private static double total(SyntheticOrganisation organisation) {
        FeatureTable table = organisation.baseFeatures();
        return IntStream.range(0, table.featureCount())
                .mapToDouble(column -> Arrays.stream(table.column(column)).sum())
                .sum();
    }

    private static String key(AttackLabel label) {
        return label.day() + " " + label.actor();
    }

    private static String key(FeatureTable table, int row) {
        return table.day(row) + " " + table.actor(row);
    }

    private static Map<String, Integer> rows(FeatureTable table) {
        Map<String, Integer> rows = new HashMap<>();
        for (int row = 0; row < table.rowCount(); row++) {
            assertThat(rows.put(key(table, row), row)).isNull();
        }
        return rows;
    }

    /** Hashes every actor, day, cell and label: 64-bit FNV-1a over the characters and bits. */
    private static long hash(SyntheticOrganisation organisation) {
        FeatureTable table = organisation.baseFeatures();
        long hash = 0xcbf29ce484222325L;
        for (int row = 0; row < table.rowCount(); row++) {
            hash = (hash ^ key(table, row).hashCode()) * 0x100000001b3L;
            for (int column = 0; column < table.featureCount(); column++) {
                hash = (hash ^ Double.doubleToRawLongBits(table.value(row, column))) * 0x100000001b3L;
            }
        }
        for (AttackLabel label : organisation.labels()) {
            hash = (hash ^ (key(label) + " " + label.scenario()).hashCode()) * 0x100000001b3L;
        }
        return hash;
    }

    @Test
    void attacks_areTheLabelsWithWhatTheyAdd() {
        SyntheticOrganisation organisation = SyntheticOrganisation.generate(
                SyntheticOrganisationOptions.defaults().withAttacks(40).withSeed(5));
        FeatureTable table = organisation.baseFeatures();

        assertThat(organisation.attacks()).extracting(InjectedAttack::label).isEqualTo(organisation.labels());
        for (InjectedAttack attack : organisation.attacks()) {
            assertThat(attack.amounts()).isNotEmpty();
            int row = IntStream.range(0, table.rowCount())
                    .filter(candidate -> table.actor(candidate)
                                    .equals(attack.label().actor())
                            && table.day(candidate).equals(attack.label().day()))
                    .findFirst()
                    .orElseThrow();
            attack.amounts().forEach((feature, amount) -> assertThat(
                            table.value(row, table.schema().featureIndex(feature)))
                    .isGreaterThanOrEqualTo(amount));
        }
    }

    @Test
    void roles_areThoseOfAllActors() {
        SyntheticOrganisation organisation = SyntheticOrganisation.generate(
                SyntheticOrganisationOptions.defaults().withActors(ActorRole.BLOCK));

        assertThat(organisation.roles()).hasSize(ActorRole.BLOCK);
        assertThat(organisation.roles().values()).containsExactlyInAnyOrder(ActorRole.block());
    }
}
