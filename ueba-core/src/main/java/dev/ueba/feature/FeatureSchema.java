package dev.ueba.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a feature table in the order of its file: {@code actor}, {@code day} and the features between or after
 * them. Names and order are part of a model: the same numbers in another order train another forest.
 *
 * <p>Immutable. Two schemas are equal if their columns are equal in order.
 */
public final class FeatureSchema {

    /** Name of the column that says who. */
    public static final String ACTOR = "actor";

    /** Name of the column that says when. */
    public static final String DAY = "day";

    private final List<String> columns;
    private final List<String> features;
    private final Map<String, Integer> featureIndex = new HashMap<>();

    private FeatureSchema(List<String> columns) {
        this.columns = List.copyOf(columns);
        List<String> names = new ArrayList<>(columns);
        if (!names.remove(ACTOR) || !names.remove(DAY)) {
            throw new IllegalArgumentException(
                    "the columns 'actor' and 'day' are required, but the columns are " + columns);
        }
        this.features = List.copyOf(names);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "column " + (columns.indexOf(name) + 1) + " has no name; every column needs one");
            }
            if (name.equals(ACTOR) || name.equals(DAY) || featureIndex.put(name, i) != null) {
                throw new IllegalArgumentException("column '" + name + "' occurs twice; names must be unique");
            }
        }
    }

    /**
     * Returns the schema of all columns of a file.
     *
     * @param columns unique, not blank, with {@code actor} and {@code day} among them
     * @return a schema with exactly these columns in this order
     * @throws IllegalArgumentException if a name is missing, blank or repeated
     */
    public static FeatureSchema of(List<String> columns) {
        return new FeatureSchema(columns);
    }

    /**
     * Returns a schema that begins with {@code actor} and {@code day}.
     *
     * @param features unique and not blank, without {@code actor} and {@code day}
     * @return {@code actor}, {@code day}, then the features
     * @throws IllegalArgumentException if a name is blank or repeated
     */
    public static FeatureSchema ofFeatures(List<String> features) {
        List<String> columns = new ArrayList<>(List.of(ACTOR, DAY));
        columns.addAll(features);
        return new FeatureSchema(columns);
    }

    /**
     * Returns all columns, {@code actor} and {@code day} included, in file order.
     *
     * @return unmodifiable
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * Returns the features, in file order.
     *
     * @return unmodifiable; {@code columns()} without {@code actor} and {@code day}
     */
    public List<String> features() {
        return features;
    }

    /**
     * Returns the number of features.
     *
     * @return {@code >= 0}
     */
    public int featureCount() {
        return features.size();
    }

    /**
     * Tells whether there is a feature of this name.
     *
     * @param feature any name
     * @return false for {@code actor} and {@code day}
     */
    public boolean hasFeature(String feature) {
        return featureIndex.containsKey(feature);
    }

    /**
     * Returns the position of a feature among the features.
     *
     * @param feature a name of {@link #features()}
     * @return from 0
     * @throws IllegalArgumentException if there is no such feature
     */
    public int featureIndex(String feature) {
        Integer index = featureIndex.get(feature);
        if (index == null) {
            throw new IllegalArgumentException("there is no feature '" + feature + "'; the features are " + features);
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureSchema schema && columns.equals(schema.columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    @Override
    public String toString() {
        return columns.toString();
    }
}
