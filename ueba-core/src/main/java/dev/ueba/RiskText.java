package dev.ueba;

import static dev.ueba.explain.ReasonNumbers.bits;
import static dev.ueba.explain.ReasonNumbers.exact;
import static dev.ueba.explain.ReasonNumbers.percentile;
import static dev.ueba.explain.ReasonNumbers.rounded;

import dev.ueba.explain.AttackTechnique;
import dev.ueba.explain.PatternMatch;
import dev.ueba.explain.Reason;
import dev.ueba.novelty.Surprise;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says the reasons of a risk in words. The same words for the same reason everywhere. */
final class RiskText {

    /** Less than this would be written as 0.0. */
    private static final double WORTH_TELLING = 0.05;

    /** So many of the forest's reasons are named in a few words. */
    private static final int FOREST_REASONS = 3;

    /** From so many bits on nobody counts any more. */
    private static final double COUNTED_BITS = 30.0;

    private RiskText() {}

    static String brief(RiskReason reason) {
        List<String> remarks = new ArrayList<>();
        reason.surprise().ifPresent(surprise -> {
            remarks.add("expected " + rounded(surprise.expected()));
            remarks.add(since(surprise, reason.knownDays()));
            remarks.add(bits(surprise.bits()) + " bits");
        });
        reason.sensitive().ifPresent(finding -> {
            remarks.add("sensitive, " + finding.action().severity() + " severity");
            if (reason.surprise().isEmpty()) {
                remarks.add(ownLast(finding.daysSince(), reason.knownDays()));
            }
        });
        reason.counterfactual().ifPresent(count -> remarks.add("no alert at " + exact(count)));
        StringBuilder text = new StringBuilder(reason.feature()).append('=').append(exact(reason.value()));
        text.append(" (").append(String.join("; ", remarks)).append(')');
        primary(reason).forEach(technique -> text.append(' ').append(technique.id()));
        return text.toString();
    }

    static String sentence(RiskReason reason) {
        StringBuilder text = new StringBuilder(reason.feature()).append(" is ").append(exact(reason.value()));
        if (!Double.isNaN(reason.percentileRank())) {
            text.append(" (").append(percentile(reason.percentileRank())).append(" percentile)");
        }
        reason.surprise().ifPresent(surprise -> {
            text.append(", expected ").append(rounded(surprise.expected()));
            text.append(": ").append(since(surprise, reason.knownDays()));
            text.append("; ").append(bits(surprise.bits())).append(" bits for the actor");
            if (surprise.peerBits() != surprise.organisationBits()) {
                text.append(", ").append(bits(surprise.peerBits())).append(" for the group");
            }
            text.append(", ").append(bits(surprise.organisationBits())).append(" for anybody");
            text.append("; evidence ").append(bits(reason.evidenceBits())).append(" bits");
        });
        reason.sensitive().ifPresent(finding -> {
            text.append("; a sensitive action of ").append(finding.action().severity());
            text.append(" severity, ").append(ownLast(finding.daysSince(), reason.knownDays()));
            text.append(": ").append(finding.action().why());
        });
        reason.counterfactual().ifPresent(count -> text.append("; no alert at ").append(exact(count)));
        List<AttackTechnique> primary = primary(reason);
        if (!primary.isEmpty()) {
            text.append("; ATT&CK v").append(primary.get(0).attackVersion()).append(": ");
            text.append(primary.stream()
                    .map(technique -> (technique.id() + " " + technique.name()).strip())
                    .collect(Collectors.joining(" or ")));
        }
        return text.append('.').toString();
    }

    /** Says when the actor did it last and, if that is long ago or never, when others did. */
    private static String since(Surprise surprise, int knownDays) {
        String own = ownLast(surprise.actorDaysSince(), knownDays);
        if (!surprise.isFirstForActor() || knownDays == 0) {
            return own;
        }
        if (surprise.isFirstForOrganisation()) {
            return own + ", nobody in " + days(knownDays);
        }
        String others = ", others " + ago(surprise.organisationDaysSince());
        return surprise.isFirstForPeers() ? own + ", nobody of the group" + others : own + others;
    }

    private static String ownLast(int daysSince, int knownDays) {
        if (knownDays == 0) {
            return "no earlier day";
        }
        return daysSince == Surprise.NEVER ? "first time for the actor" : "last " + ago(daysSince);
    }

    private static String ago(int days) {
        return days(days) + " ago";
    }

    private static String days(int days) {
        return days == 1 ? "1 day" : days + " days";
    }

