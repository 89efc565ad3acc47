package dev.ueba.baseline;

import dev.ueba.feature.FeatureTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rolling deviations as one would write them down, without any reuse: for every row the earlier rows of its actor are
 * looked up again, in file order.
 */
final class PlainDeviations {

    private final FeatureTable base;
    private final DeviationOptions options;

    PlainDeviations(FeatureTable base, DeviationOptions options) {
        this.base = base;
        this.options = options;
    }

    /** Returns all features of a row, enriched, in their order. */
    Map<String, Double> row(int row) {
        List<Integer> past = past(row);
        Map<String, Double> values = new LinkedHashMap<>();
        List<String> features = base.schema().features();
        for (int feature = 0; feature < features.size(); feature++) {
            values.put(features.get(feature), base.value(row, feature));
        }
        for (String column : base.schema().columns()) {
            if (column.equals("is_weekend")) {
                continue;
            }
            if (options.zScores()) {
                values.put("zscore_" + column, base.schema().hasFeature(column) ? z(row, column, past) : 0.0);
            }
            if (options.modifiedZScores()) {
                values.put(
                        "modzscore_" + column, base.schema().hasFeature(column) ? modifiedZ(row, column, past) : 0.0);
            }
        }
        if (options.zScores() && options.compositeMax()) {
            values.put("zscore_composite_max", composite(values, past));
        }
        return values;
    }

    private List<Integer> past(int row) {
        List<Integer> past = new ArrayList<>();
        for (int other = 0; other < base.rowCount() && base.actorIndex(row) >= 0; other++) {
            if (base.actorIndex(other) == base.actorIndex(row) && base.epochDay(other) < base.epochDay(row)) {
                past.add(other);
            }
        }
        return past;
    }

    /** Returns the numbers of a column among rows, in their order, missing ones left out. */
    double[] numbers(String column, List<Integer> rows) {
        int feature = base.schema().featureIndex(column);
        return rows.stream()
                .mapToDouble(row -> base.value(row, feature))
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    private double z(int row, String column, List<Integer> past) {
        double[] numbers = numbers(column, past);
        double deviation = deviation(numbers);
        if (past.isEmpty() || !(deviation > 0.0)) {
            return 0.0;
        }
        double z = (base.value(row, base.schema().featureIndex(column)) - mean(numbers)) / deviation;
        return z < 0.0 && !options.keepNegativeZScores() ? 0.0 : z;
    }

    private double modifiedZ(int row, String column, List<Integer> past) {
        double[] numbers = numbers(column, past);
        if (numbers.length == 0) {
            return 0.0;
        }
        double median = median(numbers);
        double spread = median(
                Arrays.stream(numbers).map(number -> Math.abs(number - median)).toArray());
        double value = base.value(row, base.schema().featureIndex(column));
        return spread > 0.0 ? 0.6745 * (value - median) / spread : 0.0;
    }

    private static double composite(Map<String, Double> values, List<Integer> past) {
        if (past.isEmpty()) {
            return 0.0;
        }
        // The column itself takes part while it is still 0.
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("zscore_"))
                .mapToDouble(Map.Entry::getValue)
                .filter(value -> !Double.isNaN(value))
                .reduce(0.0, Math::max);
    }

    /** Kahan's sum over the count. */
    static double mean(double[] numbers) {
        double sum = 0.0;
        double compensation = 0.0;
        for (double number : numbers) {
            double y = number - compensation;
            double t = sum + y;
            compensation = t - sum - y;
            sum = t;
        }
        return sum / numbers.length;
    }

    /** Welford's recurrence; 0 for fewer than two numbers. */
    static double deviation(double[] numbers) {
        double mean = 0.0;
        double squares = 0.0;
        int count = 0;
        for (double number : numbers) {
            count++;
            double old = mean;
            mean += (number - old) / count;
            squares += (number - mean) * (number - old);
        }
        return count < 2 ? 0.0 : Math.sqrt(squares / (count - 1));
    }

    static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle] + sorted[middle - 1]) / 2;
    }
}
