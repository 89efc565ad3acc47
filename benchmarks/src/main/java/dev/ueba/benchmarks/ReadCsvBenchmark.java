package dev.ueba.benchmarks;

import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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

/** Base features from and to CSV, in memory: what disks do is left out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadCsvBenchmark {

    @Param("1000")
    int actors;

    @Param("181")
    int days;

    private FeatureTable base;
    private byte[] csv;

    /** Makes the table and its text. */
    @Setup
    public void makeTable() throws IOException {
        base = BenchmarkData.baseFeatures(actors, days);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writeTo(bytes);
        csv = bytes.toByteArray();
    }

    /** Reads the whole table. */
    @Benchmark
    public FeatureTable read() throws IOException {
        return FeatureCsv.read(new ByteArrayInputStream(csv), "base.csv", FeatureCsvOptions.forGitHubAudit());
    }

    /** Writes the whole table to nowhere. */
    @Benchmark
    public void write() throws IOException {
        writeTo(OutputStream.nullOutputStream());
    }

    private void writeTo(OutputStream stream) throws IOException {
        try (CsvOutput out = new CsvOutput(stream, false)) {
            FeatureCsv.write(base, out);
        }
    }
}
