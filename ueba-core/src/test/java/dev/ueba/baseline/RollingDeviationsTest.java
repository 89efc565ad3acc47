package dev.ueba.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.NumberKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rolling deviations of whole tables, against a plain version of the same arithmetic and against exact numbers. */
class RollingDeviationsTest {

    private static final MathContext EXACT = new MathContext(60);

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static DayRange allDays(FeatureTable table) {
        return table.dayRange().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void enrich_ofRandomTable_hasTheBitsOfThePlainVersion(long seed) {
        FeatureTable base = RandomTables.of(seed);
        for (DeviationOptions options : RandomTables.allOptions()) {
            FeatureTable enriched = TrainingSets.enrich(base, allDays(base), options);
            PlainDeviations plain = new PlainDeviations(base, options);
            assertThat(enriched.rowCount()).isEqualTo(base.rowCount());
            for (int row = 0; row < base.rowCount(); row++) {
                Map<String, Double> expected = plain.row(row);
                assertThat(enriched.schema().features()).containsExactlyElementsOf(expected.keySet());
                assertThat(enriched.actor(row)).isEqualTo(base.actor(row));
                assertThat(enriched.day(row)).isEqualTo(base.day(row));
                double[] found = new double[enriched.featureCount()];
                for (int feature = 0; feature < found.length; feature++) {
                    found[feature] = enriched.value(row, feature);
                }
                // Arrays of doubles are equal if their bits are; NaN equals NaN.
                assertThat(Arrays.equals(
                                found,
                                expected.values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray()))
                        .as("row %s with %s: %s, expected %s", row, options, Arrays.toString(found), expected)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void enrich_ofRange_isTheDaysJoined(long seed) {
        FeatureTable base = RandomTables.of(seed);
        DeviationOptions options = RandomTables.allOptions().get((int) (seed % 16));
        DayRange all = allDays(base);
        DayRange middle =
                new DayRange(all.from().plusDays(all.dayCount() / 3), all.to().minusDays(all.dayCount() / 4));
        FeatureTable range = TrainingSets.enrich(base, middle, options);
        int[] rows = base.rowsOf(middle);
        for (LocalDate day = middle.from(); day.isBefore(middle.to()); day = day.plusDays(1)) {
            FeatureTable alone = TrainingSets.enrich(base, DayRange.of(day), options);
            int next = 0;
            for (int position = 0; position < rows.length; position++) {
                if (base.day(rows[position]).equals(day)) {
                    Tables.assertSameRow(range, position, alone, next++);
                }
            }
            assertThat(alone.rowCount()).isEqualTo(next);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void enrich_withRowsAfterTheRange_doesNotLookAtThem(long seed) {
        FeatureTable base = RandomTables.of(seed);
        DayRange all = allDays(base);
        DayRange early = new DayRange(all.from(), all.from().plusDays(all.dayCount() / 2));
        DeviationOptions options = DeviationOptions.defaults().withModifiedZScores(true);
        Tables.assertSameBits(
                TrainingSets.enrich(base, early, options), TrainingSets.enrich(base.selectDays(early), early, options));
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11, 12, 13})
    void enrich_withAnyNumberOfThreads_givesTheSameBits(long seed) throws Exception {
        FeatureTable base = RandomTables.of(seed);
        DeviationOptions options =
                DeviationOptions.defaults().withModifiedZScores(true).withCompositeMax(true);
        FeatureTable expected = TrainingSets.enrich(base, allDays(base), options);
        for (int threads : new int[] {1, 2, 7}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                Tables.assertSameBits(
                        pool.submit(() -> TrainingSets.enrich(base, allDays(base), options))
                                .get(),
                        expected);
                Tables.assertSameBits(
                        pool.submit(() -> TrainingSets.enrichWholePeriod(base, DeviationOptions.secDev2025()))
                                .get(),
                        TrainingSets.enrichWholePeriod(base, DeviationOptions.secDev2025()));
            } finally {
                pool.shutdown();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {20, 21, 22, 23, 24, 25, 26, 27, 28, 29})
    void enrich_comparedWithExactNumbers_isRightWithinAFewUlps(long seed) {
        FeatureTable base = RandomTables.of(seed);
        DeviationOptions options = DeviationOptions.defaults().withKeepNegativeZScores(true);
        FeatureTable enriched = TrainingSets.enrich(base, allDays(base), options);
        PlainDeviations plain = new PlainDeviations(base, options);
        for (String column : List.of("count", "fraction")) {
            int feature = base.schema().featureIndex(column);
            int place = enriched.schema().featureIndex("zscore_" + column);
            for (int row = 0; row < base.rowCount(); row++) {
                double value = base.value(row, feature);
                List<Integer> past = earlierRows(base, row);
                double[] numbers = plain.numbers(column, past);
                if (!Double.isNaN(value) && numbers.length > 1 && PlainDeviations.deviation(numbers) > 0.0) {
                    BigDecimal mean = sum(numbers).divide(BigDecimal.valueOf(numbers.length), EXACT);
                    BigDecimal deviation = deviation(numbers, mean);
                    BigDecimal exact = new BigDecimal(value).subtract(mean).divide(deviation, EXACT);
                    double error = exact.subtract(new BigDecimal(enriched.value(row, place)))
                            .abs()
                            .doubleValue();
                    // Where x is close to the mean, x - mean cancels: what counts is the size of x in deviations.
                    double scale = Math.max(
                            exact.abs().doubleValue(),
                            Math.max(Math.abs(value), mean.abs().doubleValue()) / deviation.doubleValue());
                    assertThat(error).isLessThanOrEqualTo(8 * Math.ulp(scale));
                }
            }
        }
    }

    private static List<Integer> earlierRows(FeatureTable base, int row) {
        List<Integer> rows = new ArrayList<>();
        for (int other = 0; other < base.rowCount() && base.actorIndex(row) >= 0; other++) {
            if (base.actorIndex(other) == base.actorIndex(row) && base.epochDay(other) < base.epochDay(row)) {
                rows.add(other);
            }
        }
        return rows;
    }

    private static BigDecimal sum(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal deviation(double[] numbers, BigDecimal mean) {
        BigDecimal squares = Arrays.stream(numbers)
                .mapToObj(number -> new BigDecimal(number).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return squares.divide(BigDecimal.valueOf(numbers.length - 1), EXACT).sqrt(EXACT);
    }

    @Test
    void enrich_ofConstantHistory_givesZeroWhateverComes() {
        FeatureTable base = RandomTables.read("actor,day,x\na,2026-01-01,0.1\na,2026-01-02,0.1\na,2026-01-03,900\n");
        FeatureTable enriched = TrainingSets.enrich(
                base, allDays(base), DeviationOptions.defaults().withModifiedZScores(true));
        assertThat(enriched.schema().columns())
                .containsExactly(
                        "actor",
                        "day",
                        "x",
                        "zscore_actor",
                        "modzscore_actor",
                        "zscore_day",
                        "modzscore_day",
                        "zscore_x",
                        "modzscore_x");
        for (int feature = 1; feature < enriched.featureCount(); feature++) {
            assertThat(enriched.column(feature)).containsOnly(0.0);
        }
    }

    @Test
    void enrich_ofKnownSeries_givesNumbersOfPaper() {
        FeatureTable base = RandomTables.read(
                "actor,day,x\na,2026-01-01,2\na,2026-01-02,4\na,2026-01-03,6\na,2026-01-09,10\na,2026-01-10,0\n");
        FeatureTable enriched = TrainingSets.enrich(
                base,
                allDays(base),
                DeviationOptions.defaults().withModifiedZScores(true).withCompositeMax(true));
        // mean 4, deviation 2; median 4, median distance 2
        assertThat(value(enriched, 3, "zscore_x")).isEqualTo(3.0);
        assertThat(value(enriched, 3, "modzscore_x")).isEqualTo(0.6745 * 6 / 2);
        assertThat(value(enriched, 3, "zscore_composite_max")).isEqualTo(3.0);
        // below the mean: z is cut off, the modified z never is; median 5, distances 1 1 3 5
        assertThat(value(enriched, 4, "zscore_x")).isZero();
        assertThat(value(enriched, 4, "modzscore_x")).isEqualTo(0.6745 * -5 / 2);
    }

    private static double value(FeatureTable table, int row, String feature) {
        return table.value(row, table.schema().featureIndex(feature));
    }

    @Test
    void enrich_ofColumnNamedAsADerivedOne_overwritesItWhereItStands() {
        FeatureTable base =
                RandomTables.read("actor,zscore_x,day,x\na,5,2026-01-01,2\na,6,2026-01-02,4\na,8,2026-01-03,6\n");
        FeatureTable enriched = TrainingSets.enrich(base, allDays(base), DeviationOptions.defaults());
        assertThat(enriched.schema().columns())
                .containsExactly("actor", "zscore_x", "day", "x", "zscore_actor", "zscore_zscore_x", "zscore_day");
        assertThat(value(enriched, 2, "zscore_x")).isEqualTo(3.0 / Math.sqrt(2.0));
        assertThat(value(enriched, 2, "zscore_zscore_x")).isEqualTo(2.5 / Math.sqrt(0.5));
        assertThat(enriched.kind(0)).isEqualTo(NumberKind.REAL);
        assertThat(enriched.kind(1)).isEqualTo(NumberKind.INTEGER);
    }

    @Test
    void enrich_ofManyRowsInReverseOrder_staysExactAndQuick() {
        StringBuilder csv = new StringBuilder("actor,day,x\n");
        IntStream.iterate(1500, day -> day - 1).limit(1500).forEach(day -> csv.append("a,")
                .append(LocalDate.ofEpochDay(20_000 + day))
                .append(',')
                .append(day * 7919 % 1000 / 100.0)
                .append('\n'));
        FeatureTable base = RandomTables.read(csv.toString());
        FeatureTable enriched = TrainingSets.enrich(base, allDays(base), DeviationOptions.defaults());
        PlainDeviations plain = new PlainDeviations(base, DeviationOptions.defaults());
        for (int row = 0; row < base.rowCount(); row += 97) {
            assertThat(value(enriched, row, "zscore_x"))
                    .isEqualTo(plain.row(row).get("zscore_x"));
        }
    }
}
