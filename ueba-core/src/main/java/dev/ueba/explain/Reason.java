package dev.ueba.explain;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What one feature has to do with the strangeness of a row. Immutable.
 *
 * @param feature name of the base feature; its deviations count as it. {@code zscore_composite_max} counts as the feature with the
 *     row's largest deviation, and stands for itself only in rows without any
 * @param value of the row
 * @param attribution by how many edges the feature and its deviations shorten the average path of the row, see
 *     {@link Attribution}; positive makes stranger
 * @param share of the sum of all positive attributions of the row, 0 to 1; 0 if this one is not positive. A share of the path
 *     that is missing, not of the score
 * @param past what the actor did before
 * @param percentileRank of the value among the scored rows, 0 to 100
 * @param isFirstSeen whether the value is not 0 and no earlier day of the actor had any
 * @param counterfactual the nearest value of this feature alone, deviations recomputed from the actor's past, with which the row
 *     would not be flagged; empty if the row is not flagged or no value does it
 * @param techniques of ATT&amp;CK that this would be a step of, the primary ones first; possibly none
 */
public record Reason(
        String feature,
        double value,
        double attribution,
        double share,
        FeaturePast past,
        double percentileRank,
        boolean isFirstSeen,
        OptionalDouble counterfactual,
        List<AttackTechnique> techniques) {

    public Reason {
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(past, "past");
        Objects.requireNonNull(counterfactual, "counterfactual");
        techniques = List.copyOf(techniques);
    }

    /**
     * Returns the mean of the actor's earlier values, which is what the value is compared with.
     *
     * @return NaN if there is none
     */
    public double expected() {
        return past.mean();
    }

    /**
     * Returns the reason as a sentence for people. Without the name of the actor.
     *
     * @return one line, with a full stop
     */
    public String text() {
        return ReasonText.sentence(this);
    }

    /**
     * Returns the reason in a few words, as in {@code git_clone=120 (usual 3.2, max 9; 99.9th percentile) T1213.003}.
     *
     * @return one line
     */
    public String brief() {
        return ReasonText.brief(this);
    }
}
