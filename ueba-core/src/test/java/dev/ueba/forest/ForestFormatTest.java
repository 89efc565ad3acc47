package dev.ueba.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import dev.ueba.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForestFormatTest {

    private static final StoredFile KIND = new StoredFile("UEBATEST", "a test file", 1);
    private static final int LEAF = -1;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.ueba.forest.IsolationForestTest#seeds")
    void readFrom_ofWrittenForest_givesTheSameBits(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int columnCount = 1 + random.nextInt(9);
        double[][] columns = Tables.random(random, columnCount, 1 + random.nextInt(500));
        IsolationForest forest = IsolationForest.fit(columns, Tables.options(random, columnCount))
                .withOffset(-0.3);
        BinaryWriter out = new BinaryWriter();
        forest.writeTo(out);
        BinaryReader in = reopen(out);
        IsolationForest read = IsolationForest.readFrom(in);
        in.expectEnd();
        IsolationForestTest.assertSameForest(read, forest);
        assertThat(read.decisionFunction(columns)).isEqualTo(forest.decisionFunction(columns));
    }

    @Test
    void readFrom_ofEveryPrefix_isRefused() throws IOException {
        byte[] body = bodyOf(smallForest());
        for (int length = 0; length < body.length; length++) {
            byte[] prefix = Arrays.copyOf(body, length);
            assertThatExceptionOfType(ModelFormatException.class)
                    .as("the first %s bytes", length)
                    .isThrownBy(() -> IsolationForest.readFrom(reopen(prefix)));
        }
    }

    @Test
    void readFrom_ofEveryChangedByte_isRefusedOrSound() throws IOException {
        IsolationForest forest = smallForest();
        byte[] body = bodyOf(forest);
        int refused = 0;
        for (int place = 0; place < body.length; place++) {
            for (int change : new int[] {0x01, 0x80, 0xFF}) {
                byte[] changed = body.clone();
                changed[place] ^= (byte) change;
                try {
                    IsolationForest read = IsolationForest.readFrom(reopen(changed));
                    if (read.featureCount() == forest.featureCount()) {
                        double[] scores = read.scoreSamples(new double[][] {{0, 1}, {2, -3}, {0.5, 1e30}});
                        assertThat(Arrays.stream(scores)).allMatch(score -> score >= -1 && score < 0);
                    }
                } catch (ModelFormatException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(body.length);
    }

    @Test
    void readFrom_ofHandWrittenForest_isAccepted() throws IOException {
        IsolationForest forest = IsolationForest.readFrom(reopen(handWritten(tree -> {})));
        assertThat(forest.treeCount()).isEqualTo(1);
        ForestTree tree = forest.tree(0);
        assertThat(tree.nodeCount()).isEqualTo(5);
        assertThat(tree.right(0)).isEqualTo(4);
        assertThat(tree.right(1)).isEqualTo(3);
        assertThat(tree.rowCount(0)).isEqualTo(4);
        assertThat(tree.rowCount(1)).isEqualTo(3);
        assertThat(tree.columns()).containsExactly(2, 0);
        assertThat(tree.column(0)).isEqualTo(0);
        assertThat(tree.column(1)).isEqualTo(2);
    }

    @Test
    void readFrom_ofBrokenStructure_namesWhatIsWrong() {
        assertRefused("must be odd", tree -> tree.nodeCount = 4);
        assertRefused("at most 7", tree -> tree.nodeCount = 9);
        assertRefused("number of nodes", tree -> tree.nodeCount = 0);
        assertRefused("number of nodes", tree -> tree.nodeCount = Integer.MAX_VALUE);
        assertRefused("number of nodes", tree -> tree.nodeCount = -5);
        assertRefused("complete with node 2", tree -> tree.features = new int[] {0, LEAF, LEAF, 1, LEAF});
        assertRefused("more are missing", tree -> tree.features = new int[] {0, 0, LEAF, LEAF, 1});
        assertRefused("found a split there", tree -> tree.features = new int[] {0, 1, 1, LEAF, LEAF});
        assertRefused("complete with node 0", tree -> tree.features = new int[] {LEAF, 1, 0, LEAF, LEAF});
        assertRefused("feature must be in [0, 1]", tree -> tree.features[0] = 2);
        assertRefused("feature must be in [0, 1]", tree -> tree.features[0] = -2);
        assertRefused("distinct", tree -> tree.columns = new int[] {1, 1});
        assertRefused("distinct", tree -> tree.columns = new int[] {0, 3});
        assertRefused("distinct", tree -> tree.columns = new int[] {-1, 0});
        assertRefused("node 1: the threshold", tree -> tree.thresholds[1] = Double.NaN);
        assertRefused("node 0: the threshold", tree -> tree.thresholds[0] = Double.POSITIVE_INFINITY);
        assertRefused("at least 1 row(s)", tree -> tree.leafRows[2] = 0);
        assertRefused("at least 1 row(s)", tree -> tree.leafRows[0] = -1);
        assertRefused("at most 4 rows", tree -> tree.leafRows[1] = Integer.MAX_VALUE);
        assertRefused("at most 4 rows", tree -> tree.leafRows[1] = 3);
        assertRefused("must hold 4 rows, found 3", tree -> tree.leafRows[0] = 1);
    }

    @Test
    void readFrom_ofBrokenHead_namesWhatIsWrong() {
        assertRefused("trees must be >= 1", tree -> tree.trees = 0);
        assertRefused("2 trees, found 1", tree -> tree.trees = 2);
        assertRefused("number of trees", tree -> tree.treeCount = Integer.MAX_VALUE);
        assertRefused("kind 0, 1 or 2", tree -> tree.samplesKind = 3);
        assertRefused("switches must be", tree -> tree.bootstrap = 4);
        assertRefused("a share must be in (0, 1]", tree -> tree.contamination = Double.NaN);
        assertRefused("contamination must be", tree -> tree.contamination = 0.75);
        assertRefused("seed must be", tree -> tree.seed = -1);
        assertRefused("constantTolerance must be", tree -> tree.constantTolerance = Float.NaN);
        assertRefused("a count must be >= 1", tree -> tree.featuresPerTree = 0);
        assertRefused("features must be at most", tree -> tree.featureCount = 1);
        assertRefused("number of columns", tree -> tree.featureCount = 0);
        assertRefused("number of rows per tree", tree -> tree.sampleSize = 0);
        assertRefused("number of rows per tree", tree -> tree.sampleSize = 257);
        assertRefused("offset", tree -> tree.offset = Double.NaN);
    }

    @Test
    void readFrom_ofPromisedColumnsThatAreNotThere_doesNotAllocate() {
        // 2^31 columns would not fit into the test's memory.
        assertRefused("ends early", tree -> {
            tree.featureCount = Integer.MAX_VALUE;
            tree.featuresPerTree = Integer.MAX_VALUE - 1;
        });
    }

    private void assertRefused(String message, Consumer<Parts> change) {
        assertThatThrownBy(() -> IsolationForest.readFrom(reopen(handWritten(change))))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(message);
    }

    /** A forest of one tree with two levels, part by part, as it lies in a file. */
    private static final class Parts {
        int trees = 1;
        int samplesKind = 0;
        int featuresPerTree = 2;
        int bootstrap = 0;
        double contamination = 0.1;
        long seed = 5;
        float constantTolerance = 1e-7f;
        int featureCount = 3;
        int sampleSize = 4;
        double offset = -0.5;
        int treeCount = 1;
        int nodeCount = 5;
        int[] columns = {2, 0};
        int[] features = {1, 0, LEAF, LEAF, LEAF};
        double[] thresholds = {0.5, -3.25};
        int[] leafRows = {2, 1, 1};
    }

    private static BinaryWriter handWritten(Consumer<Parts> change) {
        Parts parts = new Parts();
        change.accept(parts);
        BinaryWriter out = new BinaryWriter();
        out.writeInt(parts.trees);
        out.writeByte(parts.samplesKind);
        out.writeByte(1);
        out.writeInt(parts.featuresPerTree);
        out.writeByte(parts.bootstrap);
        out.writeByte(2);
        out.writeDouble(parts.contamination);
        out.writeLong(parts.seed);
        out.writeInt(Float.floatToRawIntBits(parts.constantTolerance));
        out.writeInt(parts.featureCount);
        out.writeInt(parts.sampleSize);
        out.writeDouble(parts.offset);
        out.writeInt(parts.treeCount);
        out.writeInt(parts.nodeCount);
        out.writeInts(parts.columns, parts.columns.length);
        out.writeInts(parts.features, parts.features.length);
        out.writeDoubles(parts.thresholds, parts.thresholds.length);
        out.writeInts(parts.leafRows, parts.leafRows.length);
        return out;
    }

    private static IsolationForest smallForest() {
        double[][] columns = Tables.random(new SplittableRandom(17), 3, 12);
        return IsolationForest.fit(
                columns,
                IsolationForestOptions.defaults()
                        .withTrees(3)
                        .withSamples(Amount.count(8))
                        .withFeatures(Amount.count(2)));
    }

    private byte[] bodyOf(IsolationForest forest) throws IOException {
        BinaryWriter out = new BinaryWriter();
        forest.writeTo(out);
        Path file = folder.resolve("forest");
        KIND.write(file, out);
        byte[] bytes = Files.readAllBytes(file);
        return Arrays.copyOfRange(bytes, 20, bytes.length - 4); // between header and checksum
    }

    private BinaryReader reopen(byte[] body) throws IOException {
        BinaryWriter out = new BinaryWriter();
        for (byte value : body) {
            out.writeByte(value);
        }
        return reopen(out);
    }

    private BinaryReader reopen(BinaryWriter body) throws IOException {
        Path file = folder.resolve("body");
        KIND.write(file, body);
        return KIND.read(file).reader();
    }
}
