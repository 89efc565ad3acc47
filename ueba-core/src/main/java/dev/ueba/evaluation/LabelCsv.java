package dev.ueba.evaluation;

import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.FeatureFormatException;
import dev.ueba.feature.TextCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes labels as CSV: {@code actor,day,scenario}, UTF-8, one header line, LF.
 *
 * <p>Read are also a byte order mark, CRLF, quotes, gzip, blank lines, further columns (left out), any order of the columns, and
 * files without the column {@code scenario}. Actors are exact texts: blanks around them are part of them. Stateless;
 * thread-safe.
 */
public final class LabelCsv {

    private static final String ACTOR = "actor";
    private static final String DAY = "day";
    private static final String SCENARIO = "scenario";

    private LabelCsv() {}

    /**
     * Writes labels in their order; replaces the file as a whole.
     *
     * @param labels any number; no labels give the header line alone
     * @param file to create or replace; its folder must exist
     * @throws IllegalArgumentException if an actor holds half a surrogate pair, which UTF-8 cannot carry; the file is unchanged
     *     then
     * @throws IOException if writing fails; the file is unchanged then
     */
    public static void write(List<AttackLabel> labels, Path file) throws IOException {
        CsvOutput.writeFile(file, false, csv -> {
            csv.text(ACTOR).text(DAY).text(SCENARIO).endRow();
            for (AttackLabel label : labels) {
                csv.text(label.actor()).text(label.day().toString()).text(label.scenario());
                csv.endRow();
            }
        });
    }

    /**
     * Reads labels in the order of the file; repeated ones are kept.
     *
     * @param file with the columns {@code actor} and {@code day} (ISO dates) and perhaps {@code scenario}
     * @return unmodifiable; the scenario is empty where the file has none
     * @throws FeatureFormatException if the file is not such a file, with its name and line
     * @throws IOException if reading fails
     */
    public static List<AttackLabel> read(Path file) throws IOException {
        List<AttackLabel> labels = new ArrayList<>();
        for (TextCsv.Row row : TextCsv.read(file, List.of(ACTOR, DAY), List.of(SCENARIO))) {
            String where = file + ", line " + row.line() + ": ";
            String actor = row.cells().get(0);
            String day = row.cells().get(1);
            if (actor.isEmpty()) {
                throw new FeatureFormatException(where + "'actor' is empty; every label needs one");
            }
            try {
                labels.add(new AttackLabel(
                        actor, LocalDate.parse(day.strip()), row.cells().get(2)));
            } catch (DateTimeException e) {
                throw new FeatureFormatException(where + "'day' is not a date like 2026-01-31: '" + day + "'", e);
            }
        }
        return List.copyOf(labels);
    }
}
