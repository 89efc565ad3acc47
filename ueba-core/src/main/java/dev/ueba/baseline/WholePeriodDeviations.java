package dev.ueba.baseline;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.NumberKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The deviations of the SecDev 2025 notebooks: distance of a value from its actor's mean over the whole table, in standard
 * deviations, as an absolute number.
 *
 * <p>Mean and spread are those of {@link Moments}, in file order.
 */
final class WholePeriodDeviations {

    /** Spreads up to this size count as none. */
    private static final double NO_SPREAD = 1e-9;

    private WholePeriodDeviations() {}

    /** Returns the features that exceed 1 somewhere; the others get no deviation. None if z-scores are switched off. */
    static List<String> columnsAboveOne(FeatureTable base, DeviationOptions options) {
        if (options.algorithm() != DeviationAlgorithm.SECDEV_2025) {
            throw new IllegalArgumentException(
                    options.algorithm() + " deviations look back only; use enrich with a range of days");
        }
        List<String> names = new ArrayList<>();
        for (int feature = 0; options.zScores() && feature < base.featureCount(); feature++) {
            for (int row = 0; row < base.rowCount(); row++) {
                if (base.value(row, feature) > 1.0) {
                    names.add(base.schema().features().get(feature));
                    break;
                }
            }
        }
        return names;
    }

    /** Returns the base features whose deviations a fitted schema has. */
    static List<String> columnsOf(FeatureTable base, FeatureSchema fitted) {
        return base.schema().features().stream()
                .filter(name -> !base.schema().hasFeature(DeviationColumns.Z_PREFIX + name)
                        && fitted.hasFeature(DeviationColumns.Z_PREFIX + name))
                .toList();
    }

    static FeatureTable enrich(FeatureTable base, List<String> deviating) {
        List<String> sources =
                deviating.stream().sorted(Comparator.naturalOrder()).toList();
        List<String> names = new ArrayList<>(base.schema().columns());
        sources.forEach(name -> names.add(DeviationColumns.Z_PREFIX + name));
        FeatureSchema enriched = FeatureSchema.of(names);

        int baseCount = base.featureCount();
        double[][] values = new double[enriched.featureCount()][];
        NumberKind[] kinds = new NumberKind[enriched.featureCount()];
        for (int feature = 0; feature < baseCount; feature++) {
            values[feature] = base.column(feature);
            kinds[feature] = base.kind(feature);
        }
        boolean[] everybody = new boolean[base.actorCount()];
        Arrays.fill(everybody, true);
        RowsByActor byActor = new RowsByActor(base, Integer.MAX_VALUE, everybody);
        for (int i = 0; i < sources.size(); i++) {
            values[baseCount + i] = new double[base.rowCount()];
            kinds[baseCount + i] = NumberKind.REAL;
        }
        int[] sourceFeatures =
                sources.stream().mapToInt(base.schema()::featureIndex).toArray();
        IntStream.range(0, base.actorCount()).parallel().forEach(actor -> {
            int[] rows = byActor.rows(actor);
            for (int i = 0; i < sourceFeatures.length; i++) {
                deviations(base, rows, sourceFeatures[i], values[baseCount + i]);
            }
        });
        String[] actors =
                IntStream.range(0, base.actorCount()).mapToObj(base::actorName).toArray(String[]::new);
        int[] actorIndex =
                IntStream.range(0, base.rowCount()).map(base::actorIndex).toArray();
        int[] epochDays =
                IntStream.range(0, base.rowCount()).map(base::epochDay).toArray();
        return FeatureTable.ofColumns(enriched, actors, actorIndex, epochDays, values, kinds);
    }

    private static void deviations(FeatureTable base, int[] rows, int feature, double[] target) {
        double[] moments = new double[Moments.STRIDE];
        int count = 0;
        for (int row : rows) {
            double value = base.value(row, feature);
            if (!Double.isNaN(value)) {
                Moments.add(moments, 0, ++count, value);
            }
        }
        double mean = Moments.mean(moments, 0, count);
        double deviation = Moments.standardDeviation(moments, 0, count);
        for (int row : rows) {
            target[row] = deviation(base.value(row, feature), mean, deviation);
        }
    }

    private static double deviation(double value, double mean, double spread) {
        return spread > NO_SPREAD ? Math.abs(value - mean) / spread : 0.0;
    }

    /** Returns what the deviation of one of an actor's rows would be if its value were another. */
    static double deviationOfChanged(FeatureTable base, int[] rows, int feature, int changedRow, double value) {
        double[] moments = new double[Moments.STRIDE];
        int count = 0;
        for (int row : rows) {
            double member = row == changedRow ? value : base.value(row, feature);
            if (!Double.isNaN(member)) {
                Moments.add(moments, 0, ++count, member);
            }
        }
        return deviation(value, Moments.mean(moments, 0, count), Moments.standardDeviation(moments, 0, count));
    }
}
