package dev.ueba.feature;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a whole file: header, then rows, with what is refused reported or thrown. */
final class FeatureCsvReader {

    private static final int ROWS_BETWEEN_REPORTS = 10_000;

    private final String name;
    private final FeatureCsvOptions options;
    private final ReadProgress progress;
    private final List<RefusedRow> firstRefused = new ArrayList<>();
    private long rowsRead;
    private long rowsRefused;

    FeatureCsvReader(String name, FeatureCsvOptions options, ReadProgress progress) {
        this.name = name;
        this.options = options;
        this.progress = progress;
    }

    FeatureCsvReading read(InputStream in) throws IOException {
        CsvBytes bytes = new CsvBytes(in, name, options.maxDecompressedBytes());
        CsvScanner records = new CsvScanner(bytes, name, options.maxRecordCharacters(), options.lenient());
        FeatureRows rows = new FeatureRows(readHeader(records), options.pandasMissing());
        while (records.next()) {
            if (rowsRead == options.maxRows()) {
                throw new FeatureFormatException(where(records) + ": there are more than " + options.maxRows()
                        + " rows; split the file, or raise the limit");
            }
            rowsRead++;
            String problem = records.problem();
            if (problem == null) {
                problem = rows.add(records);
            }
            if (problem != null) {
                refuse(records, problem);
            }
            if (rowsRead % ROWS_BETWEEN_REPORTS == 0) {
                progress.read(rowsRead, bytes.sourceBytes());
            }
        }
        FeatureTable table = rows.build();
        progress.read(rowsRead, bytes.sourceBytes());
        return new FeatureCsvReading(table, rowsRead, rowsRefused, firstRefused);
    }

    private FeatureSchema readHeader(CsvScanner records) throws IOException {
        if (!records.next()) {
            throw new FeatureFormatException(name + ", line 1: the file is empty, expected a line with the names of the"
                    + " columns; was it written completely?");
        }
        @Nullable String problem = records.problem();
        if (problem != null) {
            throw new FeatureFormatException(where(records) + ": the header cannot be read: " + problem);
        }
        return FeatureCsvHeader.schemaOf(records, where(records), options);
    }

    private void refuse(CsvScanner records, String problem) throws FeatureFormatException {
        if (!options.lenient()) {
            throw new FeatureFormatException(where(records) + ": " + problem);
        }
        rowsRefused++;
        if (firstRefused.size() < options.maxReportedRows()) {
            firstRefused.add(new RefusedRow(records.line(), problem));
        }
    }

    private String where(CsvScanner records) {
        return name + ", line " + records.line();
    }
}
