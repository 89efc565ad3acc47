package dev.ueba.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.NumberKind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActorPastsTest {

    static long[] seeds() {
        return IntStream.range(0, 60).asLongStream().toArray();
    }

    private static double[] row(FeatureTable table, int row) {
        return IntStream.range(0, table.featureCount())
                .mapToDouble(feature -> table.value(row, feature))
                .toArray();
    }

    private static FeatureTable changed(FeatureTable table, int row, int feature, double value) {
        double[][] columns = new double[table.featureCount()][];
        NumberKind[] kinds = new NumberKind[columns.length];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = table.column(column);
            kinds[column] = NumberKind.REAL;
        }
        columns[feature][row] = value;
        return FeatureTable.ofColumns(
                table.schema(),
                IntStream.range(0, table.actorCount())
                        .mapToObj(table::actorName)
                        .toArray(String[]::new),
                IntStream.range(0, table.rowCount()).map(table::actorIndex).toArray(),
                IntStream.range(0, table.rowCount()).map(table::epochDay).toArray(),
                columns,
                kinds);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void change_ofRollingRow_hasTheBitsOfEnrichingAChangedTable(long seed) {
        FeatureTable base = RandomTables.of(seed);
        SplittableRandom random = new SplittableRandom(seed);
        DeviationOptions options = RandomTables.allOptions().get(random.nextInt(16));
        DayRange days = base.dayRange().orElseThrow();
        DayRange scored = new DayRange(days.from().plusDays(1), days.to());
        int[] rows = base.rowsOf(scored);
        FeatureTable enriched = TrainingSets.enrich(base, scored, options);
        ActorPasts pasts = ActorPasts.of(base, options, enriched.schema());

        for (int i = 0; i < 10; i++) {
            int at = random.nextInt(rows.length);
            int feature = random.nextInt(base.featureCount());
            double value = random.nextBoolean() ? random.nextInt(200) : random.nextDouble(-10, 300);
            double[] expected = row(TrainingSets.enrich(changed(base, rows[at], feature, value), scored, options), at);

            double[] found = row(enriched, at);
            pasts.of(enriched.actor(at), enriched.day(at), found).change(found, feature, value);

            assertThat(found).as("row %d, feature %d, %s", at, feature, options).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void change_ofWholePeriodRow_hasTheBitsOfEnrichingAChangedTable(long seed) {
        FeatureTable base = RandomTables.plain(seed);
        SplittableRandom random = new SplittableRandom(seed);
        FeatureSchema fitted = TrainingSets.enrichWholePeriod(base, DeviationOptions.secDev2025())
                .schema();
        FeatureTable enriched = TrainingSets.enrichWholePeriod(base, fitted);
        ActorPasts pasts = ActorPasts.of(base, DeviationOptions.secDev2025(), fitted);

        for (int i = 0; i < 10; i++) {
            int at = random.nextInt(base.rowCount());
            int feature = random.nextInt(base.featureCount());
            double value = random.nextInt(200);
            int first = firstLike(base, at);
            double[] expected =
                    row(TrainingSets.enrichWholePeriod(changed(base, first, feature, value), fitted), first);

            double[] found = row(enriched, at);
            pasts.of(enriched.actor(at), enriched.day(at), found).change(found, feature, value);

            assertThat(found).as("row %d, feature %d", at, feature).containsExactly(expected);
        }
    }

    /** Returns the first of the rows that are equal to a row. */
    private static int firstLike(FeatureTable base, int row) {
        return IntStream.rangeClosed(0, row)
                .filter(other -> base.actorIndex(other) == base.actorIndex(row)
                        && base.epochDay(other) == base.epochDay(row)
                        && Arrays.equals(row(base, other), row(base, row)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void of_actorWithLaterRowsAndTheSameDay_looksAtEarlierDaysOnly() {
        FeatureTable base = RandomTables.read(
                """
                actor,day,x,y
                ann,2026-01-05,100,0
                ann,2026-01-01,2,1
                bob,2026-01-01,50,9
                ann,2026-01-03,6,0
                ann,2026-01-04,7,0
                ann,2026-01-04,8,5
                """);
        FeatureSchema enriched = TrainingSets.enrich(
                        base, DayRange.of(LocalDate.parse("2026-01-04")), DeviationOptions.defaults())
                .schema();
        ActorPast past = ActorPasts.of(base, DeviationOptions.defaults(), enriched)
                .of("ann", LocalDate.parse("2026-01-04"), new double[enriched.featureCount()]);

        assertThat(past.rowCount()).isEqualTo(2);
        assertThat(past.mean(0)).isEqualTo(4.0);
        assertThat(past.max(0)).isEqualTo(6.0);
        assertThat(past.lastSeen(0)).contains(LocalDate.parse("2026-01-03"));
        assertThat(past.lastSeen(1)).contains(LocalDate.parse("2026-01-01"));
        assertThat(past.turningPoint(0)).isNaN();
    }

    @Test
    void of_unknownActorAndFirstDay_knowsNothing() {
        FeatureTable base = RandomTables.read("actor,day,x\nann,2026-01-01,2\nann,2026-01-02,3\n");
        ActorPasts pasts = ActorPasts.of(
                base,
                DeviationOptions.defaults(),
                FeatureSchema.ofFeatures(List.of("x", "zscore_actor", "zscore_day", "zscore_x")));

        for (ActorPast past : List.of(
                pasts.of("nobody", LocalDate.parse("2026-01-02"), new double[4]),
                pasts.of("ann", LocalDate.parse("2026-01-01"), new double[4]))) {
            assertThat(past.rowCount()).isZero();
            assertThat(past.mean(0)).isNaN();
            assertThat(past.max(0)).isNaN();
            assertThat(past.lastSeen(0)).isEmpty();
            double[] row = {0, 0, 0, 0};
            past.change(row, 0, 99);
            assertThat(row).containsExactly(99, 0, 0, 0);
        }
        assertThat(IntStream.range(0, 4).map(pasts::baseFeature)).containsExactly(0, -1, -1, 0);
    }

    @Test
    void of_columnsThatAreNotTheModels_isRefused() {
        FeatureTable base = RandomTables.read("actor,day,x\nann,2026-01-01,2\n");

        assertThatThrownBy(() ->
                        ActorPasts.of(base, DeviationOptions.defaults(), FeatureSchema.ofFeatures(List.of("x", "y"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give the table that was scored");
    }
}
