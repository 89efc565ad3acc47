package dev.ueba.explain;

import java.util.List;

/**
 * One step of an {@link AttackPattern}. Immutable.
 *
 * @param least how many of the alternatives are needed, {@code >= 1}; more than one may be met on different days
 * @param alternatives each a list of conditions that have to be met on one day together
 */
public record PatternStep(int least, List<List<FeatureCondition>> alternatives) {

    public PatternStep {
        alternatives = alternatives.stream().map(List::copyOf).toList();
        if (alternatives.isEmpty() || alternatives.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a step needs alternatives, and each of them a condition");
        }
        if (least < 1 || least > alternatives.size()) {
            throw new IllegalArgumentException(
                    "a step of " + alternatives.size() + " alternatives cannot need " + least + " of them");
        }
    }
}
