package dev.ueba;

import dev.ueba.explain.AttackTechnique;
import dev.ueba.novelty.Surprise;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one count has to do with the risk of a row: that it is unusual, that it is sensitive, or both. Immutable.
 *
 * @param feature name of the base feature
 * @param value of the row
 * @param surprise how unusual the count is and since when; empty if it is not unusual
 * @param sensitive what the table of sensitive actions says of it; empty if it says nothing
 * @param evidenceBits what the surprise adds to the strangeness of the row, {@code >= 0}; 0 if novelty is no part of the risk
 * @param percentileRank of the value among the scored rows, 0 to 100
 * @param knownDays days from the first one of the data to that of the row: how long "never" is, {@code >= 0}
 * @param counterfactual the largest smaller count of this feature alone with which the row would not be an alert; empty if the row is
 *     none or would be one even without it. See {@link RiskExplainer} for what is computed again
 * @param techniques of ATT&amp;CK that this would be a step of, the primary ones first; possibly none
 */
public record RiskReason(
        String feature,
        double value,
        Optional<Surprise> surprise,
        Optional<SensitiveFinding> sensitive,
        double evidenceBits,
        double percentileRank,
        int knownDays,
        OptionalDouble counterfactual,
        List<AttackTechnique> techniques) {

    public RiskReason {
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(surprise, "surprise");
        Objects.requireNonNull(sensitive, "sensitive");
        Objects.requireNonNull(counterfactual, "counterfactual");
        techniques = List.copyOf(techniques);
    }

    /**
     * Returns the reason as a sentence for people. Without the name of the actor.
     *
     * @return one line, with a full stop
     */
    public String text() {
        return RiskText.sentence(this);
    }

    /**
     * Returns the reason in a few words, as in {@code org_recovery_codes_downloaded=1 (expected 0.0002; first time for the actor,
     * nobody in 78 days; 12.3 bits; high severity; no alert at 0) T1552}.
     *
     * @return one line
     */
    public String brief() {
        return RiskText.brief(this);
    }
}
