package dev.ueba.baseline;

import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.NumberKind;
import java.util.Arrays;

/**
 * Rows of a base table together with their derived columns, filled row by row in any order and from any thread, each row
 * once.
 */
final class EnrichedRows {

    /*
     * Enriched feature i is base feature i for all base features that are not overwritten, so the base part is gathered column
     * by column at the end; only derived columns are filled here.
     */
    private final FeatureTable base;
    private final DeviationColumns columns;
    private final int[] rows;
    private final int[] derivedPlaces;
    private final double[][] derived;

    EnrichedRows(FeatureTable base, DeviationColumns columns, int[] rows) {
        this.base = base;
        this.columns = columns;
        this.rows = rows;
        this.derivedPlaces = columns.derivedPlaces();
        this.derived = new double[derivedPlaces.length][rows.length];
    }

    /** Returns the chosen rows of the base table; not a copy. */
    int[] rows() {
        return rows;
    }

    /** Takes over the derived values of one row; {@code position} counts within the chosen rows. */
    void put(int position, double[] enrichedRow) {
        for (int i = 0; i < derivedPlaces.length; i++) {
            derived[i][position] = enrichedRow[derivedPlaces[i]];
        }
    }

    /** Returns the derived column at a place among the enriched features, to be filled; 0 at first. */
    double[] column(int place) {
        return derived[Arrays.binarySearch(derivedPlaces, place)];
    }

    FeatureTable toTable() {
        int featureCount = columns.enriched().featureCount();
        double[][] values = new double[featureCount][];
        NumberKind[] kinds = new NumberKind[featureCount];
        for (int i = 0; i < derivedPlaces.length; i++) {
            values[derivedPlaces[i]] = derived[i];
            kinds[derivedPlaces[i]] = NumberKind.REAL;
        }
        for (int feature = 0; feature < featureCount; feature++) {
            if (values[feature] == null) {
                values[feature] = gather(feature);
                kinds[feature] = base.kind(feature);
            }
        }
        String[] actors = new String[base.actorCount()];
        for (int actor = 0; actor < actors.length; actor++) {
            actors[actor] = base.actorName(actor);
        }
        int[] actorIndex = new int[rows.length];
        int[] epochDays = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            actorIndex[i] = base.actorIndex(rows[i]);
            epochDays[i] = base.epochDay(rows[i]);
        }
        return FeatureTable.ofColumns(columns.enriched(), actors, actorIndex, epochDays, values, kinds);
    }

    private double[] gather(int feature) {
        double[] column = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            column[i] = base.value(rows[i], feature);
        }
        return column;
    }
}
