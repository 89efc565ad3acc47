package dev.ueba;

import dev.ueba.baseline.ActorBaselines;
import dev.ueba.baseline.DeviationAlgorithm;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The faithful detector with what it cannot see: a risk in bits and a budget of alerts beside its scores, which stay as they
 * are.
 *
 * <p>Each row is assessed by the days before its own, and by nothing else: rows of the same or later days can change without any
 * effect. The same input gives the same bits on every machine.
 *
 * <p>Immutable and safe to share between threads. {@link #predict} needs the history at every call, and memory for its enriched
 * rows; {@link #replay} reads it once, and {@link #predictNext} then goes on from day to day.
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
    private final AnalystDecisions decisions;

    private ImprovedDetector(DetectorModel model, ImprovedOptions options, AnalystDecisions decisions) {
        this.model = Objects.requireNonNull(model, "model");
        this.options = Objects.requireNonNull(options, "options");
        this.decisions = decisions;
        options.requireQuarantine(decisions);
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
        return new ImprovedDetector(model, options, AnalystDecisions.none());
    }

    /**
     * Returns a detector that knows decisions of analysts about alerts. Each counts from the day after the one it is about on, so
     * that a replay of the history takes it as known the next morning.
     *
     * @param value the decisions
     * @return the detector with these decisions and no others
     * @throws IllegalArgumentException if there are decisions, but the options have no quarantine: nothing is held back then
     */
    public ImprovedDetector withDecisions(AnalystDecisions value) {
        return new ImprovedDetector(model, options, value);
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
        RiskState state = RiskState.empty(base.schema(), options, model);
        return assess(state, results, base, range, scoresOfRows(base, range.to()));
    }

    /**
     * Assesses and learns all days of a history, for {@link #predictNext}.
     *
     * @param base base features of all known days, with the columns the model was trained on
     * @return what is known after the last day; it knows nothing if there are no rows
     * @throws IllegalArgumentException if the columns are not the model's, or a value is missing or too large
     */
    public RiskState replay(FeatureTable base) {
        return replay(base, effects -> {});
    }

    /**
     * Assesses and learns all days of a history, and tells what became of the decisions; see {@link #replay(FeatureTable)}.
     *
     * @param base base features of all known days, with the columns the model was trained on
     * @param report called once, after the last day
     * @return what is known after the last day
     * @throws IllegalArgumentException if the columns are not the model's, or a value is missing or too large
     */
    public RiskState replay(FeatureTable base, Consumer<DecisionEffects> report) {
        RiskState state = RiskState.empty(base.schema(), options, model);
        DecisionCount count = new DecisionCount(decisions);
        Optional<DayRange> all = base.dayRange();
        if (all.isPresent()) {
            double[] scores = scoresOfRows(base, all.get().to());
            for (int[] rows : rowsByDay(base, all.get().to())) {
                count.apply(state);
                state.next(base.selectRows(rows), scoresOfDay(state, scores, rows));
            }
        }
        report.accept(count.effects(state));
        return state;
    }

    /**
     * Scores and assesses new days by saved states, without any history, and adds them to both states.
     *
     * <p>The results have the same bits as {@link #predict} over the full history, if each actor's rows came in date order, with
     * one difference: decisions that became known later than the morning after count from then on only, as they must.
     *
     * @param baselines actors' baselines up to the same day as the risk state; changed by this call, unless it fails
     * @param state risk state of the same model and options; changed by this call, unless it fails
     * @param newDays base features of days the states have not seen
     * @return their rows, the strangest first, with their risk
     * @throws IllegalArgumentException if the states do not know the same days, the state is of another model or other options, the
     *     columns are not the model's, a day is not new, or a value is missing or too large
     */
    public AnomalyResults predictNext(ActorBaselines baselines, RiskState state, FeatureTable newDays) {
        state.requireModel(model);
        state.requireOptions(options);
        requireAgreement(baselines, state);
        AnomalyResults results = model.predictNext(baselines, newDays);
        DayRange days = newDays.dayRange()
                .orElseThrow(() -> new IllegalArgumentException("the table has no rows; there is nothing to score"));
        return assess(state, results, newDays, days, results.scoresAsScored());
    }

    /**
     * Tells whether two states learned the same days, so that they can go on together.
     *
     * @param baselines actors' baselines
     * @param state risk state
     * @return true if their columns, newest days and numbers of rows are the same
     */
    public static boolean agree(ActorBaselines baselines, RiskState state) {
        return baselines.baseSchema().equals(state.schema())
                && baselines.lastDay().equals(state.lastDay())
                && baselines.rowCount() == state.rowCount();
    }

    /**
     * Refuses states that did not learn the same days.
     *
     * @param baselines actors' baselines
     * @param state risk state
     * @throws IllegalArgumentException if their columns, newest days or numbers of rows differ
     */
    public static void requireAgreement(ActorBaselines baselines, RiskState state) {
        if (!baselines.baseSchema().equals(state.schema())) {
            throw new IllegalArgumentException("the baselines have the columns " + baselines.baseSchema()
                    + ", but the risk state has " + state.schema() + "; make both in one training");
        }
        if (!agree(baselines, state)) {
            throw new IllegalArgumentException("the baselines know " + known(baselines.rowCount(), baselines.lastDay())
                    + ", but the risk state " + known(state.rowCount(), state.lastDay())
                    + "; only states that learned the same days go together: take both from the same backup, or make both"
                    + " in one training");
        }
    }

    private static String known(long rows, Optional<LocalDate> lastDay) {
        return rows + " rows" + lastDay.map(day -> " up to " + day).orElse("");
    }

    /** Lets a state assess all days before the end of a range; keeps what it says of the days in the range. */
    private AnomalyResults assess(
            RiskState state, AnomalyResults results, FeatureTable base, DayRange range, double[] scoreOfRow) {
        RiskAssessment[] assessments = new RiskAssessment[base.rowCount()];
        List<SensitiveFinding> findings = new ArrayList<>();
        DecisionCount count = new DecisionCount(decisions);
        for (int[] rows : rowsByDay(base, range.to())) {
            count.apply(state);
            RiskDay day = state.next(base.selectRows(rows), scoresOfDay(state, scoreOfRow, rows));
            if (range.contains(base.day(rows[0]))) {
                for (int i = 0; i < rows.length; i++) {
                    assessments[rows[i]] = day.assessments().get(i);
                }
                findings.addAll(day.findings());
            }
        }
        List<RiskAssessment> wanted = Arrays.stream(base.rowsOf(range))
                .mapToObj(row -> assessments[row])
                .toList();
        return results.withRisk(wanted, findings, count.effects(state));
    }

    /** Returns the anomaly score of each row before an end; 0 for those of the first day, which have none. */
    private double[] scoresOfRows(FeatureTable base, LocalDate end) {
        DayRange scored = new DayRange(base.dayRange().orElseThrow().from().plusDays(1), end);
        double[] scoreOfRow = new double[base.rowCount()];
        int[] rows = base.rowsOf(scored);
        if (rows.length > 0) {
            double[] scores = model.decisions(base, scored);
            for (int i = 0; i < rows.length; i++) {
                scoreOfRow[rows[i]] = scores[i];
            }
        }
        return scoreOfRow;
    }

    /** Returns the scores of a day's rows; none on the first day of all, which has nothing to be compared with. */
    private static double[] scoresOfDay(RiskState state, double[] scoreOfRow, int[] rows) {
        double[] scores = new double[state.lastDay().isEmpty() ? 0 : rows.length];
        Arrays.setAll(scores, i -> scoreOfRow[rows[i]]);
        return scores;
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
