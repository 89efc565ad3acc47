package dev.ueba.report;

import java.io.IOException;
import java.io.OutputStream;

/** The forms a report is written in; all are UTF-8 with line feeds. */
public enum ReportFormat {
    /** Every row with all its numbers; text that a spreadsheet would run as a formula gets an apostrophe in front. */
    CSV,
    /** Every row as one JSON object a line, with the exact names and numbers. */
    JSON_LINES,
    /** The table of the paper's notebook: by actor, the anomalies and the features that stand out. */
    MARKDOWN,
    /** The anomalies for a terminal or a mail. */
    TEXT,
    /** One page that needs nothing but a browser. */
    HTML;

    void write(Report report, OutputStream out) throws IOException {
        switch (this) {
            case CSV -> CsvReport.write(report, out);
            case JSON_LINES -> JsonLinesReport.write(report, out);
            case MARKDOWN -> MarkdownReport.write(report, out);
            case TEXT -> TextReport.write(report, out);
            case HTML -> HtmlReport.write(report, out);
        }
    }
}
