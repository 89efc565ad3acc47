package dev.ueba.explain;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Why a row is as strange as it is. Immutable.
 *
 * @param score raw score minus offset; lower is stranger
 * @param isFlagged whether the score is below the cutoff
 * @param attribution what each column adds, deviations as columns of their own
 * @param reasons the features that make the row stranger, the largest attribution first; equal ones in the order of the table.
 *     Empty if nothing does
 */
public record Explanation(double score, boolean isFlagged, Attribution attribution, List<Reason> reasons) {

    /** How many reasons are told at most. */
    private static final int TOLD = 5;

    /** Reasons with a smaller share are not told. */
    private static final double SMALLEST_TOLD = 0.05;

    public Explanation {
        Objects.requireNonNull(attribution, "attribution");
        reasons = List.copyOf(reasons);
    }

    /**
     * Returns the reasons that matter: at most 5, with a share of at least 5 % each.
     *
     * @return the largest first; at least the first reason if there is any
     */
    public List<Reason> mainReasons() {
        int count = 0;
        while (count < Math.min(TOLD, reasons.size())
                && (count == 0 || reasons.get(count).share() >= SMALLEST_TOLD)) {
            count++;
        }
        return reasons.subList(0, count);
    }

    /**
     * Returns the main reasons in a few words each, separated by semicolons, with the version of ATT&amp;CK at the end.
     *
     * @return one line; empty without reasons
     */
    public String brief() {
        List<Reason> main = mainReasons();
        String version = main.stream()
                .flatMap(reason -> reason.techniques().stream())
                .map(technique -> " [ATT&CK v" + technique.attackVersion() + "]")
                .findFirst()
                .orElse("");
        return main.stream().map(Reason::brief).collect(Collectors.joining("; ")) + version;
    }

    /**
     * Returns what the explanation comes to in one sentence.
     *
     * @return one line, with a full stop
     */
    public String summary() {
        return ReasonText.summary(this);
    }
}
