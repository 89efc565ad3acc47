package dev.ueba.evaluation;

import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.baseline.ActorPast;
import dev.ueba.baseline.ActorPasts;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Adds amounts to single features of scored rows and looks what becomes of the scores. Not thread-safe. */
final class InjectionTrial {

    static final List<Integer> AMOUNTS = List.of(1, 10, 100);

    private static final int TYPICAL_ROWS = 20;

    /** A feature is seen if it brings a typical row among this share of the rows. */
    private static final double STRANGEST_SHARE = 0.1;

    /** What the search for a low score adds to a value. */
    private static final int[] STEPS = {1, 10, 100, 1_000};

    private final DetectorModel model;
    private final ActorPasts pasts;
    private final AnomalyResults results;
    /** Ascending: the rank of a score is the number of smaller ones and 1. */
    private final double[] scores;

    private final int[] typical;
    private final double[][] typicalValues;
    private final ActorPast[] typicalPasts;
    private double lowest;

    InjectionTrial(DetectorModel model, ActorPasts pasts) {
        this.model = model;
        this.pasts = pasts;
        DayRange days = pasts.base()
                .dayRange()
                .orElseThrow(() -> new IllegalArgumentException("the base table has no rows; an audit needs some"));
        if (days.dayCount() < 2) {
            throw new IllegalArgumentException("the base table has one day, " + days.from()
                    + "; an audit needs at least one more, whose actors can be compared with their past");
        }
        this.results = model.predict(pasts.base(), new DayRange(days.from().plusDays(1), days.to()));
        this.scores = results.all().stream()
                .mapToDouble(anomaly -> anomaly.anomalyScore())
                .toArray();
        this.typical = nearestToMedian();
        this.typicalValues = Arrays.stream(typical).mapToObj(this::row).toArray(double[][]::new);
        this.typicalPasts = IntStream.range(0, typical.length)
                .mapToObj(i -> past(typical[i], typicalValues[i]))
                .toArray(ActorPast[]::new);
        this.lowest = scores[0];
        searchLowest();
    }

    private int[] nearestToMedian() {
        double median = scores[scores.length / 2];
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> Math.abs(scores[row] - median))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(TYPICAL_ROWS)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    int typicalRows() {
        return typical.length;
    }

    int scoredRows() {
        return scores.length;
    }

    /** Returns the lowest score of the rows of the table. */
    double lowestScored() {
        return scores[0];
    }

    /** Returns the lowest score of all rows, changed or not, that were looked at so far. */
    double lowestFound() {
        return lowest;
    }

    /** Returns a feature with what the amounts do; yes-or-no features get none. */
    BlindSpot inject(BlindSpot spot, int feature) {
        if (pasts.isYesOrNo(feature)) {
            return spot;
        }
        List<BlindSpot.Injection> injections = new ArrayList<>();
        boolean seen = false;
        for (int amount : AMOUNTS) {
            double change = 0.0;
            double[] ranks = new double[typical.length];
            for (int i = 0; i < typical.length; i++) {
                double[] row = typicalValues[i].clone();
                typicalPasts[i].change(row, feature, row[feature] + amount);
                double score = score(row);
                change += score - scores[typical[i]];
                ranks[i] = rank(score);
            }
            double rank = median(ranks);
            seen |= rank <= Math.max(1.0, Math.ceil(STRANGEST_SHARE * scores.length));
            injections.add(new BlindSpot.Injection(amount, change / typical.length, rank));
        }
        BlindSpot.Sight sight = spot.sight() == BlindSpot.Sight.NONE
                ? BlindSpot.Sight.NONE
                : seen ? BlindSpot.Sight.SEEN : BlindSpot.Sight.HARDLY;
        return new BlindSpot(
                spot.feature(), spot.splits(), spot.deviationSplits(), spot.isZeroEverywhere(), sight, injections);
    }

    /** Makes the strangest row stranger, one feature after another, as long as that helps. */
    private void searchLowest() {
        double[] row = row(0);
        ActorPast past = past(0, row);
        boolean helped = true;
        while (helped) {
            helped = false;
            double[] best = row;
            for (int feature = 0; feature < pasts.base().featureCount(); feature++) {
                if (pasts.isYesOrNo(feature)) {
                    continue;
                }
                for (int step : STEPS) {
                    double[] changed = row.clone();
                    past.change(changed, feature, row[feature] + step);
                    double before = lowest;
                    if (score(changed) < before) {
                        best = changed;
                        helped = true;
                    }
                }
            }
            row = best;
        }
    }

    private double score(double[] row) {
        for (double value : row) {
            if (!(Math.abs((float) value) <= Float.MAX_VALUE)) {
                return Double.POSITIVE_INFINITY;
            }
        }
        double score = model.forest().scoreSample(row) - model.offset();
        lowest = Math.min(lowest, score);
        return score;
    }

    private double rank(double score) {
        int from = 0;
        int to = scores.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (scores[middle] < score) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from + 1.0;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2.0;
    }

    private double[] row(int row) {
        FeatureTable table = results.table();
        return IntStream.range(0, table.featureCount())
                .mapToDouble(feature -> table.value(row, feature))
                .toArray();
    }

    private ActorPast past(int row, double[] values) {
        return pasts.of(results.table().actor(row), results.table().day(row), values);
    }
}
