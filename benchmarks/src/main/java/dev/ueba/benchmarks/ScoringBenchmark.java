package dev.ueba.benchmarks;

import dev.ueba.forest.IsolationForest;
import dev.ueba.forest.IsolationForestOptions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Raw scores of a forest of 256 rows per tree, beside a plain walk through the same trees; time per row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScoringBenchmark {

    private static final int ROWS = 20_000;

    /** The plain walk adds the same numbers with another rounding of logarithm and power. */
    private static final double TOLERANCE = 1e-12;

    @Param({"ueba", "dense", "wide"})
    String shape;

    @Param("100")
    int trees;

    private double[][] columns;
    private double[][] rows;
    private IsolationForest forest;
    private PlainForest plain;
    private int next;

    /** Makes rows and forest, and sees to it that both ways give the same scores. */
    @Setup
    public void growForest() {
        columns = BenchmarkData.columns(shape, ROWS);
        rows = new double[ROWS][columns.length];
        for (int feature = 0; feature < columns.length; feature++) {
            for (int row = 0; row < ROWS; row++) {
                rows[row][feature] = columns[feature][row];
            }
        }
        forest = IsolationForest.fit(columns, IsolationForestOptions.defaults().withTrees(trees));
        plain = new PlainForest(forest);
        double[] scores = forest.scoreSamples(columns);
        double[] plainScores = plain.scoreSamples(columns);
        for (int row = 0; row < ROWS; row++) {
            if (!(Math.abs(scores[row] - plainScores[row]) <= TOLERANCE)) {
                throw new IllegalStateException(
                        "row " + row + " scores " + scores[row] + ", but " + plainScores[row] + " the plain way");
            }
        }
    }

    /** The library's way for tables. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] batch() {
        return forest.scoreSamples(columns);
    }

    /** The plain way for tables. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] plainWalk() {
        return plain.scoreSamples(columns);
    }

    /** The library's way for one row; each call gets another row. */
    @Benchmark
    public double singleRow() {
        return forest.scoreSample(nextRow());
    }

    /** The plain way for one row; each call gets another row. */
    @Benchmark
    public double plainSingleRow() {
        return plain.scoreSample(nextRow());
    }

    private double[] nextRow() {
        next = next + 1 < ROWS ? next + 1 : 0;
        return rows[next];
    }
}
