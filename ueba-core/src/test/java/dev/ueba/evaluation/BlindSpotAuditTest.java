package dev.ueba.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.baseline.DeviationOptions;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import dev.ueba.feature.NumberKind;
import dev.ueba.forest.ForestTree;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlindSpotAuditTest {

    private static FeatureTable base(long seed) {
        return SyntheticOrganisation.generate(SyntheticOrganisationOptions.defaults()
                        .withSeed(seed)
                        .withActors(12)
                        .withDays(40))
                .baseFeatures();
    }

    private static DetectorModel fit(FeatureTable base, DetectorOptions options) {
        return DetectorModel.fit(
                TrainingSets.split(base, 0.5, options.deviations()).training(), options);
    }

    private static BlindSpot spot(BlindSpotAudit audit, String feature) {
        return audit.features().stream()
                .filter(spot -> spot.feature().equals(feature))
                .findFirst()
                .orElseThrow();
    }

    private static FeatureTable withColumn(FeatureTable table, int feature, double[] values) {
        double[][] columns = IntStream.range(0, table.featureCount())
                .mapToObj(column -> column == feature ? values : table.column(column))
                .toArray(double[][]::new);
        return FeatureTable.ofColumns(
                table.schema(),
                IntStream.range(0, table.actorCount())
                        .mapToObj(table::actorName)
                        .toArray(String[]::new),
                IntStream.range(0, table.rowCount()).map(table::actorIndex).toArray(),
                IntStream.range(0, table.rowCount()).map(table::epochDay).toArray(),
                columns,
                IntStream.range(0, table.featureCount()).mapToObj(table::kind).toArray(NumberKind[]::new));
    }

    @Test
    void of_columnOfZeros_isNeverSeenAndChangesNoBit() {
        FeatureTable given = base(3);
        int dead = given.schema().featureIndex("git_clone");
        FeatureTable base = withColumn(given, dead, new double[given.rowCount()]);
        DetectorModel model = fit(base, DetectorOptions.defaults());

        BlindSpotAudit audit = BlindSpotAudit.of(model, base);

        assertThat(audit.neverSeen()).contains("git_clone");
        assertThat(audit.zeroEverywhere()).contains("git_clone");
        assertThat(spot(audit, "git_clone").injections())
                .hasSize(3)
                .allMatch(injection -> Double.doubleToRawLongBits(injection.scoreChange()) == 0L);
        DayRange days = base.dayRange().orElseThrow();
        DayRange scored = new DayRange(days.from().plusDays(1), days.to());
        double[] flood = new double[base.rowCount()];
        Arrays.setAll(flood, row -> row % 7 * 1000.0);
        for (String feature : audit.neverSeen()) {
            AnomalyResults flooded =
                    model.predict(withColumn(base, base.schema().featureIndex(feature), flood), scored);
            AnomalyResults before = model.predict(base, scored);
            assertThat(IntStream.range(0, before.rowCount())
                            .mapToObj(row -> flooded.all().get(row).anomalyScore()))
                    .as(feature)
                    .isEqualTo(IntStream.range(0, before.rowCount())
                            .mapToObj(row -> before.all().get(row).anomalyScore())
                            .toList());
        }
    }

    @Test
    void of_everyFeatureThatSomeTreeSplitsOn_isNotNeverSeen() {
        FeatureTable base = base(4);
        DetectorModel model = fit(base, DetectorOptions.defaults());
        TreeSet<String> split = new TreeSet<>();
        for (int index = 0; index < model.forest().treeCount(); index++) {
            ForestTree tree = model.forest().tree(index);
            for (int node = 0; node < tree.nodeCount(); node++) {
                if (!tree.isLeaf(node)) {
                    split.add(model.features().get(tree.column(node)).replaceFirst("^zscore_", ""));
                }
            }
        }

        BlindSpotAudit audit = BlindSpotAudit.ofTrees(model, base);

        List<String> expected = base.schema().features().stream()
                .filter(feature -> !split.contains(feature))
                .toList();
        assertThat(audit.neverSeen()).isEqualTo(expected).isNotEmpty();
        assertThat(audit.features()).hasSize(base.featureCount()).allMatch(spot -> spot.injections()
                .isEmpty());
        assertThat(spot(audit, "git_clone").sight()).isEqualTo(BlindSpot.Sight.UNTRIED);
    }

    @Test
    void of_splitsOnTheLargestDeviation_everyFeatureWithDeviationsCanMoveAScore() {
        FeatureTable base = base(5);
        DetectorOptions options = DetectorOptions.defaults()
                .withDeviations(DeviationOptions.defaults().withCompositeMax(true));

        assertThat(BlindSpotAudit.of(fit(base, options), base).neverSeen()).isEmpty();
    }

    @Test
    void of_injection_isWhatPredictingTheChangedTableGives() {
        FeatureTable base = base(6);
        DetectorModel model = fit(base, DetectorOptions.defaults());
        DayRange days = base.dayRange().orElseThrow();
        AnomalyResults before = model.predict(base, new DayRange(days.from().plusDays(1), days.to()));
        double median = before.all().get(before.rowCount() / 2).anomalyScore();
        int feature = base.schema().featureIndex("unique_ips_used");
        List<Integer> typical = IntStream.range(0, before.rowCount())
                .boxed()
                .sorted((a, b) -> {
                    int byDistance = Double.compare(
                            Math.abs(before.all().get(a).anomalyScore() - median),
                            Math.abs(before.all().get(b).anomalyScore() - median));
                    return byDistance != 0 ? byDistance : Integer.compare(a, b);
                })
                .limit(20)
                .toList();
        double change = 0.0;
        for (int row : typical) {
            String actor = before.table().actor(row);
            double[] column = base.column(feature);
            for (int at = 0; at < column.length; at++) {
                if (base.actor(at).equals(actor)
                        && base.epochDay(at) == before.table().epochDay(row)) {
                    column[at] += 10;
                }
            }
            double after = model
                    .predict(withColumn(base, feature, column), before.table().day(row))
                    .all()
                    .stream()
                    .filter(anomaly -> anomaly.actor().equals(actor))
                    .findFirst()
                    .orElseThrow()
                    .anomalyScore();
            change += after - before.all().get(row).anomalyScore();
        }

        BlindSpot.Injection injection = spot(BlindSpotAudit.of(model, base), "unique_ips_used")
                .injections()
                .get(1);

        assertThat(injection.amount()).isEqualTo(10.0);
        assertThat(injection.scoreChange())
                .isCloseTo(change / 20, within(1e-12))
                .isNegative();
        assertThat(injection.rank()).isLessThan(before.rowCount() / 2.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void reach_ofTinyForests_boundsTheLowestScoreOfAllCells(long seed) {
        FeatureTableBuilder rows = new FeatureTableBuilder(FeatureSchema.ofFeatures(List.of("x", "y")));
        for (int i = 0; i < 40; i++) {
            rows.addRow("a" + i % 4, LocalDate.of(2026, 1, 1).plusDays(i / 4), new double[] {
                i * seed * 31 % 17, i * seed * 7 % 11
            });
        }
        FeatureTable base = rows.build();
        DetectorOptions options = DetectorOptions.defaults()
                .withDeviations(DeviationOptions.defaults().withZScores(false));
        for (int trees : new int[] {1, 2, 5}) {
            DetectorModel model = fit(
                    base, options.withForest(options.forest().withTrees(trees).withSeed(seed)));
            double lowest = Double.POSITIVE_INFINITY;
            for (double x : sidesOfThresholds(model, 0)) {
                for (double y : sidesOfThresholds(model, 1)) {
                    lowest = Math.min(lowest, model.forest().scoreSample(new double[] {x, y}) - model.offset());
                }
            }

            ScoreReach reach = BlindSpotAudit.of(model, base).reach();

            assertThat(reach.lowerBound()).isLessThanOrEqualTo(lowest);
            assertThat(reach.lowestFound()).isGreaterThanOrEqualTo(lowest);
            if (reach.isExact()) {
                assertThat(reach.lowerBound()).isEqualTo(lowest);
            }
            assertThat(reach.isExact() || trees > 1).isTrue();
        }
    }

    /** Returns a value in each cell between thresholds: every combination of them gets every score there is. */
    private static double[] sidesOfThresholds(DetectorModel model, int column) {
        TreeSet<Double> sides = new TreeSet<>();
        sides.add(-1000.0);
        for (int index = 0; index < model.forest().treeCount(); index++) {
            ForestTree tree = model.forest().tree(index);
            for (int node = 0; node < tree.nodeCount(); node++) {
                if (tree.column(node) == column) {
                    float above = (float) tree.threshold(node);
                    sides.add((double) (above <= tree.threshold(node) ? Math.nextUp(above) : above));
                }
            }
        }
        return sides.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void reachesCutoff_saysYesNoOrNotFound() {
        assertThat(new ScoreReach(-0.32, -0.3, false, -0.2, -0.2).reachesCutoff())
                .isEqualTo(ScoreReach.Answer.NO);
        assertThat(new ScoreReach(-0.32, -0.32, true, Double.NaN, Double.NaN).reachesCutoff())
                .isEqualTo(ScoreReach.Answer.NO);
        assertThat(new ScoreReach(-0.32, -0.5, false, -0.2, -0.4).reachesCutoff())
                .isEqualTo(ScoreReach.Answer.YES);
        assertThat(new ScoreReach(-0.32, -0.5, true, Double.NaN, Double.NaN).reachesCutoff())
                .isEqualTo(ScoreReach.Answer.YES);
        assertThat(new ScoreReach(-0.32, -0.5, false, Double.NaN, Double.NaN).reachesCutoff())
                .isEqualTo(ScoreReach.Answer.NOT_FOUND);
    }

    @Test
    void of_again_isTheSameCsv() throws Exception {
        FeatureTable base = base(7);
        DetectorModel model = fit(base, DetectorOptions.defaults());
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        BlindSpotAudit.of(model, base).writeCsv(first);
        BlindSpotAudit.of(model, base).writeCsv(second);

        assertThat(second.toByteArray()).isEqualTo(first.toByteArray());
        assertThat(first.toString(StandardCharsets.UTF_8).lines())
                .hasSize(38)
                .first()
                .isEqualTo("feature,splits,deviation_splits,zero_everywhere,sight,"
                        + "score_change_1,rank_1,score_change_10,rank_10,score_change_100,rank_100");
        assertThat(first.toString(StandardCharsets.UTF_8))
                .containsPattern("(?m)^is_weekend,\\d+,0,False,untried,,,,,,$");
    }

    @Test
    void of_tableOfOneDayOrOtherColumns_isRefused() {
        FeatureTable base = base(8);
        DetectorModel model = fit(base, DetectorOptions.defaults());
        DayRange days = base.dayRange().orElseThrow();
        FeatureTable oneDay = base.selectDays(DayRange.of(days.from()));

        assertThatThrownBy(() -> BlindSpotAudit.of(model, oneDay))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has one day");
        assertThatThrownBy(() -> BlindSpotAudit.of(model, base.selectRows(new int[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no rows");
    }
}
