package dev.ueba.baseline;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.feature.NumberKind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pasts of all actors of a table, and which enriched column comes from which base feature: what an explanation needs of the
 * baselines.
 *
 * <p>Immutable and safe to share between threads. Keeps the table and one number per row; a past is put together when it is
 * asked for, at the cost of reading the actor's rows.
 */
public final class ActorPasts {

    /** Stands for "no base feature": constant columns of actor and day, and the largest deviation of a row. */
    public static final int NO_FEATURE = -1;

    private final FeatureTable base;
    private final FeatureSchema enriched;
    private final DeviationOptions options;
    private final @Nullable DeviationColumns columns;
    private final int[] baseFeatures;
    private final int[] wholePeriodPlaces;
    private final boolean[] overwritten;
    private final RowsByActor byActor;
    private final Map<String, Integer> actors = new HashMap<>();

    private ActorPasts(FeatureTable base, DeviationOptions options, FeatureSchema fitted) {
        this.base = base;
        this.options = options;
        int baseCount = base.featureCount();
        this.overwritten = new boolean[baseCount];
        this.wholePeriodPlaces = new int[baseCount];
        Arrays.fill(wholePeriodPlaces, NO_FEATURE);
        if (options.algorithm() == DeviationAlgorithm.ROLLING) {
            this.columns = new DeviationColumns(base.schema(), options);
            this.enriched = columns.enriched();
            this.baseFeatures = ofRolling(columns);
        } else {
            this.columns = null;
            this.enriched = FeatureSchema.ofFeatures(fitted.features());
            this.baseFeatures = ofWholePeriod(fitted);
        }
        boolean[] everybody = new boolean[base.actorCount()];
        Arrays.fill(everybody, true);
        this.byActor = new RowsByActor(base, Integer.MAX_VALUE, everybody);
        for (int actor = 0; actor < base.actorCount(); actor++) {
            actors.put(base.actorName(actor), actor);
        }
    }

    private int[] ofRolling(DeviationColumns derived) {
        int[] sources = new int[derived.enriched().featureCount()];
        Arrays.fill(sources, NO_FEATURE);
        for (int feature = 0; feature < base.featureCount(); feature++) {
            sources[feature] = feature;
        }
        for (int place : derived.derivedPlaces()) {
            if (place < base.featureCount()) {
                overwritten[place] = true;
                sources[place] = NO_FEATURE;
            }
        }
        for (int tracked = 0; tracked < derived.trackedCount(); tracked++) {
            if (derived.zPlace(tracked) >= 0) {
                sources[derived.zPlace(tracked)] = derived.baseFeature(tracked);
            }
            if (derived.modifiedZPlace(tracked) >= 0) {
                sources[derived.modifiedZPlace(tracked)] = derived.baseFeature(tracked);
            }
        }
        return sources;
    }

    private int[] ofWholePeriod(FeatureSchema fitted) {
        int[] sources = new int[fitted.featureCount()];
        Arrays.fill(sources, NO_FEATURE);
        for (int feature = 0; feature < base.featureCount(); feature++) {
            String name = base.schema().features().get(feature);
            if (fitted.hasFeature(name)) {
                sources[fitted.featureIndex(name)] = feature;
            }
            String derived = DeviationColumns.Z_PREFIX + name;
            if (fitted.hasFeature(derived) && !base.schema().hasFeature(derived)) {
                wholePeriodPlaces[feature] = fitted.featureIndex(derived);
                sources[wholePeriodPlaces[feature]] = feature;
            }
        }
        return sources;
    }

    /**
     * Returns the pasts of all actors of a table.
     *
     * @param base base features in file order, the days to explain and all days before them
     * @param options which deviations the enriched rows have
     * @param fitted features of the model, in its order; they decide which columns {@link DeviationAlgorithm#SECDEV_2025} derives
     * @return the pasts
     * @throws IllegalArgumentException if enriching this table does not give the features of the model
     */
    public static ActorPasts of(FeatureTable base, DeviationOptions options, FeatureSchema fitted) {
        ActorPasts pasts = new ActorPasts(base, options, fitted);
        boolean fits = pasts.enriched.features().equals(fitted.features());
        for (int feature = 0; fits && feature < base.featureCount(); feature++) {
            fits = base.schema()
                    .features()
                    .get(feature)
                    .equals(fitted.features().get(feature));
        }
        if (!fits) {
            throw new IllegalArgumentException("the columns of the base table, " + base.schema()
                    + ", do not give the features of the model with its deviations; give the table that was scored");
        }
        return pasts;
    }

    /**
     * Returns the base table.
     *
     * @return as given
     */
    public FeatureTable base() {
        return base;
    }

    /**
     * Returns the base feature that an enriched column is, or is derived from.
     *
     * @param column position among the enriched features
     * @return position among the base features, or {@link #NO_FEATURE}
     */
    public int baseFeature(int column) {
        return baseFeatures[column];
    }

    /**
     * Returns the column with the largest deviation of a row, {@code zscore_composite_max}, which comes from no single feature.
     *
     * @return position among the enriched features, or negative if there is none
     */
    public int compositeColumn() {
        return columns == null ? NO_FEATURE : columns.compositePlace();
    }

    /**
     * Tells whether a base feature only says yes or no: 0 or 1.
     *
     * @param feature position among the base features
     * @return true for {@code is_weekend} and for columns of {@code True} and {@code False}
     */
    public boolean isYesOrNo(int feature) {
        return base.kind(feature) == NumberKind.BOOLEAN
                || base.schema().features().get(feature).equals(GitHubAuditFeatures.IS_WEEKEND);
    }

    /**
     * Returns the z column of a base feature.
     *
     * @param feature position among the base features
     * @return position among the enriched features, or negative if it has none
     */
    public int zColumn(int feature) {
        if (columns == null) {
            return wholePeriodPlaces[feature];
        }
        int tracked = columns.tracked(feature);
        return tracked < 0 ? NO_FEATURE : columns.zPlace(tracked);
    }

    /**
     * Returns what an actor did before a day.
     *
     * @param actor exact name; empty for rows without an actor, which have no past
     * @param day the day of the row
     * @param enrichedRow the row, to tell which it is if the actor has several on that day
     * @return the past; empty for actors that the table does not know
     */
    public ActorPast of(String actor, LocalDate day, double[] enrichedRow) {
        Integer index = actors.get(actor);
        int[] rows = index == null ? new int[0] : byActor.rows(index);
        int epochDay = Math.toIntExact(day.toEpochDay());
        if (columns == null) {
            return new ActorPast(this, rows, epochDay, null, ownRow(rows, epochDay, enrichedRow));
        }
        // In file order, as batch work has them: the order decides the last bits.
        ActorHistory history = new ActorHistory(columns, options);
        for (int row : rows) {
            if (base.epochDay(row) < epochDay) {
                history.add(base, row);
            }
        }
        return new ActorPast(this, rows, epochDay, history, NO_FEATURE);
    }

    private int ownRow(int[] rows, int epochDay, double[] enrichedRow) {
        for (int row : rows) {
            boolean same = base.epochDay(row) == epochDay;
            for (int feature = 0; same && feature < base.featureCount(); feature++) {
                same = base.value(row, feature) == enrichedRow[feature];
            }
            if (same) {
                return row;
            }
        }
        return NO_FEATURE;
    }

    DeviationColumns rollingColumns() {
        if (columns == null) {
            throw new IllegalStateException("whole-period deviations have no rolling columns");
        }
        return columns;
    }

    int wholePeriodPlace(int feature) {
        return wholePeriodPlaces[feature];
    }

    boolean isOverwritten(int feature) {
        return overwritten[feature];
    }
}
