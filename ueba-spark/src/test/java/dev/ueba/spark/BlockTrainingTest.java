package dev.ueba.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.DetectorOptions;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockTrainingTest {

    private static BlockTraining training(Dataset<Row> rows, boolean ordered, double share, int rowsPerCell) {
        SparkUebaOptions options = SparkUebaOptions.defaults();
        BaseColumns columns = new BaseColumns(rows, ordered ? options.withOrderColumn(Frames.ORDER) : options);
        return new BlockTraining(
                BaseColumns.byActor(columns.packed(rows)),
                new Deviations(columns.schema(), DetectorOptions.defaults().deviations()),
                ordered,
                share,
                rowsPerCell);
    }

    /** Names that UTF-16 orders otherwise than code points, beginnings of one another, and long ones that begin alike. */
    private static FeatureTable hardNames(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> names =
                List.of("a", "ab", "\uFFFD", "\uD83D\uDE00", "z".repeat(99), "z".repeat(99) + "y", "\u00e9");
        return Frames.table(FeatureSchema.ofFeatures(List.of("x", "y")), builder -> {
            for (int day = 0; day < 30; day++) {
                for (String name :
                        names.stream().sorted((a, b) -> compareCodePoints(a, b)).toList()) {
                    if (random.nextInt(4) > 0) {
                        builder.addRow(name, day, new double[] {random.nextInt(9), random.nextDouble()});
                    }
                }
            }
        });
    }

    private static int compareCodePoints(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false", "5, 2, false", "3, 1000000, false", "2, 1, true", "7, 4, true"})
    void rows_ofAnyNumbers_areThoseOfTheCore(int partitions, int rowsPerCell, boolean ordered) {
        FeatureTable base = hardNames(partitions);
        FeatureTable expected = TrainingSets.split(
                        base, 0.4, DetectorOptions.defaults().deviations())
                .training();
        Dataset<Row> rows = ordered ? Frames.numbered(base, partitions) : Frames.plain(base, partitions);
        int[] numbers = IntStream.range(0, expected.rowCount())
                .filter(row -> row % 3 != 1)
                .toArray();

        try (BlockTraining training = training(rows, ordered, 0.4, rowsPerCell)) {
            assertThat(training.rowCount()).isEqualTo(expected.rowCount());
            List<double[]> found = training.rows(Sessions.shared(), numbers);
            assertThat(found).hasSameSizeAs(numbers);
            for (int i = 0; i < numbers.length; i++) {
                for (int feature = 0; feature < expected.featureCount(); feature++) {
                    assertThat(Frames.bits(found.get(i)[feature]))
                            .isEqualTo(Frames.bits(expected.value(numbers[i], feature)));
                }
            }
        }
    }

    @Test
    void rows_ofAnOrderNumberThatTwoActorsHave_areRefused() {
        FeatureTable base = hardNames(1);
        Dataset<Row> rows = Frames.numbered(base, 3)
                .withColumn(
                        Frames.ORDER,
                        functions.expr("if(row = " + (base.rowCount() - 1) + ", " + (base.rowCount() - 2) + "L, row)"));

        try (BlockTraining training = training(rows, true, 0.4, 4)) {
            assertThatThrownBy(() -> training.rows(Sessions.shared(), new int[] {0}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the same order number");
        }
    }
}
