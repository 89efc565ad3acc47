package dev.ueba.novelty;

import dev.ueba.evaluation.SeededRandom;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.NumberKind;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Data without any attack, of several families, and how often it surprises the model: of a calibrated model a share of at
 * most 2^-b of all counts surprises by b bits or more. Run as a program, it prints the table of docs/improved-detection.md.
 */
final class NullData {

    /** What the counts of an actor's days look like. */
    enum Family {
        /** Each actor has a rate of its own, gamma distributed; days are Poisson. */
        POISSON,
        /** As before, with gamma distributed days: variance mean + mean^2. */
        BURSTY,
        /** On 7 days of 10 nothing at all, else bursty. */
        ZERO_INFLATED,
        /** Rates double on some days of the week and fall to a third on others. */
        WEEKLY,
        /** One day in 500, one event or two; a tenth of the actors does ten times as much. */
        RARE,
        /** Half of the actors have the same count every day, the others are Poisson. */
        CONSTANT,
        /** One day in 100 has 20 times as many events as usual. */
        HEAVY_TAILED
    }

    static final int FEATURES = 6;

    private NullData() {}

    /** Returns the counts of actors who are active on two days of three. */
    static FeatureTable table(Family family, int actors, int days, long seed) {
        FeatureSchema schema = FeatureSchema.ofFeatures(java.util.stream.IntStream.range(0, FEATURES)
                .mapToObj(feature -> "count_" + feature)
                .toList());
        SeededRandom random = new SeededRandom(seed);
        double[][] rates = new double[actors][FEATURES];
        for (double[] own : rates) {
            for (int feature = 0; feature < FEATURES; feature++) {
                own[feature] = gamma(2.0, random) * Math.pow(2.0, feature - 3.0);
            }
        }
        List<int[]> rows = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            for (int actor = 0; actor < actors; actor++) {
                if (random.chance(1.0 / 3.0)) {
                    continue;
                }
                double[] row = new double[FEATURES];
                for (int feature = 0; feature < FEATURES; feature++) {
                    row[feature] = draw(family, actor, day, rates[actor][feature], random);
                }
                rows.add(new int[] {actor, day});
                values.add(row);
            }
        }
        double[][] columns = new double[FEATURES][rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            for (int feature = 0; feature < FEATURES; feature++) {
                columns[feature][row] = values.get(row)[feature];
            }
        }
        String[] names = new String[actors];
        Arrays.setAll(names, actor -> "actor-" + actor);
        NumberKind[] kinds = new NumberKind[FEATURES];
        Arrays.fill(kinds, NumberKind.INTEGER);
        return FeatureTable.ofColumns(
                schema,
                names,
                rows.stream().mapToInt(row -> row[0]).toArray(),
                rows.stream().mapToInt(row -> 20_000 + row[1]).toArray(),
                columns,
                kinds);
    }

    private static double draw(Family family, int actor, int day, double rate, SeededRandom random) {
        return switch (family) {
            case POISSON -> random.poisson(rate);
            case BURSTY -> random.poisson(rate * gamma(1.0, random));
            case ZERO_INFLATED -> random.chance(0.7) ? 0 : random.poisson(rate * gamma(2.0, random));
            case WEEKLY -> random.poisson(rate * (day % 7 < 2 ? 2.0 : day % 7 < 5 ? 1.0 : 1.0 / 3.0));
            case RARE -> random.chance(actor % 10 == 0 ? 0.02 : 0.002) ? 1 + random.nextInt(2) : 0;
            case CONSTANT -> actor % 2 == 0 ? Math.rint(rate) : random.poisson(rate);
            case HEAVY_TAILED -> random.poisson(random.chance(0.01) ? 20.0 * rate : rate);
        };
    }

    /** Returns a gamma number of a whole shape, with mean 1: a mean of exponential numbers. */
    private static double gamma(double shape, SeededRandom random) {
        double sum = 0.0;
        for (int i = 0; i < shape; i++) {
            sum -= Math.log(1.0 - random.nextDouble());
        }
        return sum / shape;
    }

    /**
     * Returns how many times more often than it should counts of the second half of the days surprise: for b = 1, 2, 4, 6, 8 and
     * 10, the share with b bits or more divided by 2^-b.
     */
    static double[] excess(Family family, NoveltyOptions options, int seeds) {
        int[] levels = LEVELS;
        double[] above = new double[levels.length];
        double cells = 0.0;
        for (int seed = 0; seed < seeds; seed++) {
            FeatureTable table = table(family, 150, 160, seed);
            NoveltyModel model = NoveltyModel.empty(table.schema(), options, PeerGroups.none());
            for (FeatureTable day : NoveltyModel.days(table)) {
                NoveltyScores scores = model.score(day);
                if (day.epochDay(0) >= 20_080) {
                    cells += (double) day.rowCount() * FEATURES;
                    for (double bits : model.calibratedBits(scores)) {
                        for (int level = 0; level < levels.length; level++) {
                            above[level] += bits >= levels[level] ? 1.0 : 0.0;
                        }
                    }
                }
                model.add(scores);
            }
        }
        for (int level = 0; level < levels.length; level++) {
            above[level] = above[level] / cells * Math.pow(2.0, levels[level]);
        }
        return above;
    }

    static final int[] LEVELS = {1, 2, 4, 6, 8, 10, 12};

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (boolean calibrated : new boolean[] {false, true}) {
            for (Family family : Family.values()) {
                out.printf("| %s | %s |", calibrated ? "calibrated" : "as they are", family);
                for (double each : excess(family, NoveltyOptions.defaults().withCalibrated(calibrated), 10)) {
                    out.printf(" %.2f |", each);
                }
                out.println();
            }
        }
    }
}
