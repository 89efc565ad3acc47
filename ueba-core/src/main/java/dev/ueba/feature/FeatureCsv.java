package dev.ueba.feature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reads and writes feature tables as CSV.
 *
 * <p>Read are UTF-8 (with or without byte-order mark, plain or gzip), commas, double quotes, any line end, a header line
 * with {@code actor}, {@code day} and feature names in any order. Actors are kept as exact text. Whatever would have to be
 * guessed is refused with file, line, column and advice: missing cells, text among numbers, ambiguous dates, times of day,
 * repeated columns. Written is what pandas would write, so that a table read and written again has the same bytes.
 *
 * <pre>{@code
 * FeatureTable base = FeatureCsv.read(Path.of("base.csv"), FeatureCsvOptions.forGitHubAudit());
 * FeatureCsv.write(base, Path.of("copy.csv"));
 * }</pre>
 */
public final class FeatureCsv {

    private FeatureCsv() {}

    /**
     * Reads a table. With {@link FeatureCsvOptions#lenient()} bad rows are left out silently; {@link #readReported} tells
     * of them.
     *
     * @param file CSV, plain or gzip
     * @param options rules and limits
     * @return all rows, in file order; none if there is only a header
     * @throws FeatureFormatException if the file is not a feature table or a row is refused
     * @throws IOException if it cannot be read
     */
    public static FeatureTable read(Path file, FeatureCsvOptions options) throws IOException {
        return readReported(file, options, ReadProgress.none()).table();
    }

    /**
     * Reads a table from a stream.
     *
     * @param in CSV, plain or gzip; read to its end, not closed
     * @param name what to call it in messages
     * @param options rules and limits
     * @return all rows, in their order
     * @throws FeatureFormatException if the content is not a feature table or a row is refused
     * @throws IOException if it cannot be read
     */
    public static FeatureTable read(InputStream in, String name, FeatureCsvOptions options) throws IOException {
        return readReported(in, name, options, ReadProgress.none()).table();
    }

    /**
     * Reads a table and tells what was left out of it.
     *
     * @param file CSV, plain or gzip
     * @param options rules and limits; only lenient ones leave rows out
     * @param progress told now and then how far reading has come, and once at the end
     * @return the table and the report
     * @throws FeatureFormatException if the file is not a feature table, or a row is refused and the options are not lenient
     * @throws IOException if it cannot be read
     */
    public static FeatureCsvReading readReported(Path file, FeatureCsvOptions options, ReadProgress progress)
            throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return readReported(in, file.toString(), options, progress);
        }
    }

    /**
     * Reads a table from a stream and tells what was left out of it.
     *
     * @param in CSV, plain or gzip; read to its end, not closed
     * @param name what to call it in messages
     * @param options rules and limits; only lenient ones leave rows out
     * @param progress told now and then how far reading has come, and once at the end
     * @return the table and the report
     * @throws FeatureFormatException if the content is not a feature table, or a row is refused and the options are not
     *     lenient
     * @throws IOException if it cannot be read
     */
    public static FeatureCsvReading readReported(
            InputStream in, String name, FeatureCsvOptions options, ReadProgress progress) throws IOException {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(progress, "progress");
        return new FeatureCsvReader(name, options, progress).read(in);
    }

    /**
     * Writes a table with every name exactly as it is; a file name that ends in {@code .gz} is compressed.
     *
     * @param table any table; NaN and missing actors become empty cells
     * @param file file to create or replace as a whole; its folder must exist
     * @throws IOException if writing fails; the file is then as it was
     */
    public static void write(FeatureTable table, Path file) throws IOException {
        write(table, file, false);
    }

    /**
     * Writes a table; a file name that ends in {@code .gz} is compressed.
     *
     * @param table any table; NaN and missing actors become empty cells
     * @param file file to create or replace as a whole; its folder must exist
     * @param neutraliseFormulas whether names that a spreadsheet would run as a formula get a single quote in front; such a
     *     file does not read back to the same names
     * @throws IOException if writing fails; the file is then as it was
     */
    public static void write(FeatureTable table, Path file, boolean neutraliseFormulas) throws IOException {
        Objects.requireNonNull(table, "table");
        CsvOutput.writeFile(file, neutraliseFormulas, out -> write(table, out));
    }

    /**
     * Writes header and rows of a table.
     *
     * @param table any table; NaN and missing actors become empty cells
     * @param out takes the rows; neither flushed nor closed
     * @throws IOException if writing fails
     */
    public static void write(FeatureTable table, CsvOutput out) throws IOException {
        writeHeaderCells(table.schema(), out);
        out.endRow();
        for (int row = 0; row < table.rowCount(); row++) {
            writeRowCells(table, row, out);
            out.endRow();
        }
    }

    /**
     * Writes the names of all columns as cells of the current row, for files that append columns of their own.
     *
     * @param schema the columns
     * @param out takes the cells; the row is not ended
     * @throws IOException if writing fails
     */
    public static void writeHeaderCells(FeatureSchema schema, CsvOutput out) throws IOException {
        for (String column : schema.columns()) {
            out.text(column);
        }
    }

    /**
     * Writes one row as cells of the current row, for files that append columns of their own.
     *
     * @param table the table
     * @param row position in it, from 0
     * @param out takes the cells in the order of the schema; the row is not ended
     * @throws IOException if writing fails
     */
    public static void writeRowCells(FeatureTable table, int row, CsvOutput out) throws IOException {
        List<String> columns = table.schema().columns();
        int feature = 0;
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            if (column.equals(FeatureSchema.ACTOR)) {
                out.text(table.actor(row));
            } else if (column.equals(FeatureSchema.DAY)) {
                out.day(table.epochDay(row));
            } else {
                out.number(table.value(row, feature), table.kind(feature));
                feature++;
            }
        }
    }
}
