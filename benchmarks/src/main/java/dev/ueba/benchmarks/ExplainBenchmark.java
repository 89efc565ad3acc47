package dev.ueba.benchmarks;

import dev.ueba.AnomalyExplainer;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.explain.Attributions;
import dev.ueba.explain.Explanation;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The strangest 1,000 rows explained one after another, on one thread: 256 rows a tree, 75 columns; time for all of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ExplainBenchmark {

    private static final int ROWS = 1_000;

    /** A cutoff that none of the explained rows reaches, so that all of them get counterfactuals. */
    private static final double ALL_FLAGGED = 0.05;

    @Param("300")
    int actors;

    @Param("90")
    int days;

    @Param("100")
    int trees;

    private double[][] rows;
    private Attributions attributions;
    private AnomalyExplainer notFlagged;
    private AnomalyExplainer flagged;
    private int explained;

    /** Trains on the first two thirds of the days and scores the others. */
    @Setup
    public void scoreRows() {
        FeatureTable base = BenchmarkData.baseFeatures(actors, days);
        DayRange scored = BenchmarkData.lastDays(base, days / 3);
        DetectorOptions options = DetectorOptions.defaults();
        DayRange before = new DayRange(base.dayRange().orElseThrow().from(), scored.from());
        FeatureTable training = TrainingSets.split(base.selectDays(before), 0.5, options.deviations())
                .training();
        DetectorOptions published = options.withForest(options.forest().withTrees(trees));
        DetectorModel model = DetectorModel.fit(training, published);
        AnomalyResults results = model.predict(base, scored);
        explained = results.top(ROWS).size();
        rows = IntStream.range(0, explained)
                .mapToObj(row -> IntStream.range(0, results.table().featureCount())
                        .mapToDouble(feature -> results.table().value(row, feature))
                        .toArray())
                .toArray(double[][]::new);
        attributions = Attributions.of(model.forest());
        notFlagged = AnomalyExplainer.of(model, base, results);
        DetectorModel eager = DetectorModel.fit(training, published.withCutoff(ALL_FLAGGED));
        flagged = AnomalyExplainer.of(eager, base, eager.predict(base, scored));
    }

    /** The attributions alone. */
    @Benchmark
    public double attributions() {
        double sum = 0.0;
        for (double[] row : rows) {
            sum += attributions.of(row).value(0);
        }
        return sum;
    }

    /** Whole explanations of rows that are not flagged. */
    @Benchmark
    public int explanations() {
        return explainAll(notFlagged);
    }

    /** Whole explanations of rows that are nearly all flagged: with counterfactuals. */
    @Benchmark
    public int counterfactuals() {
        return explainAll(flagged);
    }

    private int explainAll(AnomalyExplainer explainer) {
        int reasons = 0;
        for (int row = 0; row < explained; row++) {
            Explanation explanation = explainer.explainRow(row);
            reasons += explanation.reasons().size();
        }
        return reasons;
    }
}
