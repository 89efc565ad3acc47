package dev.ueba.feature;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads small CSV files of text, such as labels or e-mail addresses, with the limits and messages of feature tables.
 *
 * <p>Stateless and thread-safe.
 */
public final class TextCsv {

    /**
     * A row of text.
     *
     * @param line line of the file where the row begins, from 1
     * @param cells one per wanted column, in the order asked for; empty for an optional column that the file lacks
     */
    public record Row(long line, List<String> cells) {}

    private TextCsv() {}

    /**
     * Reads chosen columns; others are passed over.
     *
     * @param file CSV with a header line, plain or gzip
     * @param required columns that must be there
     * @param optional columns that may be there
     * @return the rows, cells in the order required columns, then optional columns
     * @throws FeatureFormatException if a required column is missing, a row has another number of cells than the header, or the
     *     text is not UTF-8
     * @throws IOException if the file cannot be read
     */
    public static List<Row> read(Path file, List<String> required, List<String> optional) throws IOException {
        FeatureCsvOptions limits = FeatureCsvOptions.defaults();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            String name = file.toString();
            CsvRecords records = new CsvRecords(
                    new CsvBytes(in, name, limits.maxDecompressedBytes()),
                    name,
                    limits.maxRecordCharacters(),
                    false,
                    0);
            List<String> header = header(records, name, limits);
            for (String column : required) {
                if (!header.contains(column)) {
                    throw new FeatureFormatException(
                            name + ", line " + records.line() + ": the header lacks the column '"
                                    + column + "'; expected " + String.join(",", required) + ", found "
                                    + CsvValues.quoted(String.join(",", header)));
                }
            }
            List<String> wanted = new ArrayList<>(required);
            wanted.addAll(optional);
            int[] places = wanted.stream().mapToInt(header::indexOf).toArray();
            List<Row> rows = new ArrayList<>();
            while (records.next()) {
                List<String> cells = cells(records, name);
                if (cells.size() != header.size()) {
                    throw new FeatureFormatException(name + ", line " + records.line() + ": the row has " + cells.size()
                            + " cells, the header " + header.size());
                }
                List<String> chosen = new ArrayList<>();
                for (int place : places) {
                    chosen.add(place < 0 ? "" : cells.get(place));
                }
                rows.add(new Row(records.line(), List.copyOf(chosen)));
            }
            return rows;
        }
    }

    private static List<String> header(CsvRecords records, String name, FeatureCsvOptions limits) throws IOException {
        if (!records.next()) {
            throw new FeatureFormatException(
                    name + ", line 1: the file is empty, expected a line with the names of the columns");
        }
        cells(records, name);
        return FeatureCsvHeader.namesOf(records, name + ", line " + records.line(), limits);
    }

    private static List<String> cells(CsvRecords records, String name) throws FeatureFormatException {
        String where = name + ", line " + records.line() + ": ";
        if (records.problem() != null) {
            throw new FeatureFormatException(where + records.problem());
        }
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < records.cellCount(); i++) {
            String cell = records.cell(i);
            if (CsvValues.isMalformed(cell)) {
                throw new FeatureFormatException(where + CsvValues.quoted(cell) + " has " + CsvValues.NOT_UTF_8);
            }
            cells.add(cell);
        }
        return cells;
    }
}
