package dev.ueba.benchmarks;

import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureTable;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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

/** CSV whose cells are filled: actor, day, 30 whole numbers of 1 to 9 digits, 8 with decimals; 284 bytes a row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WideCsvBenchmark {

    private static final int WHOLE_COLUMNS = 30;
    private static final int REAL_COLUMNS = 8;
    private static final int ACTORS = 5000;
    private static final int ROWS_PER_DAY = 10_000;

    @Param("100000")
    int rows;

    private byte[] csv;
    private FeatureTable table;

    /** Makes the text. */
    @Setup
    public void makeText() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder text = new StringBuilder("actor,day");
        for (int column = 0; column < WHOLE_COLUMNS + REAL_COLUMNS; column++) {
            text.append(",f").append(column);
        }
        text.append('\n');
        LocalDate first = LocalDate.of(2026, 1, 1);
        for (int row = 0; row < rows; row++) {
            text.append("actor").append(row % ACTORS).append(',').append(first.plusDays(row / ROWS_PER_DAY));
            for (int column = 0; column < WHOLE_COLUMNS; column++) {
                int digits = 1 + random.nextInt(9);
                text.append(',').append(random.nextInt((int) Math.pow(10, digits - 1), (int) Math.pow(10, digits)));
            }
            for (int column = 0; column < REAL_COLUMNS; column++) {
                text.append(',').append(random.nextInt(1_000_000_000) / 1e6);
            }
            text.append('\n');
        }
        csv = text.toString().getBytes(StandardCharsets.UTF_8);
        table = read();
    }

    /** Reads the whole table. */
    @Benchmark
    public FeatureTable read() throws IOException {
        return FeatureCsv.read(new ByteArrayInputStream(csv), "wide.csv", FeatureCsvOptions.defaults());
    }

    /** The plain way: lines, split at commas, each cell parsed; nothing is checked. */
    @Benchmark
    public List<double[]> plainRead() throws IOException {
        List<double[]> read = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(csv), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                double[] values = new double[cells.length - 2];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Double.parseDouble(cells[i + 2]);
                }
                read.add(values);
            }
        }
        return read;
    }

    /** Writes the whole table to nowhere. */
    @Benchmark
    public void write() throws IOException {
        try (CsvOutput out = new CsvOutput(OutputStream.nullOutputStream(), false)) {
            FeatureCsv.write(table, out);
        }
    }
}
