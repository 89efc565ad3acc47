package dev.ueba.benchmarks;

import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.FeatureTable;
import dev.ueba.forest.Amount;
import dev.ueba.forest.IsolationForest;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
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

/** Fitting on the enriched later half of the days. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FitBenchmark {

    @Param("1000")
    int actors;

    @Param("181")
    int days;

    private final DetectorOptions options = DetectorOptions.defaults();
    private FeatureTable base;
    private FeatureTable training;
    private DetectorModel model;
    private LocalDate lastDay;

    /** Makes the training rows. */
    @Setup
    public void makeTraining() {
        base = BenchmarkData.baseFeatures(actors, days);
        training = TrainingSets.split(base, 0.5, options.deviations()).training();
        model = DetectorModel.fit(training, options);
        lastDay = base.dayRange().orElseThrow().last();
    }

    /** Enriching and fitting in one, the enriched rows never held as a whole. */
    @Benchmark
    public DetectorModel detectorBlockwise() {
        return DetectorModel.fitBlockwise(base, 0.5, options);
    }

    /** Enriches and scores the last day, from the whole table. */
    @Benchmark
    public AnomalyResults predictDay() {
        return model.predict(base, lastDay);
    }

    /** Everything a detector does: repeated rows, forest, offset, fingerprint of the table. */
    @Benchmark
    public DetectorModel detector() {
        return DetectorModel.fit(training, options);
    }

    /** The forest, and the scores of all rows for its offset. */
    @Benchmark
    public IsolationForest forestWithOffset() {
        return IsolationForest.fit(training, options.forest());
    }

    /** The trees only. */
    @Benchmark
    public IsolationForest trees() {
        return IsolationForest.fit(training, options.forest().withContamination(Amount.auto()));
    }
}
