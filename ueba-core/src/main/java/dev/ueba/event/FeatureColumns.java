package dev.ueba.event;

import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.NumberKind;
import java.io.IOException;
import java.util.List;

/** Named columns of numbers, one row per event. The arrays are never changed. */
final class FeatureColumns {

    private final List<String> names;
    private final List<NumberKind> kinds;
    private final double[][] columns;

    /** Takes {@code columns[feature][row]} over. */
    FeatureColumns(List<String> names, List<NumberKind> kinds, double[][] columns) {
        this.names = List.copyOf(names);
        this.kinds = List.copyOf(kinds);
        this.columns = columns;
    }

    List<String> names() {
        return names;
    }

    /** Returns the columns themselves. */
    double[][] columns() {
        return columns;
    }

    double value(String name, int row) {
        int feature = names.indexOf(name);
        if (feature < 0) {
            throw new IllegalArgumentException("there is no feature '" + name + "'; the features are " + names);
        }
        return columns[feature][row];
    }

    void writeRow(CsvOutput csv, int row) throws IOException {
        for (int feature = 0; feature < columns.length; feature++) {
            csv.number(columns[feature][row], kinds.get(feature));
        }
    }
}