    static String brief(RiskExplanation explanation) {
        List<String> clauses = new ArrayList<>();
        explanation.reasons().forEach(reason -> clauses.add(reason.brief()));
        boolean flagged = explanation.forest().isFlagged();
        if (explanation.forestEvidenceBits() >= WORTH_TELLING || flagged) {
            String named = explanation.forest().mainReasons().stream()
                    .limit(FOREST_REASONS)
                    .map(reason -> reason.feature() + "=" + exact(reason.value()))
                    .collect(Collectors.joining(", "));
            clauses.add("forest " + bits(explanation.forestEvidenceBits()) + " bits"
                    + (flagged ? ", below the cutoff" : "") + (named.isEmpty() ? "" : " (" + named + ")"));
        }
        double discount = explanation.usesNovelty() ? explanation.assessment().discountBits() : 0.0;
        if (discount >= WORTH_TELLING) {
            clauses.add("often unusual -" + bits(discount) + " bits");
        }
        if (ofEarlierDays(explanation) >= WORTH_TELLING) {
            clauses.add(overDays(explanation));
        }
        if (clauses.isEmpty()) {
            clauses.add("nothing unusual");
        }
        explanation.patterns().stream().map(PatternMatch::brief).forEach(clauses::add);
        List<String> versions = explanation.attackVersions();
        return String.join("; ", clauses)
                + (versions.isEmpty() ? "" : " [ATT&CK v" + String.join(", v", versions) + "]");
    }

    /** Returns what earlier days left of the actor's risk. */
    private static double ofEarlierDays(RiskExplanation explanation) {
        RiskAssessment assessment = explanation.assessment();
        return assessment.entityRisk() - EntityRisks.aboveUsual(assessment.risk());
    }

    private static String overDays(RiskExplanation explanation) {
        double earlier = ofEarlierDays(explanation);
        double sum = explanation.assessment().entityRisk();
        return "risk over days " + bits(sum) + " bits, " + (earlier < sum ? bits(earlier) + " of them" : "all")
                + " from earlier days";
    }

    static String summary(RiskExplanation explanation) {
        RiskAssessment assessment = explanation.assessment();
        StringBuilder text = new StringBuilder(assessment.alert() ? "Alert" : "No alert");
        text.append(": risk ").append(bits(assessment.risk())).append(" bits, ").append(rarity(assessment.risk()));
        text.append('.');
        boolean single = explanation.reasons().stream()
                .anyMatch(reason -> reason.counterfactual().isPresent());
        if (assessment.alert() && !single) {
            text.append(" It would be an alert without any one of its counts.");
        }
        return text.toString();
    }

    static String strangeness(RiskExplanation explanation) {
        String parts = explanation.parts().stream()
                .filter(part -> Math.abs(part.bits()) >= WORTH_TELLING)
                .map(part -> part.name() + " " + bits(part.bits()))
                .collect(Collectors.joining(", "));
        return "Strangeness " + bits(explanation.strangeness()) + " bits: "
                + (parts.isEmpty() ? "nothing unusual" : parts) + ".";
    }

    private static String rarity(double risk) {
        if (risk >= COUNTED_BITS) {
            return "fewer than 1 in a billion past actor-days was as strange";
        }
        if (risk < 1.0) {
            return "no stranger than most past actor-days";
        }
        // Two digits: the tail of what was seen a few times knows no more.
        BigDecimal one = new BigDecimal(StrictMath.pow(2.0, risk));
        return String.format(
                Locale.ROOT,
                "about 1 in %,d past actor-days was as strange",
                one.round(new MathContext(2, RoundingMode.HALF_EVEN)).toBigInteger());
    }

    static List<String> sentences(RiskExplanation explanation) {
        List<String> sentences = new ArrayList<>();
        sentences.add(explanation.summary());
        sentences.add(explanation.strangenessText());
        explanation.reasons().forEach(reason -> sentences.add(reason.text()));
        if (explanation.forestEvidenceBits() >= WORTH_TELLING
                || explanation.forest().isFlagged()) {
            sentences.add("The forest adds " + bits(explanation.forestEvidenceBits()) + " bits. "
                    + explanation.forest().summary());
        }
        if (explanation.forest().isFlagged()) {
            explanation.forest().mainReasons().stream().map(Reason::text).forEach(sentences::add);
        }
        if (ofEarlierDays(explanation) >= WORTH_TELLING) {
            sentences.add("The actor was risky before: " + overDays(explanation) + ".");
        }
        explanation.patterns().stream().map(PatternMatch::text).forEach(sentences::add);
        return List.copyOf(sentences);
    }

    private static List<AttackTechnique> primary(RiskReason reason) {
        return reason.techniques().stream()
                .filter(technique -> !technique.isAlternate())
                .toList();
    }
}
