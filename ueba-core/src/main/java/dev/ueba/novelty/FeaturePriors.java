package dev.ueba.novelty;

import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import java.util.Arrays;

/**
 * What a feature looks like across actors: mean rate, spread of the rates, and how bursty single days are. Fitted to the past by
 * moments (empirical Bayes); weak defaults where there is none.
 */
final class FeaturePriors {

    /*
     * Each actor has a rate; rates are gamma distributed with mean rate[f] and shape shape[f]; a day's count has the variance
     * rate + rate^2 burst[f] around it. The estimators are those of an analysis of variance with unequal groups (Searle, Casella,
     * McCulloch: Variance components, 1992, chapter 3), made robust: an actor's rate counts at most RATE_LIMIT times the median of
     * the rates above 0, and an actor's weight for burst is bounded by its days.
     */

    private static final double SMALLEST_SHAPE = 0.02;
    private static final double LARGEST_SHAPE = 50.0;
    private static final double DEFAULT_SHAPE = 0.5;
    private static final double DEFAULT_BURST = 1.0;
    private static final double BURST_BELIEF_DAYS = 10.0;
    private static final double LARGEST_BURST = 10.0;
    private static final double RATE_LIMIT = 100.0;
    private static final double LARGEST_PRIOR = 2e9;

    /** A feature counts from 1 if no more than this share of the days is below. */
    private static final double FLOOR_SHARE = 0.01;

    final double[] floor;
    final double[] rate;
    final double[] shape;
    final double[] burst;

    FeaturePriors(int features) {
        floor = new double[features];
        rate = new double[features];
        shape = new double[features];
        burst = new double[features];
        Arrays.fill(rate, 0.5);
        Arrays.fill(shape, DEFAULT_SHAPE);
        Arrays.fill(burst, DEFAULT_BURST);
    }

    /** Fits all features; {@code zeroRows[f]} of {@code rows} past rows had none of a feature. */
    void fit(ActorCounts actors, double[] zeroRows, double rows) {
        double[] sorted = new double[actors.count()];
        for (int feature = 0; feature < rate.length; feature++) {
            floor[feature] = rows > 0.0 && zeroRows[feature] <= FLOOR_SHARE * rows ? 1.0 : 0.0;
            fit(actors, feature, sorted);
        }
    }

    private void fit(ActorCounts actors, int feature, double[] sorted) {
        int features = rate.length;
        double least = floor[feature];
        double allDays = 0.0;
        double daysSquared = 0.0;
        double burstSum = DEFAULT_BURST * BURST_BELIEF_DAYS;
        double burstWeight = BURST_BELIEF_DAYS;
        int above = 0;
        for (int actor = 0; actor < actors.count(); actor++) {
            double days = actors.days[actor];
            if (days <= 0.0) {
                continue;
            }
            allDays += days;
            daysSquared += days * days;
            double sum = sumAbove(actors, actor, features, feature, least);
            double mean = sum / days;
            if (mean > 0.0) {
                sorted[above++] = mean;
                if (days > 1.0) {
                    double excess = excess(actors, actor, features, feature, least);
                    double weight = (days - 1.0) * mean * mean / ((1.0 + mean) * (1.0 + mean));
                    double own = excess / ((days - 1.0) * mean * mean);
                    burstSum += weight * Math.max(-1.0, Math.min(LARGEST_BURST, own));
                    burstWeight += weight;
                }
            }
        }
        if (allDays <= 0.0) {
            return;
        }
        Arrays.sort(sorted, 0, above);
        double limit = above == 0 ? 0.0 : RATE_LIMIT * sorted[above / 2];
        burst[feature] = Math.max(0.0, burstSum / burstWeight);
        double sum = 0.0;
        for (int actor = 0; actor < actors.count(); actor++) {
            if (actors.days[actor] > 0.0) {
                double days = actors.days[actor];
                sum += days * Math.min(limit, sumAbove(actors, actor, features, feature, least) / days);
            }
        }
        // Half an event more than was seen: a feature that nobody ever raised keeps a rate above 0.
        double mean = (sum + 0.5) / (allDays + 1.0);
        double between = 0.0;
        int count = 0;
        for (int actor = 0; actor < actors.count(); actor++) {
            if (actors.days[actor] > 0.0) {
                double days = actors.days[actor];
                double own = Math.min(limit, sumAbove(actors, actor, features, feature, least) / days) - mean;
                between += days * own * own;
                count++;
            }
        }
        rate[feature] = mean;
        double divisor = allDays - daysSquared / allDays;
        if (count < 3 || above < 2 || divisor <= 0.0) {
            shape[feature] = DEFAULT_SHAPE;
            return;
        }
        double within = mean + burst[feature] * (mean * mean + between / allDays);
        double spread = (between - (count - 1) * within) / divisor;
        shape[feature] =
                spread <= 0.0 ? LARGEST_SHAPE : Math.max(SMALLEST_SHAPE, Math.min(LARGEST_SHAPE, mean * mean / spread));
    }

    /** Returns the sum of an actor's counts above the floor. */
    static double sumAbove(ActorCounts actors, int actor, int features, int feature, double floor) {
        double sum = actors.sums[actor * features + feature];
        return floor == 0.0 ? sum : Math.max(0.0, sum - floor * actors.days[actor]);
    }

    /** Returns the sum of squared deviations of an actor's days beyond what Poisson counts have; may be below 0. */
    static double excess(ActorCounts actors, int actor, int features, int feature, double floor) {
        double days = actors.days[actor];
        double sum = actors.sums[actor * features + feature];
        // Counts above a floor deviate as the counts do.
        double deviations = Math.max(0.0, actors.squares[actor * features + feature] - sum * sum / days);
        return deviations - (days - 1.0) * (sumAbove(actors, actor, features, feature, floor) / days);
    }

    void write(BinaryWriter out) {
        for (double[] values : new double[][] {floor, rate, shape, burst}) {
            out.writeDoubles(values, values.length);
        }
    }

    void read(BinaryReader in) throws ModelFormatException {
        for (int feature = 0; feature < floor.length; feature++) {
            floor[feature] = in.readFinite("the floor of a feature");
            if (floor[feature] != 0.0 && floor[feature] != 1.0) {
                throw in.broken("the floor of a feature must be 0 or 1, found " + floor[feature]);
            }
        }
        for (double[] values : new double[][] {rate, shape, burst}) {
            for (int feature = 0; feature < values.length; feature++) {
                values[feature] = ActorCounts.notNegative(in, "a prior of a feature");
                if (values[feature] > LARGEST_PRIOR) {
                    throw in.broken(
                            "a prior of a feature must be at most " + LARGEST_PRIOR + ", found " + values[feature]);
                }
                if (values[feature] == 0.0 && values != burst) {
                    throw in.broken("the rate and shape of a feature must be > 0");
                }
            }
        }
    }
}
