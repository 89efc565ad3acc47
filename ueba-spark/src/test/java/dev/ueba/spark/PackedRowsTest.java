package dev.ueba.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedRowsTest {

    private static final FeatureSchema SCHEMA =
            FeatureSchema.ofFeatures(List.of("nothing", "small", "negative", "short", "int", "real", "zeros"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void read_ofWhatWasPacked_isTheSame(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FeatureTable table = Frames.table(SCHEMA, builder -> {
            int rows = random.nextInt(1, 500);
            for (int row = 0; row < rows; row++) {
                double[] values = {
                    0,
                    random.nextInt(128),
                    random.nextInt(-128, 0),
                    random.nextInt(-32768, 32768),
                    random.nextInt(),
                    random.nextDouble(-1e300, 1e300),
                    random.nextBoolean() ? -0.0 : 0.0
                };
                builder.addRow("actor \u00e9\uD83D\uDE00 " + row / 7, random.nextInt(), values);
            }
        });
        long[] ranks = random.longs(random.nextBoolean() ? table.rowCount() : 0).toArray();
        BitSet copies = BitSet.valueOf(new long[] {random.nextLong()});
        BitSet others = new BitSet();

        PackedRows rows = PackedRows.read(PackedRows.pack(table, ranks, copies, others));

        assertThat(Frames.lines(rows.table(SCHEMA))).isEqualTo(Frames.lines(table));
        assertThat(rows.rowCount()).isEqualTo(table.rowCount());
        assertThat(rows.runCount()).isEqualTo((table.rowCount() - 1) / 7 + 1);
        for (int run = 0; run < rows.runCount(); run++) {
            for (int row = rows.runStart(run); row < rows.runEnd(run); row++) {
                assertThat(rows.actor(run)).isEqualTo(table.actor(row));
                assertThat(rows.name(run)).isEqualTo(table.actor(row).getBytes(StandardCharsets.UTF_8));
                assertThat(rows.day(row)).isEqualTo(table.epochDay(row));
                assertThat(rows.rank(row)).isEqualTo(ranks.length == 0 ? 0 : ranks[row]);
                assertThat(rows.isCopy(row)).isEqualTo(copies.get(row));
                assertThat(rows.isAnother(row)).isFalse();
            }
        }
    }
}
