package dev.ueba.cli;

import dev.ueba.AnomalyExplainer;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.feature.FeatureTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that adds reasons to the results. */
final class ExplainOption {

    @Option(
            names = "--explain",
            arity = "0..1",
            fallbackValue = "" + AnomalyExplainer.DEFAULT_ROWS,
            paramLabel = "N",
            description = "Add the column reasons: why the flagged and the strangest N rows (1000 if no number is"
                    + " given) are strange.")
    private @Nullable Integer rows;

    /** Refuses a number that makes no sense. */
    void check(UebaCommand command) {
        if (rows != null && rows < 0) {
            throw command.wrongUsage("--explain must be 0 or more rows, but was " + rows);
        }
    }

    /** Returns the results with reasons if they were asked for. */
    AnomalyResults addTo(AnomalyResults results, DetectorModel model, FeatureTable base) {
        return rows == null
                ? results
                : AnomalyExplainer.of(model, base, results).withReasons(rows);
    }
}
