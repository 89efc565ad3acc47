package dev.ueba.report;

import dev.ueba.feature.FeatureSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A feature as a reader sees it: the column of its values, and the column that says how far they are from the actor's own past.
 *
 * @param name of the column of values
 * @param value its position among the features
 * @param deviation position of the column of deviations, or {@link #NONE}
 */
record FeatureColumn(String name, int value, int deviation) {

    static final int NONE = -1;

    private static final List<String> PREFIXES = List.of("zscore_", "modzscore_");

    boolean hasDeviation() {
        return deviation != NONE;
    }

    /** Pairs columns with their deviations; a deviation without its column stands for itself. */
    static List<FeatureColumn> of(FeatureSchema schema) {
        Set<String> paired = new HashSet<>();
        List<FeatureColumn> columns = new ArrayList<>();
        // Deviations of actor and day are always 0.
        for (String prefix : PREFIXES) {
            paired.add(prefix + FeatureSchema.ACTOR);
            paired.add(prefix + FeatureSchema.DAY);
            schema.features().forEach(name -> paired.add(prefix + name));
        }
        for (String name : schema.features()) {
            if (!paired.contains(name)) {
                columns.add(new FeatureColumn(name, schema.featureIndex(name), deviationOf(name, schema)));
            }
        }
        return List.copyOf(columns);
    }

    static boolean isDeviation(String name) {
        return PREFIXES.stream().anyMatch(name::startsWith);
    }

    private static int deviationOf(String name, FeatureSchema schema) {
        return PREFIXES.stream()
                .filter(prefix -> schema.hasFeature(prefix + name))
                .map(prefix -> schema.featureIndex(prefix + name))
                .findFirst()
                .orElse(NONE);
    }
}
