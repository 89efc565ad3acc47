package dev.ueba.feature;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a table of records: checks the cells of each one, keeps the good ones, and finds out how each column is written.
 */
final class FeatureRows {

    private static final int ACTOR = -1;
    private static final int DAY = -2;

    // What occurs in a column, as bits.
    private static final int WHOLE = 1;
    private static final int REAL = 2;
    private static final int TRUTH = 4;
    private static final int MISSING = 8;

    private final List<String> columns;
    private final boolean pandasMissing;
    private final FeatureTableBuilder builder;
    private final CsvNumbers numbers = new CsvNumbers();

    // Per column of the file: which feature (or ACTOR, DAY) it is. The rest is per feature.
    private final int[] target;
    private final boolean[] isCount;
    private final int weekend;
    private final double[] values;
    private final int[] forms;
    private final int[] seen;
    private String lastDayText = "";
    private int lastDay = CsvDays.REFUSED;

    FeatureRows(FeatureSchema schema, boolean pandasMissing) {
        this.columns = schema.columns();
        this.pandasMissing = pandasMissing;
        this.builder = new FeatureTableBuilder(schema, pandasMissing);
        this.target = new int[columns.size()];
        this.isCount = new boolean[schema.featureCount()];
        this.values = new double[schema.featureCount()];
        this.forms = new int[schema.featureCount()];
        this.seen = new int[schema.featureCount()];
        Set<String> counts = new HashSet<>(GitHubAuditFeatures.COUNTS);
        for (int i = 0; i < target.length; i++) {
            String name = columns.get(i);
            switch (name) {
                case FeatureSchema.ACTOR -> target[i] = ACTOR;
                case FeatureSchema.DAY -> target[i] = DAY;
                default -> {
                    target[i] = schema.featureIndex(name);
                    isCount[target[i]] = counts.contains(name);
                }
            }
        }
        this.weekend = schema.hasFeature(GitHubAuditFeatures.IS_WEEKEND)
                ? schema.featureIndex(GitHubAuditFeatures.IS_WEEKEND)
                : -1;
    }

    /** Adds a row, or returns why it is refused. */
    @Nullable
    String add(CsvCells cells) {
        if (cells.cellCount() != target.length) {
            return "the row has " + cells.cellCount() + " cells, the header " + target.length
                    + (cells.cellCount() < target.length
                            ? "; the row is cut off, or a line break or comma is missing"
                            : "; a comma in a text or a number needs quotes around the cell");
        }
        String actor = "";
        int day = 0;
        for (int i = 0; i < target.length; i++) {
            String problem = null;
            if (target[i] >= 0) {
                problem = readNumber(cells, i, target[i]);
            } else if (target[i] == ACTOR) {
                String text = cells.cell(i);
                actor = pandasMissing && CsvValues.isPandasMissing(text) ? "" : text;
                problem = actorProblem(actor);
            } else {
                String text = cells.cell(i);
                day = readDay(text);
                problem = day == CsvDays.REFUSED ? CsvDays.problem(text) : null;
            }
            if (problem != null) {
                return "column " + CsvValues.quoted(columns.get(i)) + ": " + problem;
            }
        }
        builder.addRow(actor, day, values);
        for (int feature = 0; feature < seen.length; feature++) {
            seen[feature] |= forms[feature];
        }
        return null;
    }

    private @Nullable String actorProblem(String actor) {
        if (actor.isEmpty() && !pandasMissing) {
            return "the cell is empty, expected the name of an actor; fill it in, or read the file with pandas' missing"
                    + " words if rows without an actor are meant";
        }
        return CsvValues.isMalformed(actor) ? CsvValues.quoted(actor) + " has " + CsvValues.NOT_UTF_8 : null;
    }

    /** Most rows are of the same day as the row before. */
    private int readDay(String text) {
        if (!text.equals(lastDayText)) {
            lastDay = CsvDays.parse(text);
            lastDayText = text;
        }
        return lastDay;
    }

    private @Nullable String readNumber(CsvCells cells, int index, int feature) {
        if (cells.readNumber(index, numbers)) {
            double value = numbers.value();
            if (value < 0 && isCount[feature]) {
                return "a count cannot be negative, found " + CsvValues.quoted(cells.cell(index)) + "; correct it";
            }
            if (feature == weekend && value != 0 && value != 1) {
                return weekendProblem(cells.cell(index));
            }
            values[feature] = value;
            forms[feature] = numbers.isWhole() ? WHOLE : REAL;
            return null;
        }
        String text = cells.cell(index);
        if (pandasMissing && CsvValues.isPandasMissing(text)) {
            values[feature] = Double.NaN;
            forms[feature] = MISSING;
            return null;
        }
        if (feature == weekend) {
            return readTruth(text);
        }
        return CsvNumbers.problem(text);
    }

    private @Nullable String readTruth(String text) {
        switch (text.strip()) {
            case "True", "true", "TRUE" -> values[weekend] = 1;
            case "False", "false", "FALSE" -> values[weekend] = 0;
            default -> {
                return weekendProblem(text);
            }
        }
        forms[weekend] = TRUTH;
        return null;
    }

    private static String weekendProblem(String text) {
        return "expected 0, 1, True or False, found " + CsvValues.quoted(text) + "; correct it";
    }

    /** Returns the good rows as a table. To be called once. */
    FeatureTable build() {
        for (int feature = 0; feature < seen.length; feature++) {
            builder.setKind(feature, kindOf(seen[feature]));
        }
        return builder.build();
    }

    /** As pandas would type the column: whole numbers with a gap are real, truth values with a gap stay what they are. */
    private static NumberKind kindOf(int forms) {
        if ((forms & REAL) != 0) {
            return NumberKind.REAL;
        }
        if ((forms & WHOLE) == 0 && (forms & TRUTH) != 0) {
            return NumberKind.BOOLEAN;
        }
        return (forms & MISSING) != 0 ? NumberKind.REAL : NumberKind.INTEGER;
    }
}
