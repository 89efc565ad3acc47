package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.feature.FeatureTable;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DistinctRowsTest {

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void of_randomTable_keepsTheFirstOfEqualRows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder csv = new StringBuilder("actor,day,x,y\n");
        String[] cells = {"0", "-0.0", "0.0", "", "1", "1e-300"};
        for (int row = random.nextInt(400); row >= 0; row--) {
            csv.append(random.nextInt(4) == 0 ? "" : "a" + random.nextInt(3))
                    .append(",2026-01-0")
                    .append(1 + random.nextInt(2))
                    .append(',')
                    .append(cells[random.nextInt(cells.length)])
                    .append(',')
                    .append(cells[random.nextInt(cells.length)])
                    .append('\n');
        }
        FeatureTable table = Samples.read(csv.toString());
        Set<String> seen = new HashSet<>();
        int[] first = IntStream.range(0, table.rowCount())
                // Adding 0.0 makes -0.0 and 0.0 the same text, as pandas takes them for equal.
                .filter(row -> seen.add(table.actor(row) + "," + table.day(row) + "," + (table.value(row, 0) + 0.0)
                        + "," + (table.value(row, 1) + 0.0)))
                .toArray();
        assertThat(DistinctRows.of(table).toRecords())
                .isEqualTo(table.selectRows(first).toRecords());
    }

    @Test
    void of_tableWithoutEqualRows_isTheTable() {
        FeatureTable table = Samples.read("actor,day,x\na,2026-01-01,1\na,2026-01-02,1\nb,2026-01-01,1\n");
        assertThat(DistinctRows.of(table)).isSameAs(table);
        FeatureTable none = table.selectRows(new int[0]);
        assertThat(DistinctRows.of(none)).isSameAs(none);
    }
}
