package dev.ueba.explain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A pattern that an actor completed on a day. Context, never evidence. Immutable.
 *
 * @param pattern which
 * @param steps counts that met it, by day, the earliest first
 * @param shown other counts of these days that are worth knowing
 * @param isOrderKnown false if both steps are on the same day, so that their order is unknown
 */
public record PatternMatch(
        AttackPattern pattern, List<PatternCell> steps, List<PatternCell> shown, boolean isOrderKnown) {

    public PatternMatch {
        Objects.requireNonNull(pattern, "pattern");
        steps = List.copyOf(steps);
        shown = List.copyOf(shown);
    }

    /**
     * Returns the match in a few words, as in {@code pattern: token_then_clones (2026-03-20 token=1; 2026-03-22 git_clone=112)
     * T1098.001 -> T1213.003}.
     *
     * @return one line, without the version of ATT&amp;CK
     */
    public String brief() {
        StringBuilder text = new StringBuilder("pattern: ").append(pattern.name());
        text.append(" (").append(counts(steps, false));
        text.append(isOrderKnown ? ")" : "; same day, order unknown)");
        if (!pattern.techniques().isEmpty()) {
            text.append(' ').append(chain());
        }
        return text.toString();
    }

    /**
     * Returns the match as a sentence for people. Without the name of the actor.
     *
     * @return one line, with a full stop
     */
    public String text() {
        StringBuilder text = new StringBuilder("Pattern ").append(pattern.name());
        text.append(" (context, no evidence): ").append(counts(steps, true));
        if (!shown.isEmpty()) {
            text.append("; beside it ").append(counts(shown, true));
        }
        if (!isOrderKnown) {
            text.append("; all on the same day, so that the order is unknown");
        }
        text.append("; ").append(pattern.why());
        if (!pattern.techniques().isEmpty()) {
            text.append("; ATT&CK v")
                    .append(pattern.techniques().get(0).attackVersion())
                    .append(": ");
            text.append(pattern.techniques().stream()
                    .map(technique -> (technique.id() + " " + technique.name()).strip())
                    .collect(Collectors.joining(", then ")));
        }
        return text.append('.').toString();
    }

    /**
     * Returns the ids of the techniques in their order.
     *
     * @return as in {@code T1552 -> T1078.004}; empty if there are none
     */
    public String chain() {
        return pattern.techniques().stream().map(AttackTechnique::id).collect(Collectors.joining(" -> "));
    }

    private static String counts(List<PatternCell> cells, boolean withUsual) {
        List<String> days = new ArrayList<>();
        for (LocalDate day : cells.stream().map(PatternCell::day).distinct().toList()) {
            days.add(day + " "
                    + cells.stream()
                            .filter(cell -> cell.day().equals(day))
                            .map(cell -> count(cell, withUsual))
                            .collect(Collectors.joining(", ")));
        }
        return String.join("; ", days);
    }

    private static String count(PatternCell cell, boolean withUsual) {
        String count = cell.feature() + "=" + ReasonNumbers.exact(cell.value());
        return withUsual && !Double.isNaN(cell.usual())
                ? count + " (usual " + ReasonNumbers.rounded(cell.usual()) + ")"
                : count;
    }
}
