package dev.ueba.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import dev.ueba.storage.ModelFormatException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviationStreamTest {

    private static final DeviationOptions ALL = DeviationOptions.defaults()
            .withModifiedZScores(true)
            .withKeepNegativeZScores(true)
            .withCompositeMax(true);

    /** A table by actor, then day, some days with several rows. */
    private static FeatureTable byActor(long seed) {
        FeatureTable table = RandomTables.plain(seed);
        return table.selectRows(IntStream.range(0, table.rowCount())
                .filter(row -> table.actorIndex(row) >= 0)
                .boxed()
                .sorted(Comparator.<Integer, String>comparing(table::actor).thenComparingInt(table::epochDay))
                .mapToInt(Integer::intValue)
                .toArray());
    }

    private static FeatureTable rows(FeatureTable table, int from, int to) {
        return table.selectRows(IntStream.range(from, to).toArray());
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "3,7", "4,2", "5,1000", "6,5", "7,4", "8,1"})
    void next_ofBlocksOfAnySize_hasTheBitsOfTheBatch(long seed, int blockRows) throws ModelFormatException {
        FeatureTable table = byActor(seed);
        DayRange days = table.dayRange().orElseThrow();
        DayRange wanted = new DayRange(days.from().plusDays(2), days.to());
        FeatureTable expected = TrainingSets.enrich(table, wanted, ALL);
        DeviationStream stream = new DeviationStream(table.schema(), ALL);
        int done = 0;

        for (int from = 0; from < table.rowCount(); from += blockRows) {
            FeatureTable block = stream.next(rows(table, from, Math.min(from + blockRows, table.rowCount())), wanted);
            for (int row = 0; row < block.rowCount(); row++) {
                Tables.assertSameRow(block, row, expected, done++);
            }
        }

        assertThat(stream.enrichedSchema()).isEqualTo(expected.schema());
        assertThat(done).isEqualTo(expected.rowCount());
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void next_ofChosenRows_hasTheBitsOfTheBatch(long seed) throws ModelFormatException {
        FeatureTable table = byActor(seed);
        FeatureTable expected = TrainingSets.enrich(table, table.dayRange().orElseThrow(), ALL);
        DeviationStream stream = new DeviationStream(table.schema(), ALL);
        int middle = table.rowCount() / 2;

        for (int from : new int[] {0, middle}) {
            FeatureTable block = rows(table, from, from == 0 ? middle : table.rowCount());
            int[] chosen = IntStream.range(0, block.rowCount())
                    .filter(row -> row % 3 == 1)
                    .toArray();
            FeatureTable enriched = stream.next(block, chosen);
            assertThat(enriched.rowCount()).isEqualTo(chosen.length);
            for (int i = 0; i < chosen.length; i++) {
                Tables.assertSameRow(enriched, i, expected, from + chosen[i]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void resume_ofStatesOfEarlierDays_hasTheBitsOfTheBatch(long seed) throws ModelFormatException {
        FeatureTable table = byActor(seed);
        DayRange days = table.dayRange().orElseThrow();
        LocalDate split = days.from().plusDays(days.dayCount() / 2);
        FeatureTable later = table.selectDays(new DayRange(split, days.to()));
        DeviationStream stream = new DeviationStream(table.schema(), ALL);
        for (List<Integer> actor : actors(table)) {
            int[] earlier = actor.stream()
                    .filter(row -> table.day(row).isBefore(split))
                    .mapToInt(Integer::intValue)
                    .toArray();
            if (earlier.length > 0) {
                DeviationStream first = new DeviationStream(table.schema(), ALL);
                first.next(table.selectRows(earlier), days);
                stream.resume(table.actor(earlier[0]), first.finishActor());
            }
        }

        FeatureTable enriched = stream.next(later, days);

        Tables.assertSameBits(enriched, TrainingSets.enrich(table, new DayRange(split, days.to()), ALL));
    }

    private static List<List<Integer>> actors(FeatureTable table) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            if (row == 0 || !table.actor(row).equals(table.actor(row - 1))) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(row);
        }
        return groups;
    }

    private static FeatureTable table(String actor, int... days) {
        FeatureTableBuilder builder = new FeatureTableBuilder(FeatureSchema.ofFeatures(List.of("a")));
        for (int day : days) {
            builder.addRow(actor, day, new double[] {day});
        }
        return builder.build();
    }

    @Test
    void next_ofRowsOutOfOrder_isRefused() throws ModelFormatException {
        DeviationOptions options = DeviationOptions.defaults();
        FeatureTable backwards = table("x", 3, 2);
        DayRange days = backwards.dayRange().orElseThrow();
        DeviationStream stream = new DeviationStream(backwards.schema(), options);

        assertThatThrownBy(() -> stream.next(backwards, days))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1970-01-03 follows one of the same actor of 1970-01-04");
        assertThatThrownBy(() -> new DeviationStream(backwards.schema(), options).finishActor())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new DeviationStream(backwards.schema(), DeviationOptions.secDev2025()))
                .isInstanceOf(IllegalArgumentException.class);

        DeviationStream finished = new DeviationStream(backwards.schema(), options);
        finished.next(table("x", 3), days);
        finished.finishActor();
        assertThatThrownBy(() -> finished.next(table("x", 3), days)).hasMessageContaining("was finished");
    }

    @Test
    void resume_ofADamagedOrForeignState_isRefused() throws ModelFormatException {
        FeatureTable one = table("x", 3);
        DayRange days = one.dayRange().orElseThrow();
        DeviationStream first = new DeviationStream(one.schema(), DeviationOptions.defaults());
        first.next(one, days);
        byte[] state = first.finishActor();
        byte[] damaged = state.clone();
        damaged[state.length - 6] ^= 1;

        DeviationStream of = new DeviationStream(one.schema(), DeviationOptions.defaults());
        of.resume("x", damaged);
        assertThatThrownBy(() -> of.next(table("x", 4), days)).isInstanceOf(ModelFormatException.class);
        DeviationStream other = new DeviationStream(one.schema(), ALL);
        other.resume("x", state);
        assertThatThrownBy(() -> other.next(table("x", 4), days))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("other columns or other deviations");
    }
}
