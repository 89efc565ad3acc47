package dev.ueba.benchmarks;

import dev.ueba.forest.Amount;
import dev.ueba.forest.IsolationForest;
import dev.ueba.forest.IsolationForestOptions;
import java.util.Arrays;
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

/** The offset of a forest from the scores of its training rows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OffsetBenchmark {

    private static final double CONTAMINATION = 0.01;

    @Param("400000")
    int scores;

    private IsolationForest forest;
    private double[] training;

    /** Makes the scores. */
    @Setup
    public void score() {
        double[][] columns = BenchmarkData.columns("dense", scores);
        forest = IsolationForest.fit(
                columns, IsolationForestOptions.defaults().withContamination(Amount.share(CONTAMINATION)));
        training = forest.scoreSamples(columns);
    }

    /** The library's way: a selection. */
    @Benchmark
    public IsolationForest select() {
        return forest.withOffsetOf(training);
    }

    /** The plain way: all scores sorted. */
    @Benchmark
    public double plainSort() {
        double[] sorted = training.clone();
        Arrays.sort(sorted);
        return sorted[(int) (CONTAMINATION * sorted.length)];
    }
}
