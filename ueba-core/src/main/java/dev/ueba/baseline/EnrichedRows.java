package dev.ueba.baseline;

import dev.ueba.feature.FeatureTable;
import java.util.Arrays;

/**
 * Rows of a base table together with their derived columns, filled row by row in any order and from any thread, each row
 * once.
 */
final class EnrichedRows {

    /*
     * Enriched feature i is base feature i for all base features that are not overwritten, so the base part is selected at
     * the end, as narrow as it is; only derived columns are filled here.
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
        double[][] values = new double[columns.enriched().featureCount()][];
        for (int i = 0; i < derivedPlaces.length; i++) {
            values[derivedPlaces[i]] = derived[i];
        }
        return base.selectRows(rows).withColumns(columns.enriched(), values);
    }
}
