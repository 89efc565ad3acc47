package dev.ueba.feature;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Features of actors and days: one row per actor and day (repeated ones are kept), one column of numbers per feature, rows in the order in which they were read.
 *
 * <p>Values are finite. Missing values (NaN) exist only in tables that were read with pandas' missing words; forests refuse
 * them. Immutable and safe to share between threads.
 *
 * <pre>{@code
 * FeatureTable table = FeatureTable.of(List.of(
 *         new FeatureRecord("alice", LocalDate.parse("2026-01-04"), Map.of("git_clone", 12.0)),
 *         new FeatureRecord("bob", LocalDate.parse("2026-01-04"), Map.of("git_clone", 3.0))));
 * double clones = table.value(0, table.schema().featureIndex("git_clone"));
 * }</pre>
 */
public final class FeatureTable {

    /** A place in a table, for messages: row and feature, both from 0. */
    public record Cell(int row, int feature) {}

    /*
     * One column per feature, see NumberColumn; actors are numbers into a dictionary (NO_ACTOR for rows without one), days are days since
     * 1970-01-01. What forests must refuse (NaN, beyond float) is found once, here, so that growing a forest touches no
     * more than the rows it draws.
     */
    private static final int NO_ACTOR = -1;

    /** Values of this size and above round to an infinite float: 2^128 - 2^103. */
    private static final double BEYOND_FLOAT = 0x1.ffffffp127;

    private final FeatureSchema schema;
    private final String[] actors;
    private final int[] actorIndex;
    private final int[] epochDays;
    private final NumberColumn[] columns;
    private final NumberKind[] kinds;
    private final Optional<Cell> firstMissing;
    private final Optional<Cell> firstBeyondFloat;

    private FeatureTable(
            FeatureSchema schema,
            String[] actors,
            int[] actorIndex,
            int[] epochDays,
            NumberColumn[] columns,
            NumberKind[] kinds) {
        this.schema = schema;
        this.actors = actors;
        this.actorIndex = actorIndex;
        this.epochDays = epochDays;
        this.columns = columns;
        this.kinds = kinds;
        Optional<Cell> missing = Optional.empty();
        Optional<Cell> beyond = Optional.empty();
        for (int feature = 0; feature < columns.length; feature++) {
            double[] column = columns[feature].doubles();
            for (int row = 0; column != null && row < column.length; row++) {
                double value = column[row];
                if (Math.abs(value) < BEYOND_FLOAT) {
                    continue;
                }
                if (Double.isInfinite(value)) {
                    throw new IllegalArgumentException("row " + row + ", column '"
                            + schema.features().get(feature) + "': expected a finite number, but was " + value);
                }
                Cell cell = new Cell(row, feature);
                if (Double.isNaN(value)) {
                    missing = Optional.of(earlier(missing, cell));
                } else {
                    beyond = Optional.of(earlier(beyond, cell));
                }
            }
        }
        this.firstMissing = missing;
        this.firstBeyondFloat = beyond;
    }

    private static Cell earlier(Optional<Cell> known, Cell cell) {
        return known.isPresent() && known.get().row() <= cell.row() ? known.get() : cell;
    }

    /**
     * Returns a table over arrays that already lie as a table needs them. <strong>Takes the arrays over:</strong> they must
     * not be changed afterwards. For code that fills whole columns; others use {@link #of(List)} or
     * {@link FeatureTableBuilder}.
     *
     * @param schema names and order of the columns
     * @param actors distinct, not empty names
     * @param actorIndex per row a position in {@code actors}, or -1 for no actor
     * @param epochDays per row the days since 1970-01-01
     * @param columns one array per feature, each as long as {@code actorIndex}; values finite or NaN
     * @param kinds how each feature is written
     * @return a table over these very arrays
     * @throws IllegalArgumentException if lengths disagree, an index is out of range or a value is infinite
     */
    public static FeatureTable ofColumns(
            FeatureSchema schema,
            String[] actors,
            int[] actorIndex,
            int[] epochDays,
            double[][] columns,
            NumberKind[] kinds) {
        NumberColumn[] values = Arrays.stream(columns).map(NumberColumn::of).toArray(NumberColumn[]::new);
        for (int feature = 0; feature < Math.min(columns.length, schema.featureCount()); feature++) {
            if (columns[feature].length != actorIndex.length) {
                throw new IllegalArgumentException(
                        "column '" + schema.features().get(feature) + "' has " + columns[feature].length
                                + " rows, but the table has " + actorIndex.length);
            }
        }
        return of(schema, actors, actorIndex, epochDays, values, kinds);
    }

