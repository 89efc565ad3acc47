package dev.ueba.evaluation;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What would have been found, had the detector run in the past: each scored day is ranked by what was known the day before, and
 * the ranking is held against labels.
 *
 * <p>Several modes rank the same days. Somebody looks at the {@code k} strangest rows of each day and at no other. Of rows that are
 * equally strange and do not all fit, each is looked at with the same probability, and all numbers are averages over that chance,
 * so they depend on nothing but the data and the seeds.
 *
 * <ul>
 *   <li>An <strong>attack</strong> is a scored row that is labelled. <strong>Recall at {@code k}</strong> is the share of the attacks
 *       that are looked at, <strong>precision at {@code k}</strong> the share of the rows looked at that are attacks.
 *   <li>An <strong>incident</strong> is a run of labelled days of the same actor and scenario on consecutive days of the calendar. It
 *       is found if one of its rows is looked at. Its recall has an interval: incidents are drawn with replacement, as many as
 *       there are, 1,000 times unless the options say otherwise; the same draws for every mode.
 *   <li>The <strong>time to detect</strong> counts days from the first day of an incident to the first on which it is looked at.
 * </ul>
 *
 * <p>A model is fitted on the days before the first scored one, and anew every few days. The same table, labels and options give
 * the same numbers, bit for bit, with any number of threads. Stateless and thread-safe. Memory is that of the table a few times
 * over.
 *
 * <pre>{@code
 * BacktestResult result = Backtest.run(base, LabelCsv.read(Path.of("labels.csv")), BacktestOptions.defaults());
 * for (ModeResult mode : result.modes()) {
 *     report.line(mode.mode().id(), mode.at(10).recall(), mode.at(10).incidentRecall());
 * }
 * }</pre>
 */
public final class Backtest {

    /** Alerts a day at which recall is always measured. */
    public static final List<Integer> BUDGETS = List.of(1, 5, 10, 25);

    /** Number of alerts a day at which the recall curve ends. */
    public static final int CURVE_LENGTH = 50;

    /** Half of so many days can still be split into history and training. */
    private static final int LEAST_DAYS_BEFORE = 2;

    private final BacktestOptions options;
    private final int[] epochDays;
    private final LabelledRows labelled;
    private final int attacks;
    private final SortedSet<Integer> budgets = new TreeSet<>(BUDGETS);

    private Backtest(BacktestOptions options, int[] epochDays, LabelledRows labelled) {
        this.options = options;
        this.epochDays = epochDays;
        this.labelled = labelled;
        this.attacks = count(labelled.positive());
        budgets.add(options.budget());
    }

    /**
     * Returns the days that are scored.
     *
     * @param base base features
     * @param options only the first day matters here
     * @return from the first scored day to the last day of the table
     * @throws IllegalArgumentException if the table is empty, or the first scored day is not within its days or leaves too few
     *     days before it
     */
    public static DayRange scoredDays(FeatureTable base, BacktestOptions options) {
        DayRange all = base.dayRange()
                .orElseThrow(
                        () -> new IllegalArgumentException("the table has no rows; a backtest needs days to score"));
        LocalDate from = options.from().orElseGet(() -> all.to().minusDays(Math.max(1, all.dayCount() / 3)));
        if (!from.isBefore(all.to())) {
            throw new IllegalArgumentException(
                    "the first scored day is " + from + ", but the last day with rows is " + all.last());
        }
        long before = from.toEpochDay() - all.from().toEpochDay();
        long historyDays = (long) (before * options.historyShare());
        if (before < LEAST_DAYS_BEFORE || historyDays < 1) {
            throw new IllegalArgumentException("there are " + Math.max(0, before) + " days before the first scored day "
                    + from + " (the table begins on " + all.from() + "), too few to split into history and training;"
                    + " give more days or a later first day");
        }
        return new DayRange(from, all.to());
    }

    /**
     * Runs a backtest.
     *
     * @param base base features in file order, all values finite
     * @param labels what is known of the scored days; those of other days are counted and play no part
     * @param options what is compared, and how
     * @return the numbers of each mode
     * @throws IllegalArgumentException if there is too little history (see {@link #scoredDays}), a value is missing or beyond the
     *     range of float, or no label has a scored row
     */
    public static BacktestResult run(FeatureTable base, List<AttackLabel> labels, BacktestOptions options) {
        Objects.requireNonNull(labels, "labels");
        DayRange scored = scoredDays(base, options);
        requireNumbers(base);
        int[] rows = base.rowsOf(scored);
        LabelledRows labelled = new LabelledRows(base, rows, scored, labels);
        if (labelled.matched() == 0) {
            throw new IllegalArgumentException("none of the " + labels.size() + " labels has a scored row ("
                    + labelled.earlier() + " are of days before " + scored.from() + ", "
                    + labelled.unmatched().size()
                    + " have no row of that actor and day); actors are compared as exact text, scored are the days from "
                    + scored.from() + " to " + scored.last());
        }
        int[] epochDays = Arrays.stream(rows).map(base::epochDay).toArray();
        Backtest backtest = new Backtest(options, epochDays, labelled);
        long forestSeed = options.detector().forest().seed();
        WalkForward.Scores scores = WalkForward.run(base, scored, options.modes(), options, forestSeed);
        Map<BacktestMode, SeedStability> stability = backtest.stability(base, scored, scores);
        List<ModeResult> modes = options.modes().stream()
                .map(mode -> backtest.result(mode, scores, Optional.ofNullable(stability.get(mode))))
                .toList();
        return new BacktestResult(
                scored,
                (int) Arrays.stream(epochDays).distinct().count(),
                rows.length,
                (int) Arrays.stream(rows).map(base::actorIndex).distinct().count(),
                scores.fits(),
                options.budget(),
                backtest.attacks,
                labelled.incidents().size(),
                labelled.matched(),
                labelled.earlier(),
                labelled.unmatched(),
                backtest.recallOf(new double[rows.length]),
                backtest.recallOf(backtest.perfect()),
                modes);
    }

