package dev.ueba.explain;

import static dev.ueba.explain.ReasonNumbers.exact;
import static dev.ueba.explain.ReasonNumbers.percent;
import static dev.ueba.explain.ReasonNumbers.percentile;
import static dev.ueba.explain.ReasonNumbers.rounded;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says reasons in words. The same words for the same reason everywhere. */
final class ReasonText {

    /** Of what was done less often than once a day, the last day is told. */
    private static final double RARE = 1.0;

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
}
