package dev.ueba.evaluation;

import dev.ueba.feature.FeatureTable;
import java.util.List;
import java.util.Objects;

/**
 * Base features with attacks in them.
 *
 * <p>Immutable.
 *
 * @param table the rows of the original in its order, some with larger counts
 * @param attacks one for each attacked row, by day and actor; the amounts are those that were added
 * @param scenariosLeftOut scenarios that were asked for but cannot be told by the table, as it lacks their decisive column
 * @param featuresLeftOut columns that the other scenarios raise, but the table lacks
 */
public record InjectedTable(
        FeatureTable table, List<InjectedAttack> attacks, List<String> scenariosLeftOut, List<String> featuresLeftOut) {

    public InjectedTable {
        Objects.requireNonNull(table, "table");
        attacks = List.copyOf(attacks);
        scenariosLeftOut = List.copyOf(scenariosLeftOut);
        featuresLeftOut = List.copyOf(featuresLeftOut);
    }

    /**
     * Returns the labels of the attacks.
     *
     * @return in the order of {@link #attacks}
     */
    public List<AttackLabel> labels() {
        return attacks.stream().map(InjectedAttack::label).toList();
    }
}
