package dev.ueba.baseline;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.storage.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Derives rolling deviations of rows that come sorted by actor, then day, block by block: one actor's past is held at a time,
 * however many rows there are. For engines that sort elsewhere.
 *
 * <p>The deviations are, bit for bit, those of {@link TrainingSets#enrich} over a table in which the rows of each actor stand
 * in this order. Not thread-safe.
 *
 * <pre>{@code
 * DeviationStream stream = new DeviationStream(table.schema(), DeviationOptions.defaults());
 * FeatureTable enriched = stream.next(table, table.dayRange().orElseThrow()); // a table of one actor, in date order
 * byte[] state = stream.finishActor();
 * }</pre>
 */
public final class DeviationStream {

    /*
     * The rows of a day are compared with the days before, so the newest row joins the past only when another day comes. If a
     * second row of that day comes first, the past is copied, and the copy grows by the rows of the day.
     */
    private final DeviationOptions options;
    private final DeviationColumns columns;
    private final int mark;
    private final double[] enrichedRow;
    private final Map<String, byte[]> states = new HashMap<>();
    private ActorHistory past;
    private @Nullable ActorHistory withToday;
    private @Nullable FeatureTable waitingIn;
    private int waitingRow;
    private String actor = "";
    private int day = Integer.MIN_VALUE;
    private boolean dayIsClosed;

    /**
     * Starts a stream that knows nothing yet.
     *
     * @param base columns of the blocks
     * @param options rolling deviations
     * @throws IllegalArgumentException if the options are not rolling
     */
    public DeviationStream(FeatureSchema base, DeviationOptions options) {
        if (options.algorithm() != DeviationAlgorithm.ROLLING) {
            throw new IllegalArgumentException(
                    "a stream follows actors day by day, which only ROLLING deviations do, but the" + " algorithm is "
                            + options.algorithm());
        }
        this.options = options;
        this.columns = new DeviationColumns(base, options);
        this.mark = markOf(base, options);
        this.enrichedRow = new double[columns.enriched().featureCount()];
        this.past = new ActorHistory(columns, options);
    }

    /**
     * Returns the columns of enriched rows.
     *
     * @return base columns, then derived ones
     */
    public FeatureSchema enrichedSchema() {
        return columns.enriched();
    }

    /**
     * Gives what is known of an actor whose rows are still to come.
     *
     * @param name the actor
     * @param state from {@link #finishActor}, of a stream with the same columns and options
     */
    public void resume(String name, byte[] state) {
        states.put(name, state);
    }

    /**
     * Derives the deviations of the next rows, and adds all of them to the past of their actors.
     *
     * @param block rows with an actor, those of one actor one after the other (also from block to block) and in date order; not
     *     changed later by the caller
     * @param wanted days whose rows are returned; rows of other days are history only
     * @return the wanted rows in their order, enriched
     * @throws IllegalArgumentException if the columns differ, an actor's day goes backwards, or a row has no actor
     * @throws ModelFormatException if a state given to {@link #resume} is damaged or belongs to other columns or options
     */
    public FeatureTable next(FeatureTable block, DayRange wanted) throws ModelFormatException {
        return next(block, block.rowsOf(wanted));
    }

    /**
     * Derives the deviations of some of the next rows, and adds all of them to the past of their actors.
     *
     * @param block as in {@link #next(FeatureTable, DayRange)}
     * @param rows positions of the rows that are returned, ascending; the others are history only
     * @return these rows in their order, enriched
     * @throws IllegalArgumentException if the columns differ, an actor's day goes backwards, or a row has no actor
     * @throws ModelFormatException if a state given to {@link #resume} is damaged or belongs to other columns or options
     */
    public FeatureTable next(FeatureTable block, int[] rows) throws ModelFormatException {
        if (!block.schema().equals(columns.base())) {
            throw new IllegalArgumentException(
                    "expected the columns " + columns.base() + " in this order, but the block has " + block.schema());
        }
        EnrichedRows output = new EnrichedRows(block, columns, rows);
        int position = 0;
        int known = -1;
        for (int row = 0; row < block.rowCount(); row++) {
            if (row == 0 || block.actorIndex(row) != known) {
                known = block.actorIndex(row);
                if (known < 0) {
                    throw new IllegalArgumentException("row " + row + " has no actor; every row needs one");
                }
                begin(block.actorName(known));
            }
            advance(block, row);
            if (position < rows.length && rows[position] == row) {
                past.deviations(block, row, enrichedRow);
                output.put(position++, enrichedRow);
            }
            if (withToday == null) {
                waitingIn = block;
                waitingRow = row;
            } else {
                withToday.add(block, row);
            }
        }
        return output.toTable();
    }

    /**
     * Returns what is known of the newest row's actor, and ends it: a further row of the same actor may only be of a later day.
     *
     * @return to be given to {@link #resume}, some 40 bytes per feature
     * @throws IllegalStateException if there was no row yet
     */
    public byte[] finishActor() {
        if (actor.isEmpty()) {
            throw new IllegalStateException("there was no row yet, so no actor can be finished");
        }
        closeDay();
        dayIsClosed = true;
        return BaselineFormat.toBytes(past, mark);
    }

    private void begin(String name) throws ModelFormatException {
        if (name.equals(actor)) {
            return;
        }
        actor = name;
        withToday = null;
        waitingIn = null;
        byte[] state = states.remove(name);
        if (state == null) {
            past.clear();
            day = Integer.MIN_VALUE;
            dayIsClosed = false;
        } else {
            past = BaselineFormat.fromBytes(state, mark, columns, options);
            day = past.lastDay();
            dayIsClosed = true;
        }
    }

    private void advance(FeatureTable block, int row) {
        int today = block.epochDay(row);
        if (today < day || (today == day && dayIsClosed)) {
            throw new IllegalArgumentException("a row of " + LocalDate.ofEpochDay(today)
                    + " follows one of the same actor of " + LocalDate.ofEpochDay(day)
                    + (today < day ? "; the rows of an actor must come in date order" : ", which was finished"));
        }
        if (today > day) {
            closeDay();
            day = today;
            dayIsClosed = false;
        } else if (withToday == null && waitingIn != null) {
            withToday = past.copy();
            withToday.add(waitingIn, waitingRow);
            waitingIn = null;
        }
    }

    private void closeDay() {
        if (withToday != null) {
            past = withToday;
            withToday = null;
        } else if (waitingIn != null) {
            past.add(waitingIn, waitingRow);
        }
        waitingIn = null;
    }

    /** A state is of no use to other columns or options; this tells them apart. */
    private static int markOf(FeatureSchema base, DeviationOptions options) {
        CRC32C mark = new CRC32C();
        String text = base.columns() + " " + options;
        mark.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) mark.getValue();
    }
}
