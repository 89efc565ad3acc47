package dev.ueba.benchmarks;

import dev.ueba.AnomalyResults;
import dev.ueba.UebaAnomalyDetector;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
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

/** Everything after reading: enrich the later half of the days, fit, score the last 21 days. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 9)
public class PipelineBenchmark {

    private static final int SCORED_DAYS = 21;

    @Param("1000")
    int actors;

    @Param("181")
    int days;

    private FeatureTable base;
    private DayRange scored;

    /** Makes the base features. */
    @Setup
    public void makeTable() {
        base = BenchmarkData.baseFeatures(actors, days);
        scored = BenchmarkData.lastDays(base, SCORED_DAYS);
    }

    /** The whole flow. */
    @Benchmark
    public AnomalyResults wholeFlow() {
        UebaAnomalyDetector detector = UebaAnomalyDetector.defaults();
        detector.fit(detector.generateTrainingSet(base, 0.5));
        return detector.predict(base, scored);
    }
}
