package dev.ueba;

import dev.ueba.explain.AttackTechnique;
import dev.ueba.explain.Explanation;
import dev.ueba.explain.PatternMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Why a row has its risk, and why it is an alert or would not be one. Immutable.
 *
 * @param assessment what is explained
 * @param reasons the unusual counts, the largest surprise first, then sensitive actions that are not unusual, the severest first
 * @param otherEvidenceBits evidence of the counts that are not among the reasons, {@code >= 0}
 * @param togetherEvidenceBits evidence of the three largest surprises together, {@code >= 0}
 * @param forestEvidenceBits evidence of the anomaly score, {@code >= 0}
 * @param usesNovelty whether the counts and the discount are part of the risk
 * @param forest why the anomaly score is as low as it is: the reasons of faithful mode
 * @param patterns combinations that the actor completed on that day: context, never evidence
 */
public record RiskExplanation(
        RiskAssessment assessment,
        List<RiskReason> reasons,
        double otherEvidenceBits,
        double togetherEvidenceBits,
        double forestEvidenceBits,
        boolean usesNovelty,
        Explanation forest,
        List<PatternMatch> patterns) {

    /** What {@link #parts} calls the counts that are not among the reasons. */
    public static final String OTHER_COUNTS = "other counts";

    /** What {@link #parts} calls the evidence of the three largest surprises together. */
    public static final String TOGETHER = "counts together";

    /** What {@link #parts} calls the evidence of the anomaly score. */
    public static final String FOREST = "forest";

    /** What {@link #parts} calls what is taken off because the actor often has unusual days. */
    public static final String DISCOUNT = "often unusual";

    public RiskExplanation {
        Objects.requireNonNull(assessment, "assessment");
        Objects.requireNonNull(forest, "forest");
        reasons = List.copyOf(reasons);
        patterns = List.copyOf(patterns);
    }

    /**
     * Returns what the strangeness of the row is the sum of, in bits: the evidence of each unusual count, that of the others, that of
     * the three largest together, that of the forest, and the discount, which is not above 0.
     *
     * @return in this order, zeros too; the strangeness is their sum, but not below 0
     */
    public List<RiskPart> parts() {
        List<RiskPart> parts = new ArrayList<>();
        for (RiskReason reason : reasons) {
            if (reason.surprise().isPresent()) {
                parts.add(new RiskPart(reason.feature(), reason.evidenceBits()));
            }
        }
        parts.add(new RiskPart(OTHER_COUNTS, otherEvidenceBits));
        parts.add(new RiskPart(TOGETHER, togetherEvidenceBits));
        parts.add(new RiskPart(FOREST, forestEvidenceBits));
        parts.add(new RiskPart(DISCOUNT, usesNovelty ? 0.0 - assessment.discountBits() : 0.0));
        return List.copyOf(parts);
    }

    /**
     * Returns the strangeness, which past days turn into the risk.
     *
     * @return bits, {@code >= 0}
     */
    public double strangeness() {
        return Math.max(0.0, parts().stream().mapToDouble(RiskPart::bits).sum());
    }

    /**
     * Returns the versions of ATT&amp;CK of the techniques in {@link #brief}.
     *
     * @return usually one; empty if there are no techniques
     */
    public List<String> attackVersions() {
        List<AttackTechnique> all = new ArrayList<>();
        reasons.forEach(reason -> all.addAll(reason.techniques()));
        patterns.forEach(match -> all.addAll(match.pattern().techniques()));
        return all.stream().map(AttackTechnique::attackVersion).distinct().toList();
    }

    /**
     * Returns the reasons in a few words each, separated by semicolons: unusual and sensitive counts, the forest if it adds
     * anything, the discount, the actor's risk over days, patterns, and the version of ATT&amp;CK at the end.
     *
     * @return one line
     */
    public String brief() {
        return RiskText.brief(this);
    }

    /**
     * Returns what the explanation comes to in a sentence or two.
     *
     * @return one line, with a full stop
     */
    public String summary() {
        return RiskText.summary(this);
    }

    /**
     * Returns the parts that are worth telling in a sentence.
     *
     * @return one line, with a full stop
     */
    public String strangenessText() {
        return RiskText.strangeness(this);
    }

    /**
     * Returns everything in sentences: the summary, the parts of the strangeness, each reason, the forest, the actor's risk over days, each pattern.
     *
     * @return one line each
     */
    public List<String> sentences() {
        return RiskText.sentences(this);
    }
}
