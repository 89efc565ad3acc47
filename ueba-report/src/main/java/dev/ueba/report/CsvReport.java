package dev.ueba.report;

import dev.ueba.RiskAssessment;
import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.stream.Collectors;

/** Every row with all its numbers. */
final class CsvReport {

    private CsvReport() {}

    static void write(Report report, OutputStream out) throws IOException {
        FeatureTable table = report.table();
        boolean labels = report.hasLabels();
        try (CsvOutput csv = new CsvOutput(out, true)) {
            for (String column : table.schema().columns()) {
                csv.text(SafeText.encodable(column));
            }
            csv.text("anomaly_score").text("is_anomaly");
            if (report.risks().isPresent()) {
                csv.text("risk").text("alert");
            }
            if (report.hasTimes()) {
                csv.text("time");
            }
            for (Report.Identity identity : report.identities()) {
                csv.text(SafeText.encodable(identity.name()));
            }
            csv.text("cluster").text("stands_out");
            if (labels) {
                csv.text("label");
            }
            csv.endRow();
            for (int row = 0; row < report.rowCount(); row++) {
                FeatureCsv.writeRowCells(table, row, csv);
                csv.real(report.score(row)).truth(row < report.anomalyCount());
                if (report.risks().isPresent()) {
                    RiskAssessment assessment = report.risks().get().assessment(row);
                    csv.real(assessment.risk()).truth(assessment.alert());
                }
                if (report.hasTimes()) {
                    csv.text(report.time(row).map(Instant::toString).orElse(""));
                }
                for (Report.Identity identity : report.identities()) {
                    csv.text(SafeText.encodable(identity.values().get(row)));
                }
                if (row < report.clusters().rowCount()) {
                    csv.whole(report.clusters().clusterOf(row));
                } else {
                    csv.text("");
                }
                csv.text(report.standingOut(row).stream()
                        .map(standing -> SafeText.encodable(standing.feature()))
                        .collect(Collectors.joining(" ")));
                if (labels) {
                    csv.text(SafeText.encodable(report.label(row)));
                }
                csv.endRow();
            }
        }
    }
}
