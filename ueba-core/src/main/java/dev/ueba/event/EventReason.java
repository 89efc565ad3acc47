package dev.ueba.event;

import dev.ueba.explain.AttackTechnique;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

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

    /**
     * Returns the ids of the techniques of several reasons in one text, such as {@code T1110.003 T1589}.
     *
     * @param reasons any
     * @return the primary ones first, each once, with a blank between; empty if there are none
     */
    public static String techniqueIds(List<EventReason> reasons) {
        Set<String> ids = new LinkedHashSet<>();
        for (boolean alternate : new boolean[] {false, true}) {
            for (EventReason reason : reasons) {
                for (AttackTechnique technique : reason.techniques()) {
                    if (technique.isAlternate() == alternate) {
                        ids.add(technique.id());
                    }
                }
            }
        }
        return String.join(" ", ids);
    }
}
