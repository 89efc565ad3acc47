package dev.ueba.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.amazon.randomcutforest.RandomCutForest;
import dev.ueba.forest.IsolationForest;
import dev.ueba.forest.IsolationForestOptions;
import java.nio.FloatBuffer;
import java.util.Map;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same rows scored by this library, by ONNX Runtime with the same forest, and by Random Cut Forest, an algorithm of its own
 * with as many trees of as many points; one thread each, time per row.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PeersBenchmark {

    private static final int ROWS = 20_000;

    /** Random Cut Forest takes milliseconds for a row of many columns. */
    private static final int FEW_ROWS = 200;

    private static final int TREES = 100;
    private static final int SAMPLE = 256;

    /** The model adds floats. */
    private static final double TOLERANCE = 1e-3;

    @Param({"ueba", "dense", "wide"})
    String shape;

    private double[][] columns;
    private double[][] rows;
    private float[] flat;
    private float[] single;
    private IsolationForest forest;
    private OrtEnvironment environment;
    private OrtSession session;
    private RandomCutForest cutForest;
    private int next;

    /** Makes rows and forests, and sees to it that the two forests that are the same agree. */
    @Setup
    public void growForests() throws OrtException {
        columns = BenchmarkData.columns(shape, ROWS);
        rows = new double[ROWS][columns.length];
        flat = new float[ROWS * columns.length];
        single = new float[columns.length];
        for (int row = 0; row < ROWS; row++) {
            for (int feature = 0; feature < columns.length; feature++) {
                rows[row][feature] = columns[feature][row];
                flat[row * columns.length + feature] = (float) columns[feature][row];
            }
        }
        forest = IsolationForest.fit(columns, IsolationForestOptions.defaults());
        environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(OnnxForest.model(forest, columns.length), options);
        }
        cutForest = RandomCutForest.builder()
                .dimensions(columns.length)
                .numberOfTrees(TREES)
                .sampleSize(SAMPLE)
                .randomSeed(1)
                .parallelExecutionEnabled(false)
                .build();
        for (int row = 0; row < 10 * SAMPLE; row++) {
            cutForest.update(floats(rows[row]));
        }
        double[] sums = forest.pathLengthSums(columns);
        float[][] onnx = onnxBatch();
        for (int row = 0; row < ROWS; row++) {
            if (!(Math.abs(sums[row] - onnx[row][0]) <= TOLERANCE * sums[row])) {
                throw new IllegalStateException(
                        "row " + row + " has path lengths of " + sums[row] + ", but " + onnx[row][0] + " in ONNX Runtime");
            }
        }
    }

    /** Gives back what lies outside the heap. */
    @TearDown
    public void close() throws OrtException {
        session.close();
    }

    /** The library's way for tables. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] batch() {
        return forest.scoreSamples(columns);
    }

    /** ONNX Runtime for all rows at once; path lengths only. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public float[][] onnxBatch() throws OrtException {
        return run(flat, ROWS);
    }

    /** The library's way for one row. */
    @Benchmark
    public double singleRow() {
        return forest.scoreSample(nextRow());
    }

    /** ONNX Runtime for one row. */
    @Benchmark
    public float[][] onnxSingleRow() throws OrtException {
        return run(floats(nextRow()), 1);
    }

    /** Random Cut Forest, row by row, as it has no other way. */
    @Benchmark
    @OperationsPerInvocation(FEW_ROWS)
    public double cutForest() {
        double sum = 0.0;
        for (int row = 0; row < FEW_ROWS; row++) {
            sum += cutForest.getAnomalyScore(floats(nextRow()));
        }
        return sum;
    }

    private float[][] run(float[] values, int rowCount) throws OrtException {
        long[] form = {rowCount, columns.length};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), form);
                OrtSession.Result result = session.run(Map.of(OnnxForest.INPUT, input))) {
            return (float[][]) result.get(0).getValue();
        }
    }

    /** Returns the same array each time. */
    private float[] floats(double[] row) {
        for (int feature = 0; feature < single.length; feature++) {
            single[feature] = (float) row[feature];
        }
        return single;
    }

    private double[] nextRow() {
        next = next + 1 < ROWS ? next + 1 : 0;
        return rows[next];
    }
}
