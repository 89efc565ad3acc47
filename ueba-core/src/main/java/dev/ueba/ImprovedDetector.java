package dev.ueba;

import dev.ueba.baseline.DeviationAlgorithm;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The faithful detector with what it cannot see: a risk in bits and a budget of alerts beside its scores, which stay as they
 * are.
 *
 * <p>Each row is assessed by the days before its own, and by nothing else: rows of the same or later days can change without any
 * effect. The same input gives the same bits on every machine.
 *
 * <p>Immutable and safe to share between threads. Needs the history at every call, and memory for its enriched rows.
 *
 * <pre>{@code
 * ImprovedDetector improved = ImprovedDetector.of(model, ImprovedOptions.defaults());
 * AnomalyResults results = improved.predict(base, LocalDate.parse("2026-01-04"));
 * for (Anomaly anomaly : results.alerts()) {
 *     double bits = results.assessment(anomaly).orElseThrow().risk();
 * }
 * }</pre>
 */
public final class ImprovedDetector {

    private final DetectorModel model;
    private final ImprovedOptions options;

    private ImprovedDetector(DetectorModel model, ImprovedOptions options) {
        this.model = Objects.requireNonNull(model, "model");
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * Returns a detector over a fitted model.
     *
     * @param model of rolling deviations
     * @param options what is added
     * @return the detector
     * @throws IllegalArgumentException if the model is a SecDev 2025 one, whose scores look at later days too
     */
    public static ImprovedDetector of(DetectorModel model, ImprovedOptions options) {
        if (model.options().deviations().algorithm() == DeviationAlgorithm.SECDEV_2025) {
            throw new IllegalArgumentException(
                    "improved detection looks at earlier days only, but a SecDev 2025 model compares with the whole period;"
                            + " train with rolling deviations");
        }
        return new ImprovedDetector(model, options);
    }

    /**
     * Scores and assesses the rows of one day.
     *
     * @param base base features of that day and all days before it, with the columns the model was trained on
     * @param day the day
     * @return the results of {@link DetectorModel#predict(FeatureTable, LocalDate)}, with their risk
     * @throws IllegalArgumentException as there
     */
    public AnomalyResults predict(FeatureTable base, LocalDate day) {
        return predict(base, DayRange.of(day));
    }

    /**
     * Scores and assesses the rows of a range of days, each day by the days before it.
     *
     * @param base base features of these days and all days before them, with the columns the model was trained on
     * @param range days; those without data in between are passed over
     * @return the results of {@link DetectorModel#predict(FeatureTable, DayRange)}, with their risk
     * @throws IllegalArgumentException as there
     */
    public AnomalyResults predict(FeatureTable base, DayRange range) {
        AnomalyResults results = model.predict(base, range);
        List<SensitiveFinding> findings = new ArrayList<>();
        RiskAssessment[] assessments = assess(base, range, findings, (rows, known, whatIf) -> {});
        return results.withRisk(
                Arrays.stream(base.rowsOf(range))
                        .mapToObj(row -> assessments[row])
                        .toList(),
                findings);
    }

    /** Is asked once for each day of the range, before it is learned. */
    interface DayWatcher {

        /**
         * Looks at a day.
         *
         * @param rows of the base table, in the order of the assessments
         * @param assessments of these rows
         * @param whatIf rows are those of the day, from 0
         */
        void watch(int[] rows, List<RiskAssessment> assessments, RiskHistory.WhatIf whatIf);
    }

    /** Returns the assessments of the range by row of the table; other rows have none. */
    RiskAssessment[] assess(FeatureTable base, DayRange range, List<SensitiveFinding> findings, DayWatcher watcher) {
        DayRange all = base.dayRange().orElseThrow();
        DayRange scored = new DayRange(all.from().plusDays(1), range.to());
        double[] scores = model.decisions(base, scored);
        int[] scoredRows = base.rowsOf(scored);
        double[] scoreOfRow = new double[base.rowCount()];
        for (int i = 0; i < scoredRows.length; i++) {
            scoreOfRow[scoredRows[i]] = scores[i];
        }
        RiskAssessment[] assessments = new RiskAssessment[base.rowCount()];
        RiskHistory history = new RiskHistory(base, options);
        for (int[] rows : rowsByDay(base, range.to())) {
            boolean isScored = scored.contains(base.day(rows[0]));
            double[] dayScores = new double[isScored ? rows.length : 0];
            Arrays.setAll(dayScores, i -> scoreOfRow[rows[i]]);
            boolean isWanted = range.contains(base.day(rows[0]));
            RiskHistory.Watcher asked =
                    isWanted ? (assessed, whatIf) -> watcher.watch(rows, assessed, whatIf) : RiskHistory.Watcher.NONE;
            RiskHistory.Day day = history.next(base.selectRows(rows), dayScores, asked);
            if (isWanted) {
                for (int i = 0; i < rows.length; i++) {
                    assessments[rows[i]] = day.assessments().get(i);
                }
                findings.addAll(day.findings());
            }
        }
        return assessments;
    }

    /** Returns the rows of each day before an end, the earliest day first. */
    private static List<int[]> rowsByDay(FeatureTable base, LocalDate end) {
        Integer[] order = Arrays.stream(
                        base.rowsOf(new DayRange(base.dayRange().orElseThrow().from(), end)))
                .boxed()
                .toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Integer.compare(base.epochDay(a), base.epochDay(b)));
        List<int[]> days = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= order.length; to++) {
            if (to == order.length || base.epochDay(order[to]) != base.epochDay(order[from])) {
                days.add(Arrays.stream(order, from, to)
                        .mapToInt(Integer::intValue)
                        .toArray());
                from = to;
            }
        }
        return days;
    }

    /**
     * Returns the model whose scores are assessed.
     *
     * @return the model
     */
    public DetectorModel model() {
        return model;
    }

    /**
     * Returns what is added to it.
     *
     * @return the options
     */
    public ImprovedOptions options() {
        return options;
    }
}
