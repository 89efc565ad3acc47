package dev.ueba.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.feature.FeatureRecord;
import dev.ueba.feature.FeatureTable;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.FileDamage;
import dev.ueba.storage.ModelFormatException;
import dev.ueba.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken and hostile files of baselines. */
class BaselineFileTest {

    private static final DeviationOptions OPTIONS = DeviationOptions.defaults().withModifiedZScores(true);
    private static final StoredFile KIND = new StoredFile("UEBASTAT", "a file of actor baselines", 1);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("state.ueba");
    }

    private static FeatureTable history() {
        return RandomTables.read(
                "actor,day,x,y\na,2026-01-01,1,0\nb,2026-01-01,5,\n,2026-01-01,5,1\na,2026-01-03,3,0.5\n");
    }

    private byte[] saved() throws IOException {
        ActorBaselines.of(history(), OPTIONS).save(file);
        return Files.readAllBytes(file);
    }

    @Test
    void load_ofDamagedFile_isRefused() throws IOException {
        FileDamage.assertRefused(saved(), file, ActorBaselines::load);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x10, 0x80, 0xFF})
    void load_ofChangedBodyWithRightChecksum_isRefusedOrUsable(int mask) throws IOException {
        byte[] bytes = saved();
        FeatureTable next =
                RandomTables.read("actor,day,x,y\na,2026-01-04,1e9,0\nb,2026-01-04,0,-2\nc,2026-01-05,1,1\n");
        int refused = 0;
        for (int at = FileDamage.bodyStart(); at < FileDamage.bodyEnd(bytes); at++) {
            Files.write(file, FileDamage.withChecksum(FileDamage.flipped(bytes, at, mask)));
            try {
                ActorBaselines loaded = ActorBaselines.load(file);
                if (loaded.baseSchema().equals(next.schema())
                        && loaded.lastDay().orElseThrow().getYear() == 2026) {
                    // Tables hold finite numbers only, so this would throw if the state were not sound.
                    loaded.enrichAndAdd(next);
                }
                if (at % 16 == 0) {
                    // What was read can be written and read again.
                    loaded.save(file);
                    ActorBaselines.load(file);
                }
            } catch (ModelFormatException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan((bytes.length - 24) / 4);
    }

    /** What can be wrong in a body written by hand; the rest of it stays right. */
    private enum Lie {
        NONE,
        HUGE_COLUMN_COUNT,
        NEGATIVE_COLUMN_COUNT,
        NO_ACTOR_COLUMN,
        REPEATED_COLUMN,
        BAD_TRUTH,
        NEGATIVE_ROWS,
        TOO_FEW_ROWS,
        ROWS_WITHOUT_DAYS,
        MORE_DAYS_THAN_ROWS,
        HUGE_DAY_COUNT,
        DAYS_DESCEND,
        DAYS_REPEAT,
        HUGE_ACTOR_COUNT,
        NEGATIVE_ACTOR_COUNT,
        EMPTY_NAME,
        REPEATED_NAME,
        HUGE_NAME,
        NAME_NOT_UTF8,
        NO_ROWS_OF_ACTOR,
        UNKNOWN_LAST_DAY,
        COUNT_ABOVE_ROWS,
        NEGATIVE_COUNT,
        MOMENT_NAN,
        MOMENT_INFINITE,
        MEAN_BEYOND_FLOAT,
        NEGATIVE_SQUARES,
        MOMENTS_OF_NOTHING,
        VALUE_NAN,
        VALUE_BEYOND_FLOAT,
        VALUES_DESCEND,
        MORE_FOLLOWS
    }

    private void writeByHand(Lie lie) throws IOException {
        BinaryWriter out = new BinaryWriter();
        writeColumns(out, lie);
        out.writeBoolean(true);
        out.writeBoolean(true);
        out.writeByte(lie == Lie.BAD_TRUTH ? 2 : 0);
        out.writeBoolean(false);
        long rows = lie == Lie.REPEATED_NAME ? 4 : 2;
        out.writeLong(lie == Lie.NEGATIVE_ROWS ? -1 : lie == Lie.TOO_FEW_ROWS ? 1 : rows);
        writeDays(out, lie);
        switch (lie) {
            case HUGE_ACTOR_COUNT -> out.writeInt(Integer.MAX_VALUE);
            case NEGATIVE_ACTOR_COUNT -> out.writeInt(-1);
            case REPEATED_NAME -> {
                out.writeInt(2);
                writeActor(out, lie);
            }
            case ROWS_WITHOUT_DAYS -> out.writeInt(0);
            default -> out.writeInt(1);
        }
        if (lie != Lie.ROWS_WITHOUT_DAYS) {
            writeActor(out, lie);
        }
        if (lie == Lie.MORE_FOLLOWS) {
            out.writeByte(0);
        }
        KIND.write(file, out);
    }

    private static void writeColumns(BinaryWriter out, Lie lie) {
        switch (lie) {
            case HUGE_COLUMN_COUNT -> out.writeInt(Integer.MAX_VALUE);
            case NEGATIVE_COLUMN_COUNT -> out.writeInt(-3);
            case NO_ACTOR_COLUMN -> out.writeTexts(List.of("who", "day", "x"));
            case REPEATED_COLUMN -> out.writeTexts(List.of("actor", "day", "x", "x"));
            default -> out.writeTexts(List.of("actor", "day", "x"));
        }
    }

    private static void writeDays(BinaryWriter out, Lie lie) {
        int[] days =
                switch (lie) {
                    case ROWS_WITHOUT_DAYS -> new int[0];
                    case MORE_DAYS_THAN_ROWS -> new int[] {20_000, 20_001, 20_002};
                    case DAYS_DESCEND -> new int[] {20_001, 20_000};
                    case DAYS_REPEAT -> new int[] {20_000, 20_000};
                    default -> new int[] {20_000, 20_001};
                };
        out.writeInt(lie == Lie.HUGE_DAY_COUNT ? Integer.MAX_VALUE : days.length);
        out.writeInts(days, days.length);
    }

    private static void writeActor(BinaryWriter out, Lie lie) {
        switch (lie) {
            case EMPTY_NAME -> out.writeText("");
            case HUGE_NAME -> out.writeInt(Integer.MAX_VALUE);
            case NAME_NOT_UTF8 -> {
                out.writeInt(1);
                out.writeByte(0xFF);
            }
            default -> out.writeText("a");
        }
        out.writeInt(lie == Lie.NO_ROWS_OF_ACTOR ? 0 : 2);
        out.writeInt(lie == Lie.UNKNOWN_LAST_DAY ? 20_007 : 20_001);
        int count = lie == Lie.MOMENTS_OF_NOTHING ? 0 : 2;
        out.writeInt(lie == Lie.COUNT_ABOVE_ROWS ? 3 : lie == Lie.NEGATIVE_COUNT ? -1 : count);
        out.writeDouble(lie == Lie.MOMENT_NAN ? Double.NaN : 4.0);
        out.writeDouble(lie == Lie.MOMENT_INFINITE ? Double.NEGATIVE_INFINITY : 0.0);
        out.writeDouble(lie == Lie.MEAN_BEYOND_FLOAT ? 1e39 : 2.0);
        out.writeDouble(lie == Lie.NEGATIVE_SQUARES ? -2.0 : 2.0);
        if (count > 0) {
            out.writeDouble(lie == Lie.VALUES_DESCEND ? 4.0 : 1.0);
            out.writeDouble(lie == Lie.VALUE_NAN ? Double.NaN : lie == Lie.VALUE_BEYOND_FLOAT ? 1e300 : 3.0);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void load_ofHostileBody_isRefused(Lie lie) throws IOException {
        writeByHand(lie);
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> ActorBaselines.load(file))
                .withMessageStartingWith(file + ": ")
                .withMessageContaining("the file is damaged");
    }

    @Test
    void load_ofBodyWrittenByHand_isTheSameAsSaved() throws IOException {
        writeByHand(Lie.NONE);
        byte[] byHand = Files.readAllBytes(file);
        // Days 20000 and 20001.
        ActorBaselines.of(RandomTables.read("actor,day,x\na,2024-10-04,1\na,2024-10-05,3\n"), OPTIONS)
                .save(file);
        assertThat(file).hasBinaryContent(byHand);
        assertThat(ActorBaselines.load(file).lastDay()).contains(LocalDate.of(2024, 10, 5));
    }

    @Test
    void load_ofManyEqualValues_isQuick() throws IOException {
        BinaryWriter out = new BinaryWriter();
        int rows = 2_000_000;
        Consumer<double[]> doubles = values -> out.writeDoubles(values, values.length);
        writeColumns(out, Lie.NONE);
        for (boolean option : new boolean[] {true, true, false, false}) {
            out.writeBoolean(option);
        }
        out.writeLong(rows);
        writeDays(out, Lie.NONE);
        out.writeInt(1);
        out.writeText("a");
        out.writeInt(rows);
        out.writeInt(20_001);
        out.writeInt(rows);
        doubles.accept(new double[4]);
        doubles.accept(new double[rows]);
        KIND.write(file, out);
        // Inserted one by one these would take hours.
        assertThat(ActorBaselines.load(file).rowCount()).isEqualTo(rows);
    }

    @Test
    void save_ofNameThatIsNoUnicode_keepsTheOldFile() throws IOException {
        byte[] old = saved();
        FeatureTable odd =
                FeatureTable.of(List.of(new FeatureRecord("a\ud800", LocalDate.of(2026, 1, 1), Map.of("x", 1.0))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActorBaselines.of(odd, OPTIONS).save(file));
        assertThat(file).hasBinaryContent(old);
    }
}
