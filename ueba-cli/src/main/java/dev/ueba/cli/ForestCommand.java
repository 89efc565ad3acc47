package dev.ueba.cli;

import dev.ueba.evaluation.RankingMetrics;
import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.NumericCsv;
import dev.ueba.forest.ForestTree;
import dev.ueba.forest.IsolationForest;
import dev.ueba.forest.IsolationForestOptions;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ueba forest}: an isolation forest over any numbers. */
@Command(
        name = "forest",
        description = "Grows scikit-learn's isolation forest over a CSV of numbers and scores its rows.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ForestCommand extends UebaCommand {

    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "CSV",
            description = "Numbers under a header line; plain or gzip.")
    private Path data;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description =
                    "A column with 1 for known anomalies and 0 for others: kept out of the forest, used to measure it.")
    private @Nullable String label;

    @Option(names = "--lenient", description = "Leave bad rows out and report them instead of refusing the file.")
    private boolean lenient;

    @Option(names = "--trees", defaultValue = "100", paramLabel = "N", description = "Trees of the forest.")
    private int trees;

    @Option(
            names = "--samples",
            defaultValue = "auto",
            paramLabel = "N|SHARE",
            description = "Rows per tree: auto (256 at most), a count, or a share written with a point.")
    private String samples;

    @Option(
            names = "--features",
            defaultValue = "1.0",
            paramLabel = "N|SHARE",
            description = "Columns per tree: a count, or a share written with a point.")
    private String features;

    @Option(names = "--bootstrap", description = "Draw the rows of a tree with replacement.")
    private boolean bootstrap;

    @Option(
            names = "--novelty-guard",
            description = "Let trees split on columns that are constant in their sample; not in scikit-learn.")
    private boolean noveltyGuard;

    @Option(
            names = "--contamination",
            defaultValue = "auto",
            paramLabel = "C",
            description = "Share of anomalies in (0, 0.5], or auto (offset -0.5).")
    private String contamination;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "N", description = "0 to 4294967295.")
    private long seed;

    @Option(names = "--trees-out", paramLabel = "CSV", description = "Also write the nodes of all trees.")
    private @Nullable Path treesOut;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "CSV",
            description = "One line per row, in order; '-' writes to standard output.")
    private String out;

    @Override
    void run(Console console) throws IOException {
        IsolationForestOptions options = fromOptions(() -> IsolationForestOptions.defaults()
                .withTrees(trees)
                .withSamples(Amounts.parse("--samples", samples))
                .withFeatures(Amounts.parse("--features", features))
                .withBootstrap(bootstrap)
                .withNoveltyGuard(noveltyGuard)
                .withContamination(Amounts.contamination(contamination))
                .withSeed(seed));
        NumericCsv.Reading table =
                NumericCsv.read(data, FeatureCsvOptions.defaults().withLenient(lenient));
        console.say(
                "read %s: %,d rows, %d columns",
                SafeText.of(data.toString()), table.rowCount(), table.names().size());
        RefusedRows.report(console, table.rowsRead(), table.rowsRefused(), table.firstRefused());
        int labelColumn = label == null ? -1 : labelColumn(table, label);
        double[][] columns = new double[table.columns().length - (labelColumn < 0 ? 0 : 1)][];
        int next = 0;
        for (int column = 0; column < table.columns().length; column++) {
            if (column != labelColumn) {
                columns[next++] = table.columns()[column];
            }
        }
        IsolationForest forest = IsolationForest.fit(columns, options);
        double[] sums = forest.pathLengthSums(columns);
        double[] scores = forest.scoreSamples(columns);
        double[] decisions = forest.decisionFunction(columns);
        write(console, sums, scores, decisions);
        if (treesOut != null) {
            CsvOutput.writeFile(treesOut, false, csv -> writeTrees(csv, forest));
        }
        long flagged = Arrays.stream(decisions).filter(decision -> decision < 0).count();
        console.say(
                "%d trees of %d rows, offset %s, %,d of %,d rows below it",
                forest.treeCount(), forest.sampleSize(), Double.toString(forest.offset()), flagged, scores.length);
        if (labelColumn >= 0) {
            measure(console, scores, table.columns()[labelColumn]);
        }
    }

    private int labelColumn(NumericCsv.Reading table, String name) {
        int column = table.names().indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException(
                    data + ": there is no column '" + name + "'; the columns are " + table.names());
        }
        for (int row = 0; row < table.rowCount(); row++) {
            double value = table.columns()[column][row];
            if (value != 0.0 && value != 1.0) {
                throw new IllegalArgumentException(data + ": column '" + name + "', row " + (row + 1)
                        + ": expected a label 0 or 1, but was " + value);
            }
        }
        return column;
    }

    private void write(Console console, double[] sums, double[] scores, double[] decisions) throws IOException {
        CsvOutput.Rows rows = csv -> {
            csv.text("path_length_sum")
                    .text("score_samples")
                    .text("decision_function")
                    .text("predict")
                    .endRow();
            for (int row = 0; row < sums.length; row++) {
                csv.real(sums[row]).real(scores[row]).real(decisions[row]).whole(decisions[row] < 0 ? -1 : 1);
                csv.endRow();
            }
        };
        if (!out.equals(STANDARD_OUTPUT)) {
            CsvOutput.writeFile(Path.of(out), false, rows);
            return;
        }
        try (CsvOutput csv = new CsvOutput(console.data(), false)) {
            rows.writeTo(csv);
        }
        console.requireDataWritten();
    }

    private static void writeTrees(CsvOutput csv, IsolationForest forest) throws IOException {
        for (String column :
                new String[] {"tree", "node", "left", "right", "feature", "threshold_bits", "n_node_samples"}) {
            csv.text(column);
        }
        csv.endRow();
        for (int index = 0; index < forest.treeCount(); index++) {
            ForestTree tree = forest.tree(index);
            for (int node = 0; node < tree.nodeCount(); node++) {
                csv.whole(index)
                        .whole(node)
                        .whole(tree.left(node))
                        .whole(tree.right(node))
                        .whole(tree.feature(node))
                        .text(bits(tree.threshold(node)))
                        .whole(tree.rowCount(node));
                csv.endRow();
            }
        }
    }

    private static String bits(double value) {
        String digits = Long.toHexString(Double.doubleToRawLongBits(value));
        return "0".repeat(16 - digits.length()) + digits;
    }

    private static void measure(Console console, double[] scores, double[] labels) {
        boolean[] positive = new boolean[labels.length];
        double[] strangeness = new double[scores.length];
        for (int row = 0; row < labels.length; row++) {
            positive[row] = labels[row] == 1.0;
            strangeness[row] = -scores[row];
        }
        console.say(
                "ROC AUC %.6f, average precision %.6f",
                RankingMetrics.rocAuc(strangeness, positive), RankingMetrics.averagePrecision(strangeness, positive));
    }
}