    private double[] perfect() {
        double[] strangeness = new double[epochDays.length];
        Arrays.setAll(strangeness, row -> labelled.positive()[row] ? 1.0 : 0.0);
        return strangeness;
    }

    private SortedMap<Integer, Double> recallOf(double[] strangeness) {
        DailyRanks ranks = DailyRanks.of(strangeness, epochDays);
        SortedMap<Integer, Double> result = new TreeMap<>();
        budgets.forEach(k -> result.put(k, found(ranks, labelled.positive(), k) / attacks));
        return result;
    }

    private ModeResult result(BacktestMode mode, WalkForward.Scores scores, Optional<SeedStability> stability) {
        DailyRanks ranks = DailyRanks.of(scores.of(mode), epochDays);
        List<BudgetRecall> atBudgets =
                budgets.stream().map(k -> atBudget(ranks, k)).toList();
        List<Double> curve = IntStream.rangeClosed(1, CURVE_LENGTH)
                .mapToObj(k -> found(ranks, labelled.positive(), k) / attacks)
                .toList();
        List<ScenarioRecall> scenarios = new ArrayList<>();
        labelled.positiveByScenario().forEach((scenario, positive) -> {
            int own = count(positive);
            SortedMap<Integer, Double> recall = new TreeMap<>();
            budgets.forEach(k -> recall.put(k, found(ranks, positive, k) / own));
            int incidents = (int) labelled.incidents().stream()
                    .filter(incident -> incident.scenario().equals(scenario))
                    .count();
            scenarios.add(new ScenarioRecall(scenario, own, incidents, recall));
        });
        return new ModeResult(
                mode,
                atBudgets,
                curve,
                scenarios,
                Optional.ofNullable(scores.alerts().get(mode))
                        .map(alerts -> OwnAlerts.of(alerts, labelled.positive(), epochDays)),
                TimeToDetect.of(labelled.incidents(), ranks, options.budget()),
                stability);
    }

    private BudgetRecall atBudget(DailyRanks ranks, int k) {
        double found = found(ranks, labelled.positive(), k);
        long lookedAt = 0;
        Map<Integer, Integer> rowsPerDay = new TreeMap<>();
        for (int day : epochDays) {
            rowsPerDay.merge(day, 1, Integer::sum);
        }
        for (int rows : rowsPerDay.values()) {
            lookedAt += Math.min(k, rows);
        }
        double[] incidents = labelled.incidents().stream()
                .mapToDouble(incident -> incident.chance(ranks, k))
                .toArray();
        Interval interval = Interval.ofMean(incidents, options.resamples(), new SeededRandom(options.seed()));
        return new BudgetRecall(k, found, found / attacks, found / lookedAt, interval);
    }

    private Map<BacktestMode, SeedStability> stability(
            FeatureTable base, DayRange scored, WalkForward.Scores reference) {
        List<BacktestMode> detectors =
                options.modes().stream().filter(BacktestMode::isDetector).toList();
        Map<BacktestMode, SeedStability> result = new EnumMap<>(BacktestMode.class);
        if (options.forestSeeds() == 1 || detectors.isEmpty()) {
            return result;
        }
        Map<BacktestMode, List<double[]>> bySeed = new EnumMap<>(BacktestMode.class);
        detectors.forEach(mode -> bySeed.put(mode, new ArrayList<>(List.of(reference.of(mode)))));
        // A forest's seed has 32 bits; beyond the last one it goes on from the first.
        long seed = options.detector().forest().seed();
        for (int further = 1; further < options.forestSeeds(); further++) {
            long next = (seed + further) % (1L << 32);
            WalkForward.Scores scores = WalkForward.run(base, scored, detectors, options, next);
            bySeed.forEach((mode, all) -> all.add(scores.of(mode)));
        }
        bySeed.forEach((mode, all) -> result.put(mode, SeedStability.of(all, epochDays, options.budget())));
        return result;
    }

    private static double found(DailyRanks ranks, boolean[] positive, int k) {
        double found = 0.0;
        for (int row = 0; row < positive.length; row++) {
            if (positive[row]) {
                found += ranks.chance(row, k);
            }
        }
        return found;
    }

    private static int count(boolean[] positive) {
        int count = 0;
        for (boolean each : positive) {
            count += each ? 1 : 0;
        }
        return count;
    }

    private static void requireNumbers(FeatureTable base) {
        Optional<FeatureTable.Cell> cell = base.firstMissing().or(base::firstBeyondFloat);
        if (cell.isPresent()) {
            throw new IllegalArgumentException("row " + cell.get().row() + ", column '"
                    + base.schema().features().get(cell.get().feature())
                    + "': a backtest needs numbers in the range of float, but the value is "
                    + base.value(cell.get().row(), cell.get().feature()));
        }
    }
}
