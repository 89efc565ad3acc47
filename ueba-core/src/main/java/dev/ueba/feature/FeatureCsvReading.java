package dev.ueba.feature;

import java.util.List;

/**
 * A table and what was left out of it.
 *
 * @param table the rows that could be read
 * @param rowsRead data rows met in the file, refused ones included
 * @param rowsRefused how many of them are not in the table; 0 unless reading was lenient
 * @param firstRefused the first refused rows, at most {@link FeatureCsvOptions#maxReportedRows()}; copied
 */
public record FeatureCsvReading(FeatureTable table, long rowsRead, long rowsRefused, List<RefusedRow> firstRefused) {

    public FeatureCsvReading {
        firstRefused = List.copyOf(firstRefused);
    }
}
