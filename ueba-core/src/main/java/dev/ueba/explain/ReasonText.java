package dev.ueba.explain;

import dev.ueba.feature.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says reasons in words. The same words for the same reason everywhere. */
final class ReasonText {

    private static final double EXACT_WHOLE = 0x1p53;

    /** Of what was done less often than once a day, the last day is told. */
    private static final double RARE = 1.0;

    private static final double HIGHEST_PERCENTILE = 99.9;

    private ReasonText() {}

    static String sentence(Reason reason) {
        StringBuilder text = new StringBuilder(reason.feature()).append(" is ").append(exact(reason.value()));
        FeaturePast past = reason.past();
        if (past.rowCount() == 0) {
            text.append(" without any earlier day to compare with");
        } else if (past.lastSeen().isPresent()) {
            text.append(", usually ").append(rounded(past.mean()));
            text.append(" and at most ").append(exact(past.max()));
            text.append(" on ").append(earlierDays(past));
            if (past.mean() < RARE) {
                text.append(", last on ").append(past.lastSeen().get());
            }
        } else if (!Double.isNaN(past.mean())) {
            text.append(reason.isFirstSeen() ? ", never seen in " : ", as on all of ")
                    .append(earlierDays(past));
        }
        if (!Double.isNaN(reason.percentileRank())) {
            text.append(" (").append(percentile(reason.percentileRank())).append(" percentile)");
        }
        text.append("; ").append(percent(reason.share())).append(" of what shortens the path");
        reason.counterfactual()
                .ifPresent(value -> text.append("; not flagged at ").append(exact(value)));
        List<AttackTechnique> primary = primary(reason);
        if (!primary.isEmpty()) {
            text.append("; ATT&CK v").append(primary.get(0).attackVersion()).append(": ");
            text.append(primary.stream()
                    .map(technique -> technique.id() + " " + technique.name())
                    .collect(Collectors.joining(" or ")));
        }
        return text.append('.').toString();
    }

    private static String earlierDays(FeaturePast past) {
        return past.rowCount() == 1 ? "1 earlier day" : past.rowCount() + " earlier days";
    }

    static String brief(Reason reason) {
        List<String> remarks = new ArrayList<>();
        FeaturePast past = reason.past();
        if (past.rowCount() == 0) {
            remarks.add("no earlier day");
        } else if (past.lastSeen().isPresent()) {
            remarks.add("usual " + rounded(past.mean()) + ", max " + exact(past.max()));
        } else if (!Double.isNaN(past.mean())) {
            remarks.add((reason.isFirstSeen() ? "never in " : "as in ") + earlierDays(past));
        }
        if (!Double.isNaN(reason.percentileRank())) {
            remarks.add(percentile(reason.percentileRank()) + " percentile");
        }
        reason.counterfactual().ifPresent(value -> remarks.add("not flagged at " + exact(value)));
        StringBuilder text = new StringBuilder(reason.feature()).append('=').append(exact(reason.value()));
        if (!remarks.isEmpty()) {
            text.append(" (").append(String.join("; ", remarks)).append(')');
        }
        primary(reason).forEach(technique -> text.append(' ').append(technique.id()));
        return text.toString();
    }

    static String summary(Explanation explanation) {
        List<Reason> main = explanation.mainReasons();
        if (main.isEmpty()) {
            return "Nothing shortens the path of this row.";
        }
        double share = main.stream().mapToDouble(Reason::share).sum();
        Attribution attribution = explanation.attribution();
        return (explanation.isFlagged() ? "Flagged" : "Not flagged") + ": the average path is "
                + rounded(attribution.pathLength()) + " edges instead of "
                + rounded(attribution.expectedPathLength()) + ", mostly because of "
                + main.stream().map(Reason::feature).collect(Collectors.joining(", ")) + " ("
                + percent(share) + " of what shortens it).";
    }

    private static List<AttackTechnique> primary(Reason reason) {
        return reason.techniques().stream()
                .filter(technique -> !technique.isAlternate())
                .toList();
    }

    /** Returns whole numbers without a point, others with all their digits. */
    static String exact(double value) {
        return value == Math.rint(value) && Math.abs(value) < EXACT_WHOLE
                ? Long.toString((long) value)
                : NumberText.repr(value);
    }

    /** Returns two or three digits that matter. */
    static String rounded(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        BigDecimal number = new BigDecimal(value);
        BigDecimal digits = Math.abs(value) >= 100.0
                ? number.setScale(0, RoundingMode.HALF_EVEN)
                : number.round(new MathContext(Math.abs(value) >= 10.0 ? 3 : 2, RoundingMode.HALF_EVEN));
        if (digits.signum() == 0) {
            return "0";
        }
        digits = digits.stripTrailingZeros();
        return Math.abs(value) < 1e-4 ? digits.toString() : digits.toPlainString();
    }

    /** Nothing is at the hundredth percentile, however many rows there are. */
    private static String percentile(double rank) {
        String text = new BigDecimal(Math.min(rank, HIGHEST_PERCENTILE))
                .setScale(1, RoundingMode.HALF_EVEN)
                .toPlainString();
        return text
                + switch (text.charAt(text.length() - 1)) {
                    case '1' -> "st";
                    case '2' -> "nd";
                    case '3' -> "rd";
                    default -> "th";
                };
    }

    private static String percent(double share) {
        return new BigDecimal(100.0 * share).setScale(0, RoundingMode.HALF_EVEN).toPlainString() + " %";
    }
}
