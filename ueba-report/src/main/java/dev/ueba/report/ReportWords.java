package dev.ueba.report;

/**
 * What the formats for people call a row and whom it is about; no word is blank. Immutable.
 *
 * @param row such as {@code event}
 * @param rows more than one, such as {@code events}
 * @param actor such as {@code address}
 * @param actors more than one, such as {@code addresses}
 */
public record ReportWords(String row, String rows, String actor, String actors) {

    public ReportWords {
        if (row.isBlank() || rows.isBlank() || actor.isBlank() || actors.isBlank()) {
            throw new IllegalArgumentException("rows and actors must be called something, but the words were '" + row
                    + "', '" + rows + "', '" + actor + "', '" + actors + "'");
        }
    }

    /**
     * Returns the words of reports about actors on days.
     *
     * @return row and actor
     */
    public static ReportWords defaults() {
        return new ReportWords("row", "rows", "actor", "actors");
    }

    /** Returns such as {@code 1 row}, {@code 2,292 rows}. */
    String countedRows(long count) {
        return Sentences.number(count) + " " + (count == 1 ? row : rows);
    }

    String countedActors(long count) {
        return Sentences.number(count) + " " + (count == 1 ? actor : actors);
    }
}
