package dev.ueba.forest;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.NumberKind;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Makes random data for tests. */
final class Tables {

    private Tables() {}

    /** Returns columns of different characters: counts, small and huge scales, few values, odd numbers. */
    static double[][] random(SplittableRandom random, int columnCount, int rowCount) {
        double[][] columns = new double[columnCount][rowCount];
        for (int column = 0; column < columnCount; column++) {
            int kind = random.nextInt(6);
            for (int row = 0; row < rowCount; row++) {
                columns[column][row] = value(random, kind);
            }
        }
        return columns;
    }

    private static double value(SplittableRandom random, int kind) {
        double uniform = random.nextDouble();
        return switch (kind) {
            case 0 -> uniform < 0.8 ? 0.0 : Math.floor(uniform * 100);
            case 1 -> Math.scalb(uniform - 0.5, random.nextInt(-30, 30));
            case 2 -> random.nextInt(3);
            case 3 ->
                new double[] {0.0, -0.0, 1e-45, -3e-42, Float.MAX_VALUE, -Float.MAX_VALUE, 0x1p24, 0x1.000001p24}
                        [random.nextInt(8)];
            case 4 -> 1.0 + random.nextInt(4) * 0x1p-23;
            default -> uniform * 1000;
        };
    }

    static FeatureTable table(double[][] columns) {
        int rowCount = columns.length == 0 ? 0 : columns[0].length;
        NumberKind[] kinds = new NumberKind[columns.length];
        Arrays.fill(kinds, NumberKind.REAL);
        return FeatureTable.ofColumns(
                FeatureSchema.ofFeatures(IntStream.range(0, columns.length)
                        .mapToObj(column -> "f" + column)
                        .toList()),
                new String[] {"alice"},
                new int[rowCount],
                new int[rowCount],
                columns,
                kinds);
    }

    static double[] row(double[][] columns, int row) {
        return Arrays.stream(columns).mapToDouble(column -> column[row]).toArray();
    }

    /** Returns options that may ask for anything, for a table of this size. */
    static IsolationForestOptions options(SplittableRandom random, int columnCount) {
        Amount samples = random.nextInt(3) == 0 ? Amount.auto() : Amount.count(1 + random.nextInt(300));
        Amount features = random.nextBoolean() ? Amount.share(1.0) : Amount.count(1 + random.nextInt(columnCount));
        return IsolationForestOptions.defaults()
                .withTrees(1 + random.nextInt(20))
                .withSamples(samples)
                .withFeatures(features)
                .withBootstrap(random.nextInt(3) == 0)
                .withContamination(random.nextBoolean() ? Amount.auto() : Amount.share(0.1))
                .withSeed(random.nextLong(1L << 32))
                .withConstantTolerance(random.nextBoolean() ? 1e-7f : 0.0f)
                .withNoveltyGuard(random.nextInt(4) == 0);
    }
}
