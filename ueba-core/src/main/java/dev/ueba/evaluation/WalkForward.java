package dev.ueba.evaluation;

import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.ImprovedDetector;
import dev.ueba.RiskAssessment;
import dev.ueba.baseline.DeviationOptions;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.GitHubAuditFeatures;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Scores the days of a range one block after the other, each block with models of the days before it. */
final class WalkForward {

    /*
     * A block is the days between two fits. The limits of counts and the forest are fitted on the days before the block; the
     * deviations and risks of a day come from all days before that day, those of its own block too. Each block is given the
     * table up to its last day and no further.
     */

    private static final double LIMIT_QUANTILE = 0.999;
    private static final double STRANGE_DEVIATION = 3.0;
    private static final String DEVIATION_PREFIX = "zscore_";

    /**
     * Of the rows of the range, in the order of the table.
     *
     * @param strangeness per mode one number for each row, higher is stranger
     * @param alerts per mode that raises alerts of its own, whether each row is one
     * @param fits how often models were fitted
     */
    record Scores(Map<BacktestMode, double[]> strangeness, Map<BacktestMode, boolean[]> alerts, int fits) {

        double[] of(BacktestMode mode) {
            return Objects.requireNonNull(strangeness.get(mode), mode.id());
        }
    }

    private final FeatureTable base;
    private final LocalDate firstDay;
    private final List<BacktestMode> modes;
    private final BacktestOptions options;
    private final DetectorOptions detector;
    private final int[] positions;
    private final Map<BacktestMode, double[]> strangeness = new EnumMap<>(BacktestMode.class);
    private final Map<BacktestMode, boolean[]> alerts = new EnumMap<>(BacktestMode.class);

    private WalkForward(
            FeatureTable base, int[] rows, List<BacktestMode> modes, BacktestOptions options, long forestSeed) {
        this.base = base;
        this.firstDay = base.dayRange().orElseThrow().from();
        this.modes = modes;
        this.options = options;
        this.detector =
                options.detector().withForest(options.detector().forest().withSeed(forestSeed));
        this.positions = new int[base.rowCount()];
        for (int position = 0; position < rows.length; position++) {
            positions[rows[position]] = position;
        }
        for (BacktestMode mode : modes) {
            strangeness.put(mode, new double[rows.length]);
            if (mode.isDetector()) {
                alerts.put(mode, new boolean[rows.length]);
            }
        }
    }

    /**
     * Scores a range of days.
     *
     * @param range begins after the first day that has rows, with enough days before it for a fit
     * @param forestSeed in place of the seed in the options
     */
    static Scores run(
            FeatureTable base, DayRange range, List<BacktestMode> modes, BacktestOptions options, long forestSeed) {
        int[] rows = base.rowsOf(range);
        WalkForward walk = new WalkForward(base, rows, modes, options, forestSeed);
        int fits = 0;
        LocalDate start = range.from();
        while (start.isBefore(range.to())) {
            LocalDate next = start.plusDays(options.refitDays());
            DayRange block = new DayRange(start, next.isBefore(range.to()) ? next : range.to());
            if (base.rowsOf(block).length > 0) {
                walk.score(block);
                fits++;
            }
            start = block.to();
        }
        return new Scores(walk.strangeness, walk.alerts, fits);
    }

    private void score(DayRange block) {
        FeatureTable known = base.selectDays(new DayRange(firstDay, block.to()));
        FeatureTable past = base.selectDays(new DayRange(firstDay, block.from()));
        int[] target =
                Arrays.stream(base.rowsOf(block)).map(row -> positions[row]).toArray();
        if (modes.contains(BacktestMode.COUNT_THRESHOLD)) {
            scoreCounts(past, known.selectDays(block), target);
        }
        if (modes.contains(BacktestMode.DEVIATIONS)) {
            scoreDeviations(known, block, target);
        }
        if (modes.stream().anyMatch(BacktestMode::isDetector)) {
            DetectorModel model = DetectorModel.fit(
                    TrainingSets.split(past, options.historyShare(), detector.deviations())
                            .training(),
                    detector);
            scoreDetectors(model, known, block, target);
        }
    }

    private void scoreCounts(FeatureTable past, FeatureTable rows, int[] target) {
        double[] result = Objects.requireNonNull(strangeness.get(BacktestMode.COUNT_THRESHOLD));
        for (int feature = 0; feature < rows.featureCount(); feature++) {
            if (rows.schema().features().get(feature).equals(GitHubAuditFeatures.IS_WEEKEND)) {
                continue;
            }
            double[] values = past.column(feature);
            Arrays.sort(values);
            double quantile = values[(int) Math.ceil(LIMIT_QUANTILE * values.length) - 1];
            double limit = quantile > 0.0 ? quantile : 1.0;
            for (int row = 0; row < target.length; row++) {
                result[target[row]] = Math.max(result[target[row]], rows.value(row, feature) / limit);
            }
        }
    }

    private void scoreDeviations(FeatureTable known, DayRange block, int[] target) {
        double[] result = Objects.requireNonNull(strangeness.get(BacktestMode.DEVIATIONS));
        FeatureTable enriched = TrainingSets.enrich(known, block, DeviationOptions.defaults());
        for (int feature = known.featureCount(); feature < enriched.featureCount(); feature++) {
            if (!enriched.schema().features().get(feature).startsWith(DEVIATION_PREFIX)) {
                continue;
            }
            for (int row = 0; row < target.length; row++) {
                result[target[row]] += enriched.value(row, feature) > STRANGE_DEVIATION ? 1.0 : 0.0;
            }
        }
    }

    private void scoreDetectors(DetectorModel model, FeatureTable known, DayRange block, int[] target) {
        AnomalyResults results = modes.contains(BacktestMode.IMPROVED)
                ? ImprovedDetector.of(model, options.improved()).predict(known, block)
                : model.predict(known, block);
        FeatureTable enriched = TrainingSets.enrich(known, block, detector.deviations());
        double[] scores = model.forest().decisionFunction(enriched);
        // The order of results: score, then the later day, then the order of the table.
        Integer[] order = new Integer[target.length];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, (a, b) -> {
            int byScore = Double.compare(scores[a], scores[b]);
            return byScore != 0 ? byScore : Integer.compare(enriched.epochDay(b), enriched.epochDay(a));
        });
        List<Anomaly> ranked = results.all();
        for (int rank = 0; rank < order.length; rank++) {
            int row = order[rank];
            Anomaly anomaly = ranked.get(rank);
            if (anomaly.anomalyScore() != scores[row] || !anomaly.actor().equals(enriched.actor(row))) {
                throw new IllegalStateException("results are not in the order of their scores at rank " + rank);
            }
            if (modes.contains(BacktestMode.FAITHFUL)) {
                Objects.requireNonNull(strangeness.get(BacktestMode.FAITHFUL))[target[row]] = -scores[row];
                Objects.requireNonNull(alerts.get(BacktestMode.FAITHFUL))[target[row]] =
                        scores[row] < results.anomalyThreshold();
            }
            if (modes.contains(BacktestMode.IMPROVED)) {
                RiskAssessment assessment = results.assessment(anomaly).orElseThrow();
                Objects.requireNonNull(strangeness.get(BacktestMode.IMPROVED))[target[row]] = assessment.risk();
                Objects.requireNonNull(alerts.get(BacktestMode.IMPROVED))[target[row]] = assessment.alert();
            }
        }
    }
}
