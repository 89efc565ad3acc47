package dev.ueba.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActorBaselinesTest {

    private static final DeviationOptions OPTIONS = DeviationOptions.defaults();

    @TempDir
    private Path folder;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private static DeviationOptions options(long seed) {
        return RandomTables.allOptions().get((int) (seed % 16));
    }

    /** Returns a random table whose rows stand in date order, with everything else odd that the seed brings. */
    private static FeatureTable inDateOrder(long seed) {
        FeatureTable table = RandomTables.of(seed);
        return table.selectRows(IntStream.range(0, table.rowCount())
                .boxed()
                .sorted((a, b) -> Integer.compare(table.epochDay(a), table.epochDay(b)))
                .mapToInt(Integer::intValue)
                .toArray());
    }

    private static DayRange allDays(FeatureTable table) {
        return table.dayRange().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void deviationsThenAdd_dayByDay_giveTheBitsOfEnrich(long seed) {
        FeatureTable base = inDateOrder(seed);
        FeatureTable expected = TrainingSets.enrich(base, allDays(base), options(seed));
        ActorBaselines baselines = ActorBaselines.empty(base.schema(), options(seed));
        double[] enrichedRow = new double[baselines.enrichedSchema().featureCount()];
        int from = 0;
        for (int row = 0; row < base.rowCount(); row++) {
            if (base.epochDay(row) != base.epochDay(from)) {
                IntStream.range(from, row).forEach(earlier -> baselines.add(base, earlier));
                from = row;
            }
            Arrays.fill(enrichedRow, -1.0);
            baselines.deviations(base, row, enrichedRow);
            for (int feature = 0; feature < enrichedRow.length; feature++) {
                assertThat(enrichedRow[feature]).isEqualTo(Double.valueOf(expected.value(row, feature)));
            }
        }
        assertThat(baselines.enrichedSchema()).isEqualTo(expected.schema());
        assertThat(baselines.rowCount()).isEqualTo(from);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void enrichAndAdd_inPiecesThroughAFile_givesTheBitsOfEnrich(long seed) throws IOException {
        FeatureTable base = inDateOrder(seed);
        DayRange days = allDays(base);
        LocalDate cut = days.from().plusDays(days.dayCount() / 3);
        LocalDate secondCut = cut.plusDays(days.dayCount() / 3);
        Path file = folder.resolve("state.ueba");
        ActorBaselines.of(base.selectDays(new DayRange(days.from(), cut)), options(seed))
                .save(file);
        ActorBaselines loaded = ActorBaselines.load(file);
        for (DayRange piece : new DayRange[] {new DayRange(cut, secondCut), new DayRange(secondCut, days.to())}) {
            Tables.assertSameBits(
                    loaded.enrichAndAdd(base.selectDays(piece)), TrainingSets.enrich(base, piece, options(seed)));
        }
        loaded.save(file);
        byte[] inPieces = Files.readAllBytes(file);
        ActorBaselines.of(base, options(seed)).save(file);
        assertThat(file).hasBinaryContent(inPieces);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void load_ofSaved_savesTheSameBytes(long seed) throws IOException {
        ActorBaselines baselines = ActorBaselines.of(RandomTables.of(seed), options(seed));
        Path file = folder.resolve("state.ueba");
        Path again = folder.resolve("again.ueba");
        baselines.save(file);
        ActorBaselines loaded = ActorBaselines.load(file);
        loaded.save(again);
        assertThat(again).hasSameBinaryContentAs(file);
        assertThat(loaded.options()).isEqualTo(baselines.options());
        assertThat(loaded.baseSchema()).isEqualTo(baselines.baseSchema());
        assertThat(loaded.enrichedSchema()).isEqualTo(baselines.enrichedSchema());
        assertThat(loaded.actorCount()).isEqualTo(baselines.actorCount());
        assertThat(loaded.rowCount()).isEqualTo(baselines.rowCount());
        assertThat(loaded.lastDay()).isEqualTo(baselines.lastDay());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void enrich_ofRowsInAnyOrder_givesEachRowTheSame(long seed) {
        FeatureTable base = RandomTables.plain(seed);
        int[] reversed = IntStream.range(0, base.rowCount())
                .map(i -> base.rowCount() - 1 - i)
                .toArray();
        ActorBaselines empty = ActorBaselines.empty(base.schema(), OPTIONS);
        FeatureTable expected = empty.enrich(base);
        FeatureTable found = empty.enrich(base.selectRows(reversed));
        assertThat(empty.rowCount()).isZero();
        for (int i = 0; i < reversed.length; i++) {
            // Rows that repeat an actor's day join the history in another order, which may show in the last bits.
            if (!hasRepeatedDays(base, base.actorIndex(reversed[i]))) {
                Tables.assertSameRow(found, i, expected, reversed[i]);
            }
        }
    }

    private static boolean hasRepeatedDays(FeatureTable base, int actor) {
        int[] days = IntStream.range(0, base.rowCount())
                .filter(row -> base.actorIndex(row) == actor)
                .map(base::epochDay)
                .toArray();
        return Arrays.stream(days).distinct().count() < days.length;
    }

    private static final String HISTORY = "actor,day,x\na,2026-01-01,1\nb,2026-01-01,5\na,2026-01-02,3\n";

    private static ActorBaselines known() {
        return ActorBaselines.of(RandomTables.read(HISTORY), OPTIONS);
    }

    @Test
    void empty_knowsNothing() throws IOException {
        FeatureTable base = RandomTables.read(HISTORY);
        ActorBaselines empty = ActorBaselines.empty(base.schema(), OPTIONS);
        assertThat(empty.lastDay()).isEmpty();
        assertThat(empty.hasSeen(base.day(0))).isFalse();
        assertThat(empty.enrich(base.selectRows(new int[0])).rowCount()).isZero();
        Path file = folder.resolve("empty.ueba");
        empty.save(file);
        assertThat(ActorBaselines.load(file).rowCount()).isZero();
    }

    @Test
    void of_countsRowsActorsAndDays() {
        ActorBaselines baselines = known();
        assertThat(baselines.rowCount()).isEqualTo(3);
        assertThat(baselines.actorCount()).isEqualTo(2);
        assertThat(baselines.lastDay()).contains(LocalDate.of(2026, 1, 2));
        assertThat(baselines.hasSeen(LocalDate.of(2026, 1, 1))).isTrue();
        assertThat(baselines.hasSeen(LocalDate.of(2026, 1, 3))).isFalse();
    }

    @Test
    void add_ofRowWithoutActor_countsItButJoinsNobody() {
        ActorBaselines baselines = ActorBaselines.of(RandomTables.read("actor,day,x\n,2026-01-01,1\n"), OPTIONS);
        assertThat(baselines.rowCount()).isEqualTo(1);
        assertThat(baselines.actorCount()).isZero();
        assertThat(baselines.lastDay()).isPresent();
    }

    @Test
    void deviations_ofADayThatIsKnown_areRefused() {
        FeatureTable base = RandomTables.read("actor,day,x\na,2026-01-02,9\na,2026-01-01,9\nb,2026-01-02,9\n");
        double[] row = new double[known().enrichedSchema().featureCount()];
        for (int tooOld : new int[] {0, 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> known().deviations(base, tooOld, row))
                    .withMessageContaining("row " + tooOld + ": " + base.day(tooOld) + " is not after the newest day")
                    .withMessageContaining("2026-01-02; deviations look back only");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> known().deviations(base, 2, new double[3]))
                .withMessage("enriched rows have 4 features, but the array has 3 places");
        known().deviations(base, 2, row);
        assertThat(row).containsExactly(9.0, 0.0, 0.0, 0.0);
    }

    @Test
    void enrichAndAdd_ofADayThatIsKnown_addsNothing() {
        ActorBaselines baselines = known();
        FeatureTable mixed = RandomTables.read("actor,day,x\nb,2026-01-03,9\nb,2026-01-02,9\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> baselines.enrichAndAdd(mixed))
                .withMessage(
                        "row 1 is of 2026-01-02, but the baselines already reach to 2026-01-02; give only later days");
        assertThatIllegalArgumentException().isThrownBy(() -> baselines.addDays(mixed));
        assertThat(baselines.rowCount()).isEqualTo(3);
    }

    @Test
    void use_withOtherColumns_isRefused() {
        FeatureTable other = RandomTables.read("day,actor,x\n2026-01-03,a,1\n");
        ActorBaselines baselines = known();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> baselines.add(other, 0))
                .withMessage("expected the columns [actor, day, x] in this order, but the table has [day, actor, x]");
        assertThatIllegalArgumentException().isThrownBy(() -> baselines.deviations(other, 0, new double[4]));
        assertThatIllegalArgumentException().isThrownBy(() -> baselines.enrich(other));
        assertThatIllegalArgumentException().isThrownBy(() -> baselines.enrichAndAdd(other));
        assertThatIllegalArgumentException().isThrownBy(() -> baselines.addDays(other));
    }

    @Test
    void use_ofValueBeyondFloat_addsNothing() throws IOException {
        ActorBaselines baselines = known();
        FeatureTable huge = RandomTables.read("actor,day,x\nb,2026-01-03,9\nb,2026-01-04,1e39\n");
        for (Runnable use : new Runnable[] {
            () -> baselines.add(huge, 1),
            () -> baselines.addDays(huge),
            () -> baselines.enrichAndAdd(huge),
            () -> ActorBaselines.of(huge, OPTIONS)
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(use::run)
                    .withMessage(
                            "row 1 (2026-01-04), column 'x': expected a number in the range of float, but was 1.0E39");
        }
        assertThat(baselines.rowCount()).isEqualTo(3);
        baselines.add(huge, 0);
        assertThat(baselines.rowCount()).isEqualTo(4);
        // The largest numbers that are taken can be stored and loaded.
        FeatureTable large = RandomTables.read("actor,day,x\nb,2026-01-04,3.4e38\nb,2026-01-05,-3.4e38\n");
        baselines.addDays(large);
        Path file = folder.resolve("large.ueba");
        baselines.save(file);
        assertThat(ActorBaselines.load(file).rowCount()).isEqualTo(6);
    }

    @Test
    void enrich_ofTinySpread_givesAHugeNumber() {
        ActorBaselines baselines =
                ActorBaselines.of(RandomTables.read("actor,day,x\na,2026-01-01,0\na,2026-01-02,1e-160\n"), OPTIONS);
        FeatureTable next = RandomTables.read("actor,day,x\nb,2026-01-03,0\na,2026-01-04,3e38\n");
        FeatureTable enriched = baselines.enrich(next);
        // Far beyond float, and still a number; a forest refuses it.
        assertThat(enriched.value(1, 3)).isGreaterThan(1e190);
        assertThat(enriched.firstBeyondFloat()).isPresent();
        assertThat(baselines.rowCount()).isEqualTo(2);
    }

    @Test
    void secDev2025_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActorBaselines.of(RandomTables.read(HISTORY), DeviationOptions.secDev2025()))
                .withMessage(
                        "baselines follow actors day by day, which only ROLLING deviations do, but the algorithm is"
                                + " SECDEV_2025");
    }
}
