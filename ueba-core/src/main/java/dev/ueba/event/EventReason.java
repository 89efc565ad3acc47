package dev.ueba.event;

import dev.ueba.explain.AttackTechnique;
import java.util.List;
import java.util.Objects;

/**
 * Why something was looked at: a sentence for people, and the techniques it may be. Immutable.
 *
 * @param signal short stable name, such as {@code brute_force}
 * @param text a few words with the numbers seen
 * @param techniques the primary ones first; possibly none
 */
public record EventReason(String signal, String text, List<AttackTechnique> techniques) {

    public EventReason {
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(text, "text");
        techniques = List.copyOf(techniques);
    }
}
