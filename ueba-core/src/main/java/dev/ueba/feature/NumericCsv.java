package dev.ueba.feature;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV files that hold nothing but numbers under a header line: no actors, no days. Plain or gzip, by content.
 *
 * <p>Stateless and thread-safe.
 */
public final class NumericCsv {

    private static final int INITIAL_ROWS = 1 << 10;

    /**
     * What was read.
     *
     * @param names of the columns, in file order
     * @param columns {@code columns[column][row]}, finite; not a copy
     * @param rowsRead rows of the file, refused ones included
     * @param rowsRefused rows left out in lenient mode
     * @param firstRefused the first of them
     */
    @SuppressWarnings("ArrayRecordComponent") // a plain carrier, never compared
    public record Reading(
            List<String> names, double[][] columns, long rowsRead, long rowsRefused, List<RefusedRow> firstRefused) {

        /**
         * Returns the number of rows kept.
         *
         * @return {@code >= 0}
         */
        public int rowCount() {
            return (int) (rowsRead - rowsRefused);
        }
    }

    private NumericCsv() {}

    /**
     * Reads a file.
     *
     * @param file CSV with a header line
     * @param options limits and {@code lenient}; {@code pandasMissing} and required columns are not used
     * @return all columns
     * @throws FeatureFormatException if anything is not as expected: says line and column
     * @throws IOException if the file cannot be read
     */
    public static Reading read(Path file, FeatureCsvOptions options) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in, file.toString(), options);
        }
    }

    /**
     * Reads a stream, which stays open; see {@link #read(Path, FeatureCsvOptions)}.
     *
     * @param in plain or gzip
     * @param name says in messages what is being read
     * @param options limits and {@code lenient}
     * @return all columns
     * @throws FeatureFormatException if anything is not as expected: says line and column
     * @throws IOException if the stream cannot be read
     */
    public static Reading read(InputStream in, String name, FeatureCsvOptions options) throws IOException {
        CsvBytes bytes = new CsvBytes(in, name, options.maxDecompressedBytes());
        CsvScanner records = new CsvScanner(bytes, name, options.maxRecordCharacters(), options.lenient());
        if (!records.next() || records.problem() != null) {
            throw new FeatureFormatException(name + ", line " + Math.max(1, records.line()) + ": "
                    + (records.problem() == null
                            ? "the file is empty, expected a line with the names of the columns"
                            : "the header cannot be read: " + records.problem()));
        }
        List<String> names = FeatureCsvHeader.namesOf(records, name + ", line " + records.line(), options);
        double[][] columns = new double[names.size()][INITIAL_ROWS];
        double[] values = new double[names.size()];
        List<RefusedRow> refused = new ArrayList<>();
        long rowsRead = 0;
        long rowsRefused = 0;
        int rows = 0;
        CsvNumbers numbers = new CsvNumbers();
        while (records.next()) {
            if (rowsRead++ == options.maxRows()) {
                throw new FeatureFormatException(name + ", line " + records.line() + ": there are more than "
                        + options.maxRows() + " rows; split the file, or raise the limit");
            }
            String problem = records.problem() == null ? readRow(records, names, numbers, values) : records.problem();
            if (problem != null) {
                if (!options.lenient()) {
                    throw new FeatureFormatException(name + ", line " + records.line() + ": " + problem);
                }
                rowsRefused++;
                if (refused.size() < options.maxReportedRows()) {
                    refused.add(new RefusedRow(records.line(), problem));
                }
                continue;
            }
            if (columns.length > 0 && rows == columns[0].length) {
                for (int column = 0; column < columns.length; column++) {
                    columns[column] = Arrays.copyOf(columns[column], rows + (rows >> 1));
                }
            }
            for (int column = 0; column < columns.length; column++) {
                columns[column][rows] = values[column];
            }
            rows++;
        }
        for (int column = 0; column < columns.length; column++) {
            columns[column] = Arrays.copyOf(columns[column], rows);
        }
        return new Reading(names, columns, rowsRead, rowsRefused, List.copyOf(refused));
    }

    private static @Nullable String readRow(CsvCells cells, List<String> names, CsvNumbers numbers, double[] values) {
        if (cells.cellCount() != names.size()) {
            return "the row has " + cells.cellCount() + " cells, the header " + names.size();
        }
        for (int column = 0; column < values.length; column++) {
            if (!cells.readNumber(column, numbers)) {
                return "column " + CsvValues.quoted(names.get(column)) + ": " + CsvNumbers.problem(cells.cell(column));
            }
            values[column] = numbers.value();
        }
        return null;
    }
}
