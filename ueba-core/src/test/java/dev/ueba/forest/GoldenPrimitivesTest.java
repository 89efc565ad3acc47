package dev.ueba.forest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The parts of the forest, each against numbers of NumPy, scikit-learn or the C library; see the README of the files. */
class GoldenPrimitivesTest {

    @Test
    void twister_ofGoldenSeeds_givesTheSameStreams() throws IOException {
        MersenneTwister twister = new MersenneTwister();
        for (Golden.Entry entry : Golden.list("primitives/mt19937.json")) {
            int seed = (int) entry.whole("seed");
            twister.seed(seed);
            int[] first = new int[627];
            for (int i = 0; i < first.length; i++) {
                first[i] = twister.nextInt();
            }
            assertThat(Arrays.copyOf(first, 20)).isEqualTo(entry.integers("uint32_first_20"));
            assertThat(Arrays.copyOfRange(first, 623, 627)).isEqualTo(entry.integers("uint32_at_index_623_to_626"));
            twister.seed(seed);
            for (double uniform : entry.reals("uniform_first_5")) {
                assertThat(twister.nextUniform()).isEqualTo(uniform);
            }
            twister.seed(seed);
            for (int value : entry.integers("randint_below_2147483647_first_10")) {
                assertThat(twister.nextBelow(Integer.MAX_VALUE)).isEqualTo(value);
            }
            twister.seed(seed);
            for (int value : entry.integers("randint_below_1000_first_10")) {
                assertThat(twister.nextBelow(1000)).isEqualTo(value);
            }
            twister.seed(seed);
            assertThat(new int[] {twister.nextBelow(1), twister.nextBelow(7)})
                    .isEqualTo(entry.integers("randint_below_1_then_below_7"));
        }
    }

    @Test
    void drawDistinct_ofGoldenCases_drawsTheSameInTheSameOrder() throws IOException {
        MersenneTwister twister = new MersenneTwister();
        RowSampling sampling = new RowSampling(); // one for all: what a draw leaves behind must not matter
        for (Golden.Entry entry : Golden.list("primitives/sample-without-replacement.json")) {
            twister.seed(entry.integer("seed"));
            int[] drawn = new int[entry.integer("k")];
            sampling.drawDistinct(twister, entry.integer("n"), drawn);
            assertThat(drawn).as(entry.fields().toString()).isEqualTo(entry.integers("result"));
        }
    }

    @Test
    void treeRandom_ofGoldenStates_givesTheSameStream() throws IOException {
        for (Golden.Entry entry : Golden.list("primitives/xorshift32.json")) {
            TreeRandom random = new TreeRandom((int) entry.whole("initial_state"));
            int[] outputs = entry.integers("outputs");
            int[] states = entry.integers("states_as_uint32");
            for (int i = 0; i < outputs.length; i++) {
                assertThat(random.next()).isEqualTo(outputs[i]);
                assertThat(random.state()).isEqualTo(states[i]);
            }
        }
    }

    @Test
    void nextBetween_ofGoldenBounds_givesTheSameThreshold() throws IOException {
        for (Golden.Entry entry : Golden.list("primitives/threshold.json")) {
            int state = (int) entry.whole("state_before");
            assertThat(new TreeRandom(state).next()).isEqualTo(entry.integer("draw"));
            double threshold = new TreeRandom(state).nextBetween((float) entry.real("min"), (float) entry.real("max"));
            assertThat(threshold).isEqualTo(entry.real("threshold"));
        }
    }

    @Test
    void castToFloat_ofGoldenValues_roundsAlike() throws IOException {
        for (Golden.Entry entry : Golden.list("primitives/to-float32.json")) {
            float rounded = (float) entry.bits("x_bits");
            assertThat(HexFormat.of().toHexDigits(Float.floatToRawIntBits(rounded)))
                    .isEqualTo(entry.get("float32_bits"));
            assertThat((double) rounded).isEqualTo(entry.real("back"));
        }
    }

    @Test
    void depthLimit_ofGoldenSizes_isTheSame() throws IOException {
        for (Golden.Entry entry : Golden.list("primitives/depth-limit.json")) {
            assertThat(IsolationForestOptions.depthLimit(entry.integer("max_samples")))
                    .isEqualTo(entry.integer("max_depth"));
        }
    }

    @Test
    void percentile_ofGoldenValues_isTheSame() throws IOException {
        for (Golden.Entry entry : Golden.list("primitives/percentile.json")) {
            double found = Percentile.of(entry.reals("values"), entry.real("contamination"));
            assertThat(found).isEqualTo(entry.real("expected"));
        }
    }

    @Test
    void averagePathLength_ofGoldenSizes_isTheSame() throws IOException {
        PathLengths pathLengths = new PathLengths();
        List<String[]> lines = Golden.csv("primitives/average-path-length.csv");
        assertThat(lines).hasSize(1025);
        for (String[] cells : lines) {
            assertThat(pathLengths.average(Integer.parseInt(cells[0])))
                    .as("c(%s)", cells[0])
                    .isEqualTo(Golden.ofBits(cells[2]));
        }
    }

    @Test
    void powerOfTwo_ofGoldenExponents_isTheSame() throws IOException {
        List<String[]> lines = Golden.csv("primitives/power-of-two.csv");
        assertThat(lines).hasSize(2000);
        for (String[] cells : lines) {
            assertThat(PowerOfTwo.of(Golden.ofBits(cells[1])))
                    .as("2^%s", cells[0])
                    .isEqualTo(Golden.ofBits(cells[3]));
        }
    }
}
