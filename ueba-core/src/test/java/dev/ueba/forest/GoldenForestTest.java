package dev.ueba.forest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole fits against scikit-learn's, bit for bit. See golden/isolation-forest/README.md for where the numbers come from. */
class GoldenForestTest {

    private static final int TREES_IN_FULL = 3;

    @ParameterizedTest
    @MethodSource("dev.ueba.forest.Golden#cases")
    void fit_ofGoldenCase_givesTheSameSizesAndOffset(String name) throws IOException {
        IsolationForest forest = IsolationForest.fit(Golden.columns(name), Golden.options(name));
        Golden.Entry expected = Golden.object(name + "/expected.json");
        assertThat(forest.sampleSize()).isEqualTo(expected.integer("max_samples_"));
        assertThat(IsolationForestOptions.depthLimit(forest.sampleSize())).isEqualTo(expected.integer("max_depth"));
        assertThat(forest.tree(0).columns()).hasSize(expected.integer("features_per_tree"));
        assertSameBits(forest.offset(), expected.bits("offset_bits"));
        assertSameBits(forest.offset(), expected.real("offset_"));
    }

    @ParameterizedTest
    @MethodSource("dev.ueba.forest.Golden#cases")
    void fit_ofGoldenCase_growsTheSameTrees(String name) throws IOException, NoSuchAlgorithmException {
        IsolationForest forest = IsolationForest.fit(Golden.columns(name), Golden.options(name));
        Golden.Entry digests = Golden.object(name + "/tree-digests.json");
        int[] nodeCounts = digests.integers("node_count");
        List<String> hashes = digests.texts("sha256");
        assertThat(nodeCounts).hasSize(forest.treeCount());
        assertThat(hashes).hasSize(forest.treeCount());
        for (int tree = 0; tree < forest.treeCount(); tree++) {
            assertThat(forest.tree(tree).nodeCount())
                    .as("nodes of tree %s", tree)
                    .isEqualTo(nodeCounts[tree]);
            assertThat(digest(forest.tree(tree))).as("tree %s", tree).isEqualTo(hashes.get(tree));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ueba.forest.Golden#cases")
    void grow_ofGoldenCase_drawsAndSplitsAlike(String name) throws IOException {
        ForestGrower forestGrower = new ForestGrower(InputColumns.of(Golden.columns(name)), Golden.options(name));
        IsolationForest forest = IsolationForest.fit(Golden.columns(name), Golden.options(name));
        TreeGrower grower = forestGrower.newTreeGrower();
        for (int tree = 0; tree < TREES_IN_FULL; tree++) {
            Golden.Entry expected = Golden.object(name + "/tree-" + tree + ".json");
            SingleTree grown = grower.grow(forestGrower.seeds()[tree]);
            assertThat(grower.drawnColumns()).isEqualTo(expected.integers("features"));
            assertThat(grower.drawnRows()).isEqualTo(expected.integers("sampled_rows_in_draw_order"));
            assertThat(grown.rowCount).isEqualTo(expected.integers("n_node_samples"));
            assertSameBits(grower.impurities(), expected.reals("impurity"));

            ForestTree view = forest.tree(tree);
            int nodes = view.nodeCount();
            assertThat(view.columns()).isEqualTo(expected.integers("features"));
            int[] left = new int[nodes];
            int[] right = new int[nodes];
            int[] feature = new int[nodes];
            int[] rowCount = new int[nodes];
            double[] threshold = new double[nodes];
            for (int node = 0; node < nodes; node++) {
                left[node] = view.left(node);
                right[node] = view.right(node);
                feature[node] = view.feature(node);
                rowCount[node] = view.rowCount(node);
                threshold[node] = view.threshold(node);
            }
            assertThat(left).isEqualTo(expected.integers("left"));
            assertThat(right).isEqualTo(expected.integers("right"));
            assertThat(feature).isEqualTo(expected.integers("feature"));
            assertThat(rowCount).isEqualTo(expected.integers("n_node_samples"));
            assertSameBits(threshold, expected.reals("threshold"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ueba.forest.Golden#cases")
    void grow_ofGoldenCase_usesTheSameRandomNumbers(String name) throws IOException {
        Golden.Entry expected = Golden.object(name + "/rng.json");
        IsolationForestOptions options = Golden.options(name);
        assertThat(options.seed()).isEqualTo(expected.whole("seed"));
        MersenneTwister twister = new MersenneTwister();
        twister.seed((int) options.seed());
        for (int output : expected.integers("mt19937_first_20_uint32")) {
            assertThat(twister.nextInt()).isEqualTo(output);
        }
        ForestGrower forestGrower = new ForestGrower(InputColumns.of(Golden.columns(name)), options);
        assertSameBits(Arrays.copyOf(forestGrower.targets(), 5), expected.reals("y_first_5"));
        assertThat(forestGrower.seeds()).isEqualTo(expected.integers("ensemble_seeds"));
        TreeGrower grower = forestGrower.newTreeGrower();
        for (int tree = 0; tree < TREES_IN_FULL; tree++) {
            grower.grow(forestGrower.seeds()[tree]);
            assertThat(grower.treeSeed()).isEqualTo(expected.integers("tree_random_state_first_3")[tree]);
            twister.seed(grower.treeSeed());
            assertThat(twister.nextBelow(Integer.MAX_VALUE))
                    .isEqualTo(expected.integers("xorshift_initial_state_first_3")[tree]);
        }
        TreeRandom random = new TreeRandom(expected.integers("xorshift_initial_state_first_3")[0]);
        for (int output : expected.integers("xorshift_first_20_outputs_tree_0")) {
            assertThat(random.next()).isEqualTo(output);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.ueba.forest.Golden#cases")
    void scores_ofGoldenCase_areTheSame(String name) throws IOException {
        double[][] columns = Golden.columns(name);
        IsolationForest forest = IsolationForest.fit(columns, Golden.options(name));
        double[] sums = forest.pathLengthSums(columns);
        double[] scores = forest.scoreSamples(columns);
        double[] decisions = forest.decisionFunction(columns);
        List<String[]> expected = Golden.csv(name + "/scores.csv");
        assertThat(expected).hasSize(sums.length);
        double[] values = new double[columns.length];
        for (int row = 0; row < sums.length; row++) {
            String[] cells = expected.get(row);
            assertThat(Integer.parseInt(cells[0])).isEqualTo(row);
            assertSameBits(sums[row], Double.parseDouble(cells[1]));
            assertSameBits(scores[row], Double.parseDouble(cells[2]));
            assertSameBits(decisions[row], Double.parseDouble(cells[3]));
            assertThat(decisions[row] < 0 ? -1 : 1).isEqualTo(Integer.parseInt(cells[4]));
            for (int feature = 0; feature < values.length; feature++) {
                values[feature] = columns[feature][row];
            }
            assertSameBits(forest.scoreSample(values), scores[row]);
        }
    }

    private static String digest(ForestTree tree) throws NoSuchAlgorithmException {
        StringBuilder lines = new StringBuilder();
        for (int node = 0; node < tree.nodeCount(); node++) {
            lines.append(tree.left(node))
                    .append(',')
                    .append(tree.right(node))
                    .append(',')
                    .append(tree.feature(node))
                    .append(',')
                    .append(HexFormat.of().toHexDigits(Double.doubleToRawLongBits(tree.threshold(node))))
                    .append(',')
                    .append(tree.rowCount(node))
                    .append('\n');
        }
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(lines.toString().getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(hash);
    }

    private static void assertSameBits(double[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertSameBits(found[i], expected[i]);
        }
    }

    private static void assertSameBits(double found, double expected) {
        if (Double.doubleToRawLongBits(found) != Double.doubleToRawLongBits(expected)) {
            assertThat(Double.toHexString(found)).isEqualTo(Double.toHexString(expected));
        }
    }
}
