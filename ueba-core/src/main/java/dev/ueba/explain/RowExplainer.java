package dev.ueba.explain;

import dev.ueba.baseline.ActorPast;
import dev.ueba.baseline.ActorPasts;
import dev.ueba.feature.FeatureTable;
import dev.ueba.forest.IsolationForest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Explains the rows of a scored table: attribution folded into base features, the actor's past, ranks among the scored rows,
 * counterfactuals and techniques.
 *
 * <p>The columns of a base feature are the feature and its deviations; their attributions are added up. The composite, the
 * largest deviation of a row, counts as the feature it came from, the first one if several have it.
 *
 * <p>Immutable and safe to share between threads; keeps a sorted copy of the scored table. The front door is
 * {@code dev.ueba.AnomalyExplainer}.
 */
public final class RowExplainer {

    private final IsolationForest forest;
    private final double cutoff;
    private final ActorPasts pasts;
    private final FeatureTable scored;
    private final AttackTechniques techniques;
    private final Attributions attributions;
    private final PercentileRanks ranks;
    private final Counterfactuals counterfactuals;

    private RowExplainer(
            IsolationForest forest,
            double cutoff,
            ActorPasts pasts,
            FeatureTable scored,
            AttackTechniques techniques,
            PercentileRanks ranks) {
        this.forest = forest;
        this.cutoff = cutoff;
        this.pasts = pasts;
        this.scored = scored;
        this.techniques = techniques;
        this.attributions = Attributions.of(forest);
        this.ranks = ranks;
        this.counterfactuals = new Counterfactuals(forest, pasts, cutoff);
    }

    /**
     * Returns an explainer.
     *
     * @param forest what scored the rows
     * @param cutoff rows whose score minus offset is below it are flagged
     * @param pasts of the base table that the rows come from
     * @param scored all scored rows, enriched, with the columns of the forest; values are ranked among them
     * @param techniques by base feature
     * @return the explainer
     * @throws IllegalArgumentException if the table has not as many features as the forest
     */
    public static RowExplainer of(
            IsolationForest forest, double cutoff, ActorPasts pasts, FeatureTable scored, AttackTechniques techniques) {
        return of(forest, cutoff, pasts, scored, techniques, PercentileRanks.of(scored));
    }

    /**
     * Returns an explainer of some of the scored rows, with ranks among all of them.
     *
     * @param forest what scored the rows
     * @param cutoff rows whose score minus offset is below it are flagged
     * @param pasts of all rows of the actors that are explained, up to the explained days
     * @param explained enriched rows with the columns of the forest
     * @param techniques by base feature
     * @param ranks among all scored rows, for the columns of the forest
     * @return the explainer
     * @throws IllegalArgumentException if table or ranks have not as many features as the forest
     */
    public static RowExplainer of(
            IsolationForest forest,
            double cutoff,
            ActorPasts pasts,
            FeatureTable explained,
            AttackTechniques techniques,
            PercentileRanks ranks) {
        if (ranks.schema().featureCount() != forest.featureCount()) {
            throw new IllegalArgumentException("the forest was grown on " + forest.featureCount()
                    + " columns, but the ranks are of " + ranks.schema().featureCount());
        }
        if (explained.featureCount() != forest.featureCount()) {
            throw new IllegalArgumentException("the forest was grown on " + forest.featureCount()
                    + " columns, but the scored table has " + explained.featureCount());
        }
        return new RowExplainer(forest, cutoff, pasts, explained, techniques, ranks);
    }

    /**
     * Explains a row.
     *
     * @param row position in the scored table, from 0
     * @return the explanation
     */
    public Explanation explain(int row) {
        double[] values = values(row);
        Attribution attribution = attributions.of(values);
        double score = forest.scoreSample(values) - forest.offset();
        double[] folded = folded(attribution, values);
        double positive = 0.0;
        for (double value : folded) {
            positive += Math.max(value, 0.0);
        }
        ActorPast past = pasts.of(scored.actor(row), scored.day(row), values);
        List<Reason> reasons = new ArrayList<>();
        for (int column = 0; column < folded.length; column++) {
            if (folded[column] > 0.0) {
                reasons.add(reason(values, column, folded[column], positive, past, score < cutoff));
            }
        }
        reasons.sort(Comparator.comparingDouble(Reason::attribution).reversed());
        return new Explanation(score, score < cutoff, attribution, reasons);
    }

    /**
     * Returns the score of a row if one of its base features had another value: deviations recomputed from the actor's past, then
     * scored.
     *
     * @param row position in the scored table, from 0
     * @param feature position among the base features
     * @param value the other value, finite
     * @return raw score minus offset; lower is stranger
     */
    public double scoreWith(int row, int feature, double value) {
        double[] values = values(row);
        pasts.of(scored.actor(row), scored.day(row), values).change(values, feature, value);
        return forest.scoreSample(values) - forest.offset();
    }

    /**
     * Returns where a value of a row stands among all scored rows; see {@link PercentileRanks#rank}.
     *
     * @param row position in the scored table, from 0
     * @param column position among its columns
     * @return from 0 to 100, or NaN
     */
    public double percentileRank(int row, int column) {
        return ranks.rank(column, scored.value(row, column));
    }

    private double[] values(int row) {
        double[] values = new double[scored.featureCount()];
        for (int column = 0; column < values.length; column++) {
            values[column] = scored.value(row, column);
        }
        return values;
    }

    private Reason reason(
            double[] values, int column, double attribution, double positive, ActorPast past, boolean flagged) {
        String name = scored.schema().features().get(column);
        boolean isBase = column < pasts.base().featureCount();
        FeaturePast known = isBase
                ? new FeaturePast(past.rowCount(), past.mean(column), past.max(column), past.lastSeen(column))
                : new FeaturePast(past.rowCount(), Double.NaN, Double.NaN, Optional.empty());
        OptionalDouble counterfactual =
                isBase && flagged ? counterfactuals.find(values, past, column) : OptionalDouble.empty();
        return new Reason(
                name,
                values[column],
                attribution,
                attribution / positive,
                known,
                ranks.rank(column, values[column]),
                isBase && values[column] != 0.0 && known.lastSeen().isEmpty(),
                counterfactual,
                techniques.of(name));
    }

    /** Returns the attributions with those of derived columns added to their base features, which have the same positions. */
    private double[] folded(Attribution attribution, double[] values) {
        double[] folded = new double[values.length];
        for (int column = 0; column < values.length; column++) {
            int feature = pasts.baseFeature(column);
            if (column == pasts.compositeColumn()) {
                feature = featureOfLargestDeviation(values);
            }
            folded[feature >= 0 ? feature : column] += attribution.value(column);
        }
        return folded;
    }

    private int featureOfLargestDeviation(double[] values) {
        int largest = ActorPasts.NO_FEATURE;
        double deviation = 0.0;
        for (int feature = 0; feature < pasts.base().featureCount(); feature++) {
            int column = pasts.zColumn(feature);
            if (column >= 0 && values[column] > deviation) {
                deviation = values[column];
                largest = feature;
            }
        }
        return largest;
    }
}
