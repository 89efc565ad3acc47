package dev.ueba.feature;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects rows and makes a {@link FeatureTable} of them.
 *
 * <p>A column of whole numbers becomes {@link NumberKind#INTEGER}, any other {@link NumberKind#REAL}, unless
 * {@link #setKind} said otherwise. Not thread-safe.
 */
public final class FeatureTableBuilder {

    private static final double EXACT_WHOLE_LIMIT = 0x1p53;
    private static final int INITIAL_ROWS = 64;

    private final FeatureSchema schema;
    private final Map<String, Integer> dictionary = new HashMap<>();
    private final List<String> actors = new ArrayList<>();
    private final boolean missingAllowed;
    private final NumberKind[] kinds;
    private int[] actorIndex = new int[INITIAL_ROWS];
    private int[] epochDays = new int[INITIAL_ROWS];
    private final NumberColumn[] columns;
    private int rowCount;

    /**
     * Creates a builder that refuses missing values and missing actors.
     *
     * @param schema names and order of the columns
     */
    public FeatureTableBuilder(FeatureSchema schema) {
        this(schema, false);
    }

    /** Creates a builder that takes NaN and empty actors if {@code missingAllowed}. */
    FeatureTableBuilder(FeatureSchema schema, boolean missingAllowed) {
        this.schema = schema;
        this.missingAllowed = missingAllowed;
        this.kinds = new NumberKind[schema.featureCount()];
        this.columns = new NumberColumn[schema.featureCount()];
        Arrays.setAll(columns, feature -> NumberColumn.withCapacity(INITIAL_ROWS));
        Arrays.fill(kinds, NumberKind.INTEGER);
    }

    /**
     * Returns the number of rows added so far.
     *
     * @return {@code >= 0}
     */
    public int rowCount() {
        return rowCount;
    }

    /**
     * Sets how a feature is written, at least: a later value that does not fit widens it to {@link NumberKind#REAL}.
     *
     * @param feature position among the features, from 0
     * @param kind how to write it
     */
    public void setKind(int feature, NumberKind kind) {
        kinds[feature] = kind;
    }

    /**
     * Adds a row.
     *
     * @param actor not empty
     * @param day the day
     * @param values one finite number per feature, in the order of the schema; copied
     * @throws IllegalArgumentException if the actor is empty, the count is wrong or a value is not finite
     */
    public void addRow(String actor, LocalDate day, double[] values) {
        addRow(actor, Math.toIntExact(day.toEpochDay()), values);
    }

    /**
     * Adds a row.
     *
     * @param actor not empty
     * @param epochDay days since 1970-01-01
     * @param values one finite number per feature, in the order of the schema; copied
     * @throws IllegalArgumentException if the actor is empty, the count is wrong or a value is not finite
     */
    public void addRow(String actor, int epochDay, double[] values) {
        if (values.length != columns.length) {
            throw new IllegalArgumentException("row " + rowCount + " has " + values.length
                    + " values, but the schema has " + columns.length + " features");
        }
        if (actor.isEmpty() && !missingAllowed) {
            throw new IllegalArgumentException("row " + rowCount + ": the actor is empty; every row needs one");
        }
        for (int feature = 0; feature < values.length; feature++) {
            double value = values[feature];
            if (!Double.isFinite(value) && !(missingAllowed && Double.isNaN(value))) {
                throw new IllegalArgumentException("row " + rowCount + ", column '"
                        + schema.features().get(feature) + "': expected a finite number, but was " + value);
            }
        }
        if (rowCount == actorIndex.length) {
            grow();
        }
        actorIndex[rowCount] = actor.isEmpty() ? -1 : indexOf(actor);
        epochDays[rowCount] = epochDay;
        for (int feature = 0; feature < values.length; feature++) {
            double value = values[feature];
            columns[feature].set(rowCount, value);
            if (kinds[feature] != NumberKind.REAL && !fits(kinds[feature], value)) {
                kinds[feature] = NumberKind.REAL;
            }
        }
        rowCount++;
    }

    /**
     * Returns the rows added so far as a table; the builder must not be used afterwards.
     *
     * @return a table in the order of adding
     */
    public FeatureTable build() {
        NumberColumn[] trimmed = new NumberColumn[columns.length];
        for (int feature = 0; feature < columns.length; feature++) {
            trimmed[feature] = columns[feature].withLength(rowCount);
            columns[feature] = NumberColumn.withCapacity(0);
        }
        return FeatureTable.of(
                schema,
                actors.toArray(String[]::new),
                Arrays.copyOf(actorIndex, rowCount),
                Arrays.copyOf(epochDays, rowCount),
                trimmed,
                kinds.clone());
    }

    private static boolean fits(NumberKind kind, double value) {
        if (kind == NumberKind.BOOLEAN) {
            return value == 0.0 || value == 1.0;
        }
        return value == Math.rint(value) && Math.abs(value) <= EXACT_WHOLE_LIMIT;
    }

    private int indexOf(String actor) {
        Integer known = dictionary.get(actor);
        if (known != null) {
            return known;
        }
        dictionary.put(actor, actors.size());
        actors.add(actor);
        return actors.size() - 1;
    }

    private void grow() {
        int capacity = Math.addExact(rowCount, Math.max(INITIAL_ROWS, rowCount >> 1));
        actorIndex = Arrays.copyOf(actorIndex, capacity);
        epochDays = Arrays.copyOf(epochDays, capacity);
        for (int feature = 0; feature < columns.length; feature++) {
            columns[feature] = columns[feature].withLength(capacity);
        }
    }
}
