package dev.ueba.cli;

import dev.ueba.feature.RefusedRow;
import dev.ueba.report.SafeText;
import java.util.List;

/** Says which rows a lenient reading left out. */
final class RefusedRows {

    private RefusedRows() {}

    static void report(Console console, long rowsRead, long rowsRefused, List<RefusedRow> first) {
        if (rowsRefused == 0) {
            return;
        }
        console.say("left out %s of %,d:", Counted.of(rowsRefused, "bad row"), rowsRead);
        for (RefusedRow refused : first) {
            console.say("  line %d: %s", refused.line(), SafeText.of(refused.reason()));
        }
        if (rowsRefused > first.size()) {
            console.say("  and %,d more", rowsRefused - first.size());
        }
    }
}
