package dev.ueba.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import dev.ueba.feature.GitHubAuditFeatures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PatternSearchTest {

    private static final LocalDate LAST = LocalDate.of(2026, 3, 20);
    private static final String ACTOR = "mallory";

    /** What an actor usually does, so that relative thresholds have something to compare with. */
    private static final double USUAL = 6.0;

    /** One step of a history: what happens on a day. */
    private record Day(String actor, LocalDate day, Map<String, Double> counts) {}

    /** A way to meet a pattern of two steps: an alternative of the first, one of the second. */
    private record Way(AttackPattern pattern, List<FeatureCondition> first, List<FeatureCondition> then) {

        @Override
        public String toString() {
            return pattern.name() + " " + first + " " + then;
        }
    }

    static Stream<Way> ways() {
        return AttackPatterns.defaults().patterns().stream()
                .filter(pattern -> pattern.then().isPresent())
                .flatMap(pattern -> pattern.first().alternatives().stream()
                        .flatMap(first -> pattern.then().orElseThrow().alternatives().stream()
                                .map(then -> new Way(pattern, first, then))));
    }

    private static Set<String> features() {
        Set<String> features = new LinkedHashSet<>(GitHubAuditFeatures.SCHEMA.features());
        for (AttackPattern pattern : AttackPatterns.defaults().patterns()) {
            Stream.concat(Stream.of(pattern.first()), pattern.then().stream())
                    .flatMap(step -> step.alternatives().stream())
                    .flatMap(List::stream)
                    .forEach(condition -> features.add(condition.feature()));
        }
        return features;
    }

    /** A month of ordinary days of two actors, 30 days before the last one, and what is added to them. */
    private static PatternSearch search(AttackPatterns patterns, Day... added) {
        FeatureSchema schema = FeatureSchema.ofFeatures(List.copyOf(features()));
        FeatureTableBuilder rows = new FeatureTableBuilder(schema);
        for (int ago = 40; ago >= 0; ago--) {
            LocalDate day = LAST.minusDays(ago);
            for (String actor : List.of("bystander", ACTOR)) {
                double[] values = new double[schema.featureCount()];
                for (String usual : List.of("git_clone", "git_push", "pull_request_merge", "workflow_run_create")) {
                    // As on any day of the past, but nothing on the days of the window, which a step would stand on.
                    values[schema.featureIndex(usual)] = ago > 7 ? USUAL : 0.0;
                }
                values[schema.featureIndex("unique_repos_accessed")] = ago > 7 ? USUAL : 0.0;
                values[schema.featureIndex("unique_ips_used")] = 1.0;
                for (Day each : added) {
                    if (each.actor().equals(actor) && each.day().equals(day)) {
                        each.counts().forEach((feature, count) -> values[schema.featureIndex(feature)] = count);
                    }
                }
                rows.addRow(actor, day, values);
            }
        }
        return PatternSearch.of(rows.build(), patterns);
    }

    /** The least counts that meet all conditions of an alternative, given the usual days. */
    private static Map<String, Double> counts(List<FeatureCondition> alternative, double factor) {
        Map<String, Double> counts = new HashMap<>();
        for (FeatureCondition condition : alternative) {
            boolean isUsual = Set.of(
                            "git_clone",
                            "git_push",
                            "pull_request_merge",
                            "workflow_run_create",
                            "unique_repos_accessed")
                    .contains(condition.feature());
            double needed = Math.max(condition.least(), isUsual ? condition.timesUsual() * USUAL : 0.0);
            counts.put(condition.feature(), Math.floor(factor * needed));
        }
        return counts;
    }

    private static Day day(int ago, List<FeatureCondition> alternative) {
        return new Day(ACTOR, LAST.minusDays(ago), counts(alternative, 1.0));
    }

    private static List<PatternMatch> matches(Way way, Day... days) {
        return search(AttackPatterns.of(List.of(way.pattern())), days).matches(ACTOR, LAST);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void matches_ofBothStepsInOrder_tellsDaysAndCounts(Way way) {
        List<PatternMatch> found = matches(way, day(2, way.first()), day(0, way.then()));

        assertThat(found).hasSize(1);
        PatternMatch match = found.get(0);
        assertThat(match.isOrderKnown()).isTrue();
        assertThat(match.steps()).extracting(PatternCell::day).contains(LAST.minusDays(2), LAST);
        counts(way.then(), 1.0).forEach((feature, count) -> assertThat(match.steps())
                .anyMatch(cell -> cell.feature().equals(feature) && cell.day().equals(LAST) && cell.value() == count));
        assertThat(match.brief())
                .startsWith("pattern: " + way.pattern().name() + " (2026-03-18 ")
                .endsWith(match.chain());
        assertThat(match.text()).contains("context, no evidence").doesNotContain("same day");
        // At the first and at the last moment that the window knows.
        int window = way.pattern().windowDays();
        assertThat(matches(way, day(window - 1, way.first()), day(0, way.then())))
                .hasSize(1);
        assertThat(matches(way, day(1, way.first()), day(0, way.then()))).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void matches_onOneDay_saysThatTheOrderIsUnknown(Way way) {
        List<PatternMatch> found = matches(way, day(0, way.first()), day(0, way.then()));

        assertThat(found).hasSize(1);
        assertThat(found.get(0).isOrderKnown()).isFalse();
        assertThat(found.get(0).brief()).contains("; same day, order unknown)");
        assertThat(found.get(0).text()).contains("so that the order is unknown");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void matches_ofNearMisses_areNone(Way way) {
        assertThat(matches(way, day(0, way.first()), day(2, way.then())))
                .as("wrong order")
                .isEmpty();
        assertThat(matches(way, day(way.pattern().windowDays(), way.first()), day(0, way.then())))
                .as("outside the window")
                .isEmpty();
        assertThat(matches(way, day(2, way.first()), day(1, way.then())))
                .as("complete on an earlier day")
                .isEmpty();
        assertThat(matches(way, day(2, way.first()))).as("first step only").isEmpty();
        assertThat(matches(way, day(0, way.then()))).as("second step only").isEmpty();
        assertThat(matches(way, new Day("bystander", LAST.minusDays(2), counts(way.first(), 1.0)), day(0, way.then())))
                .as("first step of another actor")
                .isEmpty();
        for (int part = 0; part < way.then().size(); part++) {
            Map<String, Double> counts = counts(way.then(), 1.0);
            String feature = way.then().get(part).feature();
            counts.put(feature, counts.get(feature) - 1.0);
            assertThat(matches(way, day(2, way.first()), new Day(ACTOR, LAST, counts)))
                    .as("one too few of " + feature)
                    .isEmpty();
        }
    }

    @Test
    void matches_ofMoreThanEver_isNoneIfThereWereAsManyOnce() {
        AttackPatterns patterns = AttackPatterns.of(AttackPatterns.defaults().patterns().stream()
                .filter(pattern -> pattern.name().equals("allow_list_off_then_new_address"))
                .toList());
        Day off = new Day(ACTOR, LAST.minusDays(1), Map.of("ip_allow_list_disable", 1.0));
        Day addresses = new Day(ACTOR, LAST, Map.of("unique_ips_used", 3.0));
        Day earlier = new Day(ACTOR, LAST.minusDays(20), Map.of("unique_ips_used", 3.0));

        assertThat(search(patterns, off, addresses).matches(ACTOR, LAST)).hasSize(1);
        assertThat(search(patterns, off, addresses, earlier).matches(ACTOR, LAST))
                .isEmpty();
    }

    private static List<PatternMatch> several(int[] ago) {
        AttackPattern pattern = AttackPatterns.defaults().patterns().stream()
                .filter(each -> each.then().isEmpty())
                .findFirst()
                .orElseThrow();
        List<Day> days = new ArrayList<>();
        for (int i = 0; i < ago.length; i++) {
            days.add(day(ago[i], pattern.first().alternatives().get(i)));
        }
        return search(AttackPatterns.of(List.of(pattern)), days.toArray(Day[]::new))
                .matches(ACTOR, LAST);
    }

    @Test
    void matches_ofFiveDetections_needsFiveDifferentOnesWithinTheWindow() {
        List<PatternMatch> found = several(new int[] {6, 4, 4, 2, 0});
        assertThat(found).hasSize(1);
        assertThat(found.get(0).pattern().name()).isEqualTo("several_detections");
        assertThat(found.get(0).pattern().techniques()).isEmpty();
        assertThat(found.get(0).steps()).hasSize(5).isSortedAccordingTo((a, b) -> a.day()
                .compareTo(b.day()));
        assertThat(several(new int[] {4, 4, 2, 0})).as("four").isEmpty();
        assertThat(several(new int[] {7, 4, 4, 2, 0}))
                .as("one outside the window")
                .isEmpty();
        assertThat(several(new int[] {6, 4, 4, 2, 1})).as("none on the day").isEmpty();
    }

    @Test
    void matches_doNotDependOnLaterDays_norOnTheOrderOfRows() {
        Day granted = new Day(ACTOR, LAST.minusDays(10), Map.of("personal_access_token_access_granted", 1.0));
        Map<String, Double> many = Map.of("git_clone", 40.0, "unique_repos_accessed", 40.0);
        Day clones = new Day(ACTOR, LAST.minusDays(8), many);
        Day later = new Day(ACTOR, LAST, many);
        List<PatternMatch> before =
                search(AttackPatterns.defaults(), granted, clones).matches(ACTOR, LAST.minusDays(8));
        assertThat(before).extracting(match -> match.pattern().name()).containsExactly("token_then_clones");
        assertThat(search(AttackPatterns.defaults(), granted, clones, later).matches(ACTOR, LAST.minusDays(8)))
                .isEqualTo(before);
    }

    @Test
    void matches_ofUnknownActorsAndDays_areNone() {
        PatternSearch search = search(AttackPatterns.defaults());
        assertThat(search.matches("nobody", LAST)).isEmpty();
        assertThat(search.matches(ACTOR, LAST.plusDays(1))).isEmpty();
        assertThat(search.matches(ACTOR, LAST)).isEmpty();
    }

    @Test
    void matches_ofANewAccount_comparesWithNothing() {
        FeatureSchema schema = FeatureSchema.ofFeatures(List.of("a", "b"));
        FeatureTableBuilder rows = new FeatureTableBuilder(schema);
        rows.addRow("new", LAST, new double[] {1.0, 5.0});
        PatternStep first = new PatternStep(1, List.of(List.of(new FeatureCondition("a", 1.0, 0.0, false))));
        AttackPattern relative = new AttackPattern(
                "relative",
                7,
                first,
                java.util.Optional.of(new PatternStep(1, List.of(List.of(new FeatureCondition("b", 5.0, 3.0, false))))),
                List.of(),
                List.of(),
                "why");
        AttackPattern record = new AttackPattern(
                "record",
                7,
                first,
                java.util.Optional.of(new PatternStep(1, List.of(List.of(new FeatureCondition("b", 5.0, 0.0, true))))),
                List.of("b", "missing"),
                List.of(),
                "why");
        PatternSearch search = PatternSearch.of(rows.build(), AttackPatterns.of(List.of(relative, record)));
        assertThat(search.matches("new", LAST))
                .extracting(match -> match.pattern().name())
                .containsExactly("relative");
    }

    @Test
    void matches_ofHostileFeatureNames_tellThemAsTheyAre() {
        String hostile = "<script>=cmd|' /C calc'!A0";
        FeatureSchema schema = FeatureSchema.ofFeatures(List.of(hostile));
        FeatureTableBuilder rows = new FeatureTableBuilder(schema);
        rows.addRow("a\nb", LAST, new double[] {2.0});
        AttackPattern pattern = new AttackPattern(
                "p",
                1,
                new PatternStep(1, List.of(List.of(new FeatureCondition(hostile, 1.0, 0.0, false)))),
                java.util.Optional.empty(),
                List.of(),
                List.of(),
                "why");
        List<PatternMatch> found = PatternSearch.of(rows.build(), AttackPatterns.of(List.of(pattern)))
                .matches("a\nb", LAST);
        assertThat(found.get(0).brief()).isEqualTo("pattern: p (2026-03-20 " + hostile + "=2)");
    }

    @Test
    void matches_onDataWithoutAttacks_areRare() {
        long rows = 0;
        long matched = 0;
        for (long seed = 1; seed <= 2; seed++) {
            FeatureTable base = SyntheticOrganisation.generate(SyntheticOrganisationOptions.defaults()
                            .withActors(100)
                            .withDays(120)
                            .withAttacks(0)
                            .withSeed(seed))
                    .baseFeatures();
            PatternSearch search = PatternSearch.of(base, AttackPatterns.defaults());
            for (int row = 0; row < base.rowCount(); row++) {
                rows++;
                matched += search.matches(base.actor(row), base.day(row)).isEmpty() ? 0 : 1;
            }
        }
        // docs/explanations.md has the rates; a pattern that fires on 1 day in 100 would be no help.
        assertThat(1_000.0 * matched / rows).isLessThan(5.0);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(longs = {1, 2, 3})
    void matches_ofShuffledRows_areTheSame(long seed) {
        FeatureTable base = SyntheticOrganisation.generate(SyntheticOrganisationOptions.defaults()
                        .withActors(30)
                        .withDays(60)
                        .withAttacks(10)
                        .withSeed(seed))
                .baseFeatures();
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[base.rowCount()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        PatternSearch plain = PatternSearch.of(base, AttackPatterns.defaults());
        PatternSearch shuffled = PatternSearch.of(base.selectRows(order), AttackPatterns.defaults());
        for (int row = 0; row < base.rowCount(); row++) {
            assertThat(shuffled.matches(base.actor(row), base.day(row)))
                    .extracting(PatternMatch::brief)
                    .isEqualTo(plain.matches(base.actor(row), base.day(row)).stream()
                            .map(PatternMatch::brief)
                            .toList());
        }
    }
}
