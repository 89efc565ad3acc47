package dev.ueba.benchmarks;

import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.time.LocalDate;
import java.util.SplittableRandom;

/** What the benchmarks work on: the same numbers in every run and on every machine. */
final class BenchmarkData {

    private static final long SEED = 20_260_104;

    /** How many of 1,000 values of the {@code ueba} shape are not zero: the share that enriched base features have. */
    private static final int BUSY_PER_THOUSAND = 90;

    private BenchmarkData() {}

    /** Returns the base features of an organisation without attacks; 1,000 actors and 181 days give 73,377 rows. */
    static FeatureTable baseFeatures(int actors, int days) {
        SyntheticOrganisationOptions options = SyntheticOrganisationOptions.defaults()
                .withAttacks(0)
                .withSeed(SEED)
                .withActors(actors)
                .withDays(days);
        return SyntheticOrganisation.generate(options).baseFeatures();
    }

    /** Returns the last days of a table. */
    static DayRange lastDays(FeatureTable table, int days) {
        LocalDate end = table.dayRange().orElseThrow().to();
        return new DayRange(end.minusDays(days), end);
    }

    /**
     * Returns made-up columns.
     *
     * @param shape {@code ueba} (72 columns of counts, mostly zero), {@code dense} (10 normal columns) or {@code wide} (100
     *     normal columns)
     * @param rows rows wanted
     * @return {@code columns[feature][row]}
     */
    static double[][] columns(String shape, int rows) {
        SplittableRandom random = new SplittableRandom(SEED);
        return switch (shape) {
            case "ueba" -> counts(random, 72, rows);
            case "dense" -> normal(random, 10, rows);
            case "wide" -> normal(random, 100, rows);
            default -> throw new IllegalArgumentException("there is no shape '" + shape + "'");
        };
    }

    private static double[][] counts(SplittableRandom random, int features, int rows) {
        double[][] columns = new double[features][rows];
        for (double[] column : columns) {
            for (int row = 0; row < rows; row++) {
                boolean busy = random.nextInt(1000) < BUSY_PER_THOUSAND;
                column[row] = busy ? Math.ceil(random.nextExponential() * 8.0) : 0.0;
            }
        }
        return columns;
    }

    private static double[][] normal(SplittableRandom random, int features, int rows) {
        double[][] columns = new double[features][rows];
        for (double[] column : columns) {
            for (int row = 0; row < rows; row++) {
                column[row] = random.nextGaussian();
            }
        }
        return columns;
    }
}
