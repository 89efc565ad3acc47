package dev.ueba.baseline;

import dev.ueba.feature.FeatureTable;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of an actor, with what the actor did on the days before it: numbers of the past to show, and what the deviations of
 * the row would be if one of its values were another.
 *
 * <p>The past is strictly before the row's day. Immutable and safe to share between threads. {@link ActorPasts} makes them.
 */
public final class ActorPast {

    private final ActorPasts pasts;
    /** All rows of the actor, in file order. */
    private final int[] actorRows;

    private final int epochDay;
    /** The moments that rolling deviations need; null if they are not rolling. */
    private final @Nullable ActorHistory history;
    /** The row itself, for deviations that it takes part in. */
    private final int ownRow;

    private final int rowCount;

    ActorPast(ActorPasts pasts, int[] actorRows, int epochDay, @Nullable ActorHistory history, int ownRow) {
        this.pasts = pasts;
        this.actorRows = actorRows;
        this.epochDay = epochDay;
        this.history = history;
        this.ownRow = ownRow;
        int count = 0;
        for (int row : actorRows) {
            count += isPast(row) ? 1 : 0;
        }
        this.rowCount = count;
    }

    private boolean isPast(int row) {
        return pasts.base().epochDay(row) < epochDay;
    }

    /**
     * Returns the number of the actor's earlier rows.
     *
     * @return {@code >= 0}; days without a row do not count
     */
    public int rowCount() {
        return rowCount;
    }

    /**
     * Returns the mean of a feature over the earlier rows, the one that deviations are taken from.
     *
     * @param feature position among the base features
     * @return NaN without any value
     */
    public double mean(int feature) {
        double[] moments = new double[Moments.STRIDE];
        int count = 0;
        for (int row : actorRows) {
            double value = pasts.base().value(row, feature);
            if (isPast(row) && !Double.isNaN(value)) {
                Moments.add(moments, 0, ++count, value);
            }
        }
        return count == 0 ? Double.NaN : Moments.mean(moments, 0, count);
    }

    /**
     * Returns the largest value of a feature in the earlier rows.
     *
     * @param feature position among the base features
     * @return NaN without any value
     */
    public double max(int feature) {
        double max = Double.NaN;
        for (int row : actorRows) {
            double value = pasts.base().value(row, feature);
            if (isPast(row) && !(value <= max) && !Double.isNaN(value)) {
                max = value;
            }
        }
        return max;
    }

    /**
     * Returns the last earlier day on which a feature was not 0.
     *
     * @param feature position among the base features
     * @return empty if it never was
     */
    public Optional<LocalDate> lastSeen(int feature) {
        FeatureTable base = pasts.base();
        int last = Integer.MIN_VALUE;
        for (int row : actorRows) {
            double value = base.value(row, feature);
            if (isPast(row) && value != 0.0 && !Double.isNaN(value)) {
                last = Math.max(last, base.epochDay(row));
            }
        }
        return last == Integer.MIN_VALUE ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(last));
    }

    /**
     * Returns the value of a feature from which its deviation grows in both directions. Elsewhere, and everywhere with rolling
     * deviations, a larger value never has a smaller deviation.
     *
     * @param feature position among the base features
     * @return NaN if there is none
     */
    public double turningPoint(int feature) {
        double sum = 0.0;
        int count = 0;
        for (int row : actorRows) {
            double value = pasts.base().value(row, feature);
            if (history == null && row != ownRow && !Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /**
     * Writes what an enriched row would be if one base feature had another value: the feature and all columns derived from it,
     * with the bits that enriching such a table gives. Other columns stay as they are.
     *
     * @param enrichedRow the enriched row of this actor and day, perhaps already changed in other features
     * @param feature position among the base features; a column that a derived one overwrites cannot be changed
     * @param value the other value, finite
     */
    public void change(double[] enrichedRow, int feature, double value) {
        if (!pasts.isOverwritten(feature)) {
            enrichedRow[feature] = value;
        }
        if (history == null) {
            int place = pasts.wholePeriodPlace(feature);
            if (place >= 0) {
                enrichedRow[place] = ownRow < 0
                        ? 0.0
                        : WholePeriodDeviations.deviationOfChanged(pasts.base(), actorRows, feature, ownRow, value);
            }
            return;
        }
        DeviationColumns columns = pasts.rollingColumns();
        int tracked = columns.tracked(feature);
        if (tracked >= 0) {
            if (columns.zPlace(tracked) >= 0) {
                enrichedRow[columns.zPlace(tracked)] = history.zScore(tracked, value);
            }
            if (columns.modifiedZPlace(tracked) >= 0) {
                enrichedRow[columns.modifiedZPlace(tracked)] = history.modifiedZScore(tracked, value);
            }
        }
        if (columns.compositePlace() >= 0 && history.rowCount() > 0) {
            enrichedRow[columns.compositePlace()] = largestDeviation(columns, enrichedRow);
        }
    }

    private static double largestDeviation(DeviationColumns columns, double[] enrichedRow) {
        double largest = 0.0;
        for (int tracked = 0; tracked < columns.trackedCount(); tracked++) {
            double z = enrichedRow[columns.zPlace(tracked)];
            largest = z > largest ? z : largest;
        }
        for (int feature : columns.baseColumnsOfComposite()) {
            largest = enrichedRow[feature] > largest ? enrichedRow[feature] : largest;
        }
        return largest;
    }
}