    /** As {@link #ofColumns}; columns as long as {@code actorIndex}. */
    static FeatureTable of(
            FeatureSchema schema,
            String[] actors,
            int[] actorIndex,
            int[] epochDays,
            NumberColumn[] columns,
            NumberKind[] kinds) {
        int rows = actorIndex.length;
        if (epochDays.length != rows) {
            throw new IllegalArgumentException("there are " + epochDays.length + " days, but " + rows + " rows");
        }
        if (columns.length != schema.featureCount() || kinds.length != schema.featureCount()) {
            throw new IllegalArgumentException("the schema has " + schema.featureCount() + " features, but there are "
                    + columns.length + " columns and " + kinds.length + " kinds");
        }
        for (int row = 0; row < rows; row++) {
            if (actorIndex[row] < NO_ACTOR || actorIndex[row] >= actors.length) {
                throw new IllegalArgumentException(
                        "row " + row + " names actor " + actorIndex[row] + " of " + actors.length);
            }
        }
        return new FeatureTable(schema, actors, actorIndex, epochDays, columns, kinds);
    }

    /**
     * Returns a table of records, in their order. The features and their order are those of the first record.
     *
     * @param records all with the same feature names; values finite
     * @return as many rows as records
     * @throws IllegalArgumentException if there is no record, names differ, an actor is empty or a value is not finite
     */
    public static FeatureTable of(List<FeatureRecord> records) {
        if (records.isEmpty()) {
            throw new IllegalArgumentException("a table of records needs at least one record to know its features");
        }
        FeatureSchema schema =
                FeatureSchema.ofFeatures(List.copyOf(records.get(0).values().keySet()));
        FeatureTableBuilder builder = new FeatureTableBuilder(schema);
        double[] values = new double[schema.featureCount()];
        for (int i = 0; i < records.size(); i++) {
            FeatureRecord record = records.get(i);
            if (record.values().size() != values.length) {
                throw new IllegalArgumentException("record " + i + " has the features "
                        + record.values().keySet() + ", but the first record has " + schema.features());
            }
            for (int feature = 0; feature < values.length; feature++) {
                Double value = record.values().get(schema.features().get(feature));
                if (value == null) {
                    throw new IllegalArgumentException("record " + i + " lacks the feature '"
                            + schema.features().get(feature) + "'");
                }
                values[feature] = value;
            }
            builder.addRow(record.actor(), record.day(), values);
        }
        return builder.build();
    }

    /**
     * Returns the names and order of the columns.
     *
     * @return the schema
     */
    public FeatureSchema schema() {
        return schema;
    }

    /**
     * Returns the number of rows.
     *
     * @return {@code >= 0}
     */
    public int rowCount() {
        return actorIndex.length;
    }

    /**
     * Returns the number of features.
     *
     * @return {@code >= 0}; {@code actor} and {@code day} are not counted
     */
    public int featureCount() {
        return columns.length;
    }

    /**
     * Returns how many different actors the dictionary of this table knows (all of its rows' actors, perhaps more).
     *
     * @return {@code >= 0}
     */
    public int actorCount() {
        return actors.length;
    }

    /**
     * Returns the name of an actor of the dictionary.
     *
     * @param index from 0 to {@code actorCount() - 1}
     * @return not empty
     */
    public String actorName(int index) {
        return actors[index];
    }

    /**
     * Returns the row's actor as a position in the dictionary.
     *
     * @param row from 0
     * @return from 0, or -1 if the row has no actor
     */
    public int actorIndex(int row) {
        return actorIndex[row];
    }

    /**
     * Returns who the row is about.
     *
     * @param row from 0
     * @return the exact name, or empty text if the row has no actor (only in tables read with pandas' missing words)
     */
    public String actor(int row) {
        int index = actorIndex[row];
        return index == NO_ACTOR ? "" : actors[index];
    }

    /**
     * Returns the day of a row.
     *
     * @param row from 0
     * @return the day
     */
    public LocalDate day(int row) {
        return LocalDate.ofEpochDay(epochDays[row]);
    }

    /**
     * Returns the day of a row as a number.
     *
     * @param row from 0
     * @return days since 1970-01-01
     */
    public int epochDay(int row) {
        return epochDays[row];
    }

    /**
     * Returns one value.
     *
     * @param row from 0
     * @param feature position among the features, from 0
     * @return finite, or NaN if missing
     */
    public double value(int row, int feature) {
        return columns[feature].get(row);
    }

    /**
     * Returns how a feature is written as text.
     *
     * @param feature position among the features, from 0
     * @return its kind
     */
    public NumberKind kind(int feature) {
        return kinds[feature];
    }

    /**
     * Returns a copy of one column.
     *
     * @param feature position among the features, from 0
     * @return a new array, one value per row
     */
    public double[] column(int feature) {
        double[] copy = new double[rowCount()];
        columns[feature].copy(0, copy, 0, copy.length);
        return copy;
    }

    /**
     * Copies a stretch of one column, without allocating.
     *
     * @param feature position among the features, from 0
     * @param fromRow first row to copy
     * @param target written from {@code offset} on
     * @param offset first place to write
     * @param length number of rows to copy
     */
    public void copyColumn(int feature, int fromRow, double[] target, int offset, int length) {
        columns[feature].copy(fromRow, target, offset, length);
    }

