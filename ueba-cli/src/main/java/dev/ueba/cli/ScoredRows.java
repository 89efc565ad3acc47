package dev.ueba.cli;

import dev.ueba.feature.FeatureFormatException;
import dev.ueba.feature.TextCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The rows of a results file that an evaluation needs. */
final class ScoredRows {

    private static final int FLAG = 3;

    private final List<String> actors = new ArrayList<>();
    private final List<LocalDate> days = new ArrayList<>();
    private final double[] strangeness;
    private final boolean[] flags;
    private final boolean flagged;

    private ScoredRows(int rowCount, boolean flagged) {
        this.strangeness = new double[rowCount];
        this.flags = new boolean[rowCount];
        this.flagged = flagged;
    }

    static ScoredRows read(Path file) throws IOException {
        List<TextCsv.Row> rows = TextCsv.read(file, List.of("actor", "day", "anomaly_score"), List.of("is_anomaly"));
        boolean flagged = !rows.isEmpty()
                && rows.stream().noneMatch(row -> row.cells().get(FLAG).isEmpty());
        ScoredRows result = new ScoredRows(rows.size(), flagged);
        for (int i = 0; i < rows.size(); i++) {
            TextCsv.Row row = rows.get(i);
            String where = file + ", line " + row.line() + ": ";
            result.actors.add(row.cells().get(0));
            String day = row.cells().get(1);
            try {
                result.days.add(LocalDate.parse(day.strip()));
            } catch (DateTimeException e) {
                throw new FeatureFormatException(where + "'day' is not a date like 2026-01-31: '" + day + "'", e);
            }
            result.strangeness[i] = -score(where, row.cells().get(2).strip());
            result.flags[i] = flagged && flag(where, row.cells().get(FLAG).strip());
        }
        return result;
    }

    private static double score(String where, String text) throws FeatureFormatException {
        try {
            double score = Double.parseDouble(text);
            // Java's own reading of "1f" and of hexadecimal numbers is not ours.
            if (!Double.isNaN(score) && text.chars().noneMatch(c -> "dDfFxX".indexOf(c) >= 0)) {
                return score;
            }
        } catch (NumberFormatException e) {
            throw new FeatureFormatException(where + "'anomaly_score' is not a number: '" + text + "'", e);
        }
        throw new FeatureFormatException(where + "'anomaly_score' is not a number: '" + text + "'");
    }

    private static boolean flag(String where, String text) throws FeatureFormatException {
        return switch (text) {
            case "True", "true", "1" -> true;
            case "False", "false", "0" -> false;
            default ->
                throw new FeatureFormatException(where + "'is_anomaly' is neither True nor False: '" + text + "'");
        };
    }

    int rowCount() {
        return strangeness.length;
    }

    String actor(int row) {
        return actors.get(row);
    }

    LocalDate day(int row) {
        return days.get(row);
    }

    /** Returns the days as numbers. */
    int[] epochDays() {
        return days.stream().mapToInt(day -> (int) day.toEpochDay()).toArray();
    }

    /** Returns the negated scores: higher is stranger. */
    double[] strangeness() {
        return strangeness;
    }

    /** Tells whether every row says if it is an anomaly. */
    boolean isFlagged() {
        return flagged;
    }

    boolean[] flags() {
        return flags;
    }
}
