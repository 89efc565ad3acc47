package dev.ueba.explain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A combination of what one actor does within a few days, which stands for techniques that no single feature stands for. It is
 * context, never evidence: it changes no score and makes no alert. Immutable.
 *
 * <p>A pattern is complete on the day of its last step. Daily counts do not tell the order within a day, so both steps may be on
 * the same day, and a match says so.
 *
 * @param name short name, such as {@code token_then_clones}
 * @param windowDays how many days it may take, the last one included, 1 to {@value #MOST_DAYS}
 * @param first what comes first; if there is no second step, what has to be met within the window, at least in part on its last day
 * @param then what comes after it or on the same day; it needs one alternative
 * @param shown features whose counts are told as well
 * @param techniques the chain in its order; empty if the pattern only says: look here first
 * @param why what it means, and what daily counts cannot tell of it
 */
public record AttackPattern(
        String name,
        int windowDays,
        PatternStep first,
        Optional<PatternStep> then,
        List<String> shown,
        List<AttackTechnique> techniques,
        String why) {

    /** The longest window. */
    public static final int MOST_DAYS = 366;

    public AttackPattern {
        Objects.requireNonNull(first, "first");
        shown = List.copyOf(shown);
        techniques = List.copyOf(techniques);
        if (name.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("a pattern needs a name and a reason");
        }
        if (windowDays < 1 || windowDays > MOST_DAYS) {
            throw new IllegalArgumentException("windowDays must be 1 to " + MOST_DAYS + ", but was " + windowDays);
        }
        if (then.isPresent() && (first.least() > 1 || then.get().least() > 1)) {
            throw new IllegalArgumentException("a step that needs several alternatives must be the only one");
        }
    }
}