    /**
     * Returns the days from the first to the last that occur; days without rows in between are included.
     *
     * @return empty if the table has no rows
     */
    public Optional<DayRange> dayRange() {
        if (epochDays.length == 0) {
            return Optional.empty();
        }
        int first = Integer.MAX_VALUE;
        int last = Integer.MIN_VALUE;
        for (int day : epochDays) {
            first = Math.min(first, day);
            last = Math.max(last, day);
        }
        return Optional.of(DayRange.ofInclusive(LocalDate.ofEpochDay(first), LocalDate.ofEpochDay(last)));
    }

    /**
     * Returns the first row (then first column) with a missing value.
     *
     * @return empty if every value is a number
     */
    public Optional<Cell> firstMissing() {
        return firstMissing;
    }

    /**
     * Returns the first row (then first column) whose value is beyond the range of {@code float}, in which forests compare.
     *
     * @return empty if all values fit
     */
    public Optional<Cell> firstBeyondFloat() {
        return firstBeyondFloat;
    }

    /**
     * Returns a table of chosen rows.
     *
     * @param rows positions in this table, in the order wanted; may repeat
     * @return a table with the same schema and dictionary
     */
    public FeatureTable selectRows(int[] rows) {
        int[] selectedActors = new int[rows.length];
        int[] selectedDays = new int[rows.length];
        NumberColumn[] selected = new NumberColumn[columns.length];
        for (int i = 0; i < rows.length; i++) {
            selectedActors[i] = actorIndex[rows[i]];
            selectedDays[i] = epochDays[rows[i]];
        }
        for (int feature = 0; feature < columns.length; feature++) {
            selected[feature] = columns[feature].select(rows);
        }
        return new FeatureTable(schema, actors, selectedActors, selectedDays, selected, kinds);
    }

    /**
     * Returns a table with the same rows and further columns. The columns that stay are shared with this table, as narrow as
     * they are. <strong>Takes the new arrays over:</strong> they must not be changed afterwards.
     *
     * @param extended names and order of all columns
     * @param newColumns per column of {@code extended} its values, finite or NaN, written as real numbers; or null where this
     *     table's column at the same position stays
     * @return a table over these arrays
     * @throws IllegalArgumentException if lengths disagree, a column that stays is not there, or a value is infinite
     */
    public FeatureTable withColumns(FeatureSchema extended, double[] @Nullable [] newColumns) {
        NumberColumn[] values = new NumberColumn[newColumns.length];
        NumberKind[] valueKinds = new NumberKind[newColumns.length];
        for (int feature = 0; feature < newColumns.length; feature++) {
            double[] column = newColumns[feature];
            if (column == null && feature >= columns.length) {
                throw new IllegalArgumentException(
                        "column " + feature + " has no values, and the table has only " + columns.length + " columns");
            }
            if (column != null && column.length != rowCount()) {
                throw new IllegalArgumentException(
                        "column " + feature + " has " + column.length + " rows, but the table has " + rowCount());
            }
            values[feature] = column == null ? columns[feature] : NumberColumn.of(column);
            valueKinds[feature] = column == null ? kinds[feature] : NumberKind.REAL;
        }
        return of(extended, actors, actorIndex, epochDays, values, valueKinds);
    }

    /**
     * Returns the rows of a range of days, in their order.
     *
     * @param range days wanted
     * @return possibly empty
     */
    public FeatureTable selectDays(DayRange range) {
        return selectRows(rowsOf(range));
    }

    /**
     * Returns the positions of the rows of a range of days, in their order.
     *
     * @param range days wanted
     * @return ascending positions
     */
    public int[] rowsOf(DayRange range) {
        long from = range.from().toEpochDay();
        long to = range.to().toEpochDay();
        int[] rows = new int[rowCount()];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            if (epochDays[row] >= from && epochDays[row] < to) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /**
     * Returns one row as a record.
     *
     * @param row from 0
     * @return values in the order of the schema
     */
    public FeatureRecord record(int row) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int feature = 0; feature < columns.length; feature++) {
            values.put(schema.features().get(feature), columns[feature].get(row));
        }
        return new FeatureRecord(actor(row), day(row), values);
    }

    /**
     * Returns all rows as records.
     *
     * @return one record per row, in order
     */
    public List<FeatureRecord> toRecords() {
        List<FeatureRecord> records = new ArrayList<>(rowCount());
        for (int row = 0; row < rowCount(); row++) {
            records.add(record(row));
        }
        return records;
    }

    /** Returns a summary: rows, features and days, no user data. */
    @Override
    public String toString() {
        return "FeatureTable[rows=" + rowCount() + ", features=" + featureCount() + ", days="
                + dayRange().map(Objects::toString).orElse("none") + "]";
    }
}
