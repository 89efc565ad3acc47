package dev.ueba.benchmarks;

import dev.ueba.baseline.ActorBaselines;
import dev.ueba.baseline.DeviationOptions;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.baseline.TrainingSplit;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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

/** Deviations of actors from their own past. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EnrichBenchmark {

    @Param("1000")
    int actors;

    @Param("181")
    int days;

    private final DeviationOptions options = DeviationOptions.defaults();
    private FeatureTable base;
    private DayRange lastDay;
    private List<FeatureTable> singleDays;

    /** Makes the table and its days. */
    @Setup
    public void makeTable() {
        base = BenchmarkData.baseFeatures(actors, days);
        lastDay = BenchmarkData.lastDays(base, 1);
        singleDays = new ArrayList<>();
        DayRange all = base.dayRange().orElseThrow();
        for (LocalDate day = all.from(); day.isBefore(all.to()); day = day.plusDays(1)) {
            singleDays.add(base.selectDays(DayRange.of(day)));
        }
    }

    /** Splits in the middle and enriches the later half of the days. */
    @Benchmark
    public TrainingSplit split() {
        return TrainingSets.split(base, 0.5, options);
    }

    /** Enriches the last day from the whole table. */
    @Benchmark
    public FeatureTable oneDay() {
        return TrainingSets.enrich(base, lastDay, options);
    }

    /** Learns the past of all actors from the whole table. */
    @Benchmark
    public ActorBaselines learn() {
        return ActorBaselines.of(base, options);
    }

    /** Goes through all days one at a time, enriching each and then learning from it. */
    @Benchmark
    public long dayByDay() {
        ActorBaselines baselines = ActorBaselines.empty(base.schema(), options);
        long rows = 0;
        for (FeatureTable day : singleDays) {
            rows += baselines.enrichAndAdd(day).rowCount();
        }
        return rows;
    }
}
