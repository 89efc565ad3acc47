package dev.ueba.spark;

import dev.ueba.SensitiveFinding;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scored rows with their risk, and what was done that is sensitive.
 *
 * @param results the columns of the faithful results, then {@code risk} (bits; higher is stranger) and {@code alert}; in no order
 * @param findings the sensitive actions of these days, day by day in the row order
 */
public record AssessedRows(Dataset<Row> results, List<SensitiveFinding> findings) {

    public AssessedRows {
        Objects.requireNonNull(results, "results");
        findings = List.copyOf(findings);
    }
}
