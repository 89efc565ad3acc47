package dev.ueba.forest;

import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How a forest lies in a model file. */
final class ForestFormat {

    /*
     * options, number of columns of the table, rows per tree, offset, number of trees; then per tree: number of nodes, the
     * drawn columns (only if a tree uses fewer than all), per node the split feature or LEAF in depth-first order, the
     * thresholds of the inner nodes and the row counts of the leaves, in the same order.
     *
     * Children and the row counts of inner nodes are not written: the depth-first order determines them, so that a file
     * cannot hold a cycle, a shared child or counts that disagree. What is left to check is that the order makes one whole
     * tree, the ranges of the numbers, and the depth.
     */
    private static final int AUTO = 0;
    private static final int COUNT = 1;
    private static final int SHARE = 2;

    private static final int BOOTSTRAP = 1;
    private static final int NOVELTY_GUARD = 2;

    private ForestFormat() {}

    static void write(IsolationForest forest, BinaryWriter out) {
        writeOptions(forest.options(), out);
        out.writeInt(forest.featureCount());
        out.writeInt(forest.sampleSize());
        out.writeDouble(forest.offset());
        out.writeInt(forest.treeCount());
        for (int tree = 0; tree < forest.treeCount(); tree++) {
            writeTree(forest.tree(tree), forest.featureCount(), out);
        }
    }

    static IsolationForest read(BinaryReader in) throws ModelFormatException {
        IsolationForestOptions options = readOptions(in);
        int featureCount = in.readInt("the number of columns", 1, Integer.MAX_VALUE);
        int sampleSize = in.readInt("the number of rows per tree", 1, mostSamples(options));
        double offset = in.readFinite("the offset");
        int featuresPerTree;
        try {
            featuresPerTree = options.featuresPerTree(featureCount);
        } catch (IllegalArgumentException e) {
            throw in.broken(String.valueOf(e.getMessage()));
        }
        int treeCount = in.readCount("trees", 3 * Integer.BYTES);
        if (treeCount != options.trees()) {
            throw in.broken("the options ask for " + options.trees() + " trees, found " + treeCount);
        }
        List<SingleTree> trees = new ArrayList<>(treeCount);
        long nodes = 0;
        for (int tree = 0; tree < treeCount; tree++) {
            SingleTree read =
                    readTree(in, "tree " + tree, featureCount, featuresPerTree, sampleSize, options.noveltyGuard());
            nodes += read.nodeCount();
            if (!options.bootstrap() && read.rowCount[0] != sampleSize) {
                throw in.broken("tree " + tree + " must hold " + sampleSize + " rows, found " + read.rowCount[0]);
            }
            trees.add(read);
        }
        if (nodes > Integer.MAX_VALUE - 8) {
            throw in.broken("a forest holds fewer than 2^31 nodes, found " + nodes);
        }
        return IsolationForest.of(trees, options, featureCount, sampleSize, offset);
    }

    private static int mostSamples(IsolationForestOptions options) {
        if (options.samples() instanceof Amount.Count count) {
            return Math.min(count.value(), IsolationForestOptions.MAX_SAMPLES);
        }
        return options.samples() instanceof Amount.Auto
                ? IsolationForestOptions.AUTO_SAMPLES
                : IsolationForestOptions.MAX_SAMPLES;
    }

    private static void writeOptions(IsolationForestOptions options, BinaryWriter out) {
        out.writeInt(options.trees());
        writeAmount(options.samples(), out);
        writeAmount(options.features(), out);
        out.writeByte((options.bootstrap() ? BOOTSTRAP : 0) | (options.noveltyGuard() ? NOVELTY_GUARD : 0));
        writeAmount(options.contamination(), out);
        out.writeLong(options.seed());
        out.writeInt(Float.floatToRawIntBits(options.constantTolerance()));
    }

    private static IsolationForestOptions readOptions(BinaryReader in) throws ModelFormatException {
        int trees = in.readInt();
        Amount samples = readAmount(in, "samples");
        Amount features = readAmount(in, "features");
        int switches = in.readByte();
        if (switches < 0 || switches > (BOOTSTRAP | NOVELTY_GUARD)) {
            throw in.broken("the switches must be in [0, 3], found " + switches);
        }
        Amount contamination = readAmount(in, "contamination");
        long seed = in.readLong();
        float constantTolerance = Float.intBitsToFloat(in.readInt());
        try {
            return new IsolationForestOptions(
                    trees,
                    samples,
                    features,
                    (switches & BOOTSTRAP) != 0,
                    contamination,
                    seed,
                    constantTolerance,
                    (switches & NOVELTY_GUARD) != 0);
        } catch (IllegalArgumentException e) {
            throw in.broken(String.valueOf(e.getMessage()));
        }
    }

    private static void writeAmount(Amount amount, BinaryWriter out) {
        if (amount instanceof Amount.Count count) {
            out.writeByte(COUNT);
            out.writeInt(count.value());
        } else if (amount instanceof Amount.Share share) {
            out.writeByte(SHARE);
            out.writeDouble(share.value());
        } else {
            out.writeByte(AUTO);
        }
    }

    private static Amount readAmount(BinaryReader in, String what) throws ModelFormatException {
        int kind = in.readByte();
        try {
            return switch (kind) {
                case AUTO -> Amount.auto();
                case COUNT -> Amount.count(in.readInt());
                case SHARE -> Amount.share(in.readDouble());
                default -> throw in.broken(what + " must be of kind 0, 1 or 2, found " + kind);
            };
        } catch (IllegalArgumentException e) {
            throw in.broken(what + ": " + e.getMessage());
        }
    }

    private static void writeTree(ForestTree tree, int featureCount, BinaryWriter out) {
        int nodeCount = tree.nodeCount();
        int[] columns = tree.columns();
        int[] features = new int[nodeCount];
        double[] thresholds = new double[nodeCount / 2];
        int[] leafRows = new int[nodeCount / 2 + 1];
        int inner = 0;
        for (int node = 0; node < nodeCount; node++) {
            if (tree.isLeaf(node)) {
                features[node] = SingleTree.LEAF;
                leafRows[node - inner] = tree.rowCount(node);
            } else {
                features[node] = tree.feature(node);
                thresholds[inner] = tree.threshold(node);
                inner++;
            }
        }
        out.writeInt(nodeCount);
        if (columns.length < featureCount) {
            out.writeInts(columns, columns.length);
        }
        out.writeInts(features, nodeCount);
        out.writeDoubles(thresholds, thresholds.length);
        out.writeInts(leafRows, leafRows.length);
    }

    private static SingleTree readTree(
            BinaryReader in, String what, int featureCount, int featuresPerTree, int sampleSize, boolean noveltyGuard)
            throws ModelFormatException {
        int nodeCount = in.readCount("nodes of " + what, Integer.BYTES);
        // A guard has an empty leaf, and there are fewer of them than levels.
        int guards = noveltyGuard ? IsolationForestOptions.depthLimit(sampleSize) - 1 : 0;
        long mostNodes = 2L * sampleSize - 1 + 2L * guards;
        if (nodeCount % 2 != 1 || nodeCount > mostNodes) {
            throw in.broken("the number of nodes of " + what + " must be odd and at most " + mostNodes + ", found "
                    + nodeCount);
        }
        int fewestRows = noveltyGuard ? 0 : 1;
        int[] columns = new int[0];
        if (featuresPerTree < featureCount) {
            columns = in.readInts(featuresPerTree);
            checkColumns(in, what, columns, featureCount);
        }
        int[] features = in.readInts(nodeCount);
        double[] innerThresholds = in.readDoubles(nodeCount / 2);
        int[] leafRows = in.readInts(nodeCount / 2 + 1);
        int[] right = rightChildren(in, what, features, featuresPerTree, sampleSize);
        double[] thresholds = new double[nodeCount];
        int[] rowCounts = new int[nodeCount];
        int inner = 0;
        for (int node = 0; node < nodeCount; node++) {
            if (features[node] == SingleTree.LEAF) {
                rowCounts[node] = leafRows[node - inner];
                if (rowCounts[node] < fewestRows) {
                    throw in.broken(what + ", node " + node + ": a leaf holds at least " + fewestRows
                            + " row(s), found " + rowCounts[node]);
                }
            } else {
                thresholds[node] = innerThresholds[inner];
                if (!Double.isFinite(thresholds[node])) {
                    throw in.broken(what + ", node " + node + ": the threshold must be a finite number, found "
                            + thresholds[node]);
                }
                inner++;
            }
        }
        for (int node = nodeCount - 1; node >= 0; node--) {
            if (features[node] != SingleTree.LEAF) {
                rowCounts[node] = rowCounts[node + 1] + rowCounts[right[node]];
            }
            if (rowCounts[node] > sampleSize) {
                throw in.broken(what + ", node " + node + ": at most " + sampleSize + " rows were drawn, found "
                        + rowCounts[node]);
            }
        }
        return new SingleTree(features, thresholds, right, rowCounts, columns);
    }

    private static void checkColumns(BinaryReader in, String what, int[] columns, int featureCount)
            throws ModelFormatException {
        int[] sorted = columns.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] < 0 || sorted[i] >= featureCount || (i > 0 && sorted[i] == sorted[i - 1])) {
                throw in.broken(what + ": the columns drawn must be distinct and in [0, " + (featureCount - 1)
                        + "], found " + sorted[i]);
            }
        }
    }

    /** Finds the right children from the order of the nodes, and so proves that they make one tree. */
    private static int[] rightChildren(
            BinaryReader in, String what, int[] features, int featuresPerTree, int sampleSize)
            throws ModelFormatException {
        int depthLimit = IsolationForestOptions.depthLimit(sampleSize);
        int[] right = new int[features.length];
        int[] waiting = new int[depthLimit]; // inner nodes whose right child is yet to come
        int[] waitingDepth = new int[depthLimit];
        int waitingCount = 0;
        int depth = 0;
        for (int node = 0; node < features.length; node++) {
            if (features[node] != SingleTree.LEAF) {
                if (features[node] < 0 || features[node] >= featuresPerTree) {
                    throw in.broken(what + ", node " + node + ": the feature must be in [0, " + (featuresPerTree - 1)
                            + "] or -1 in a leaf, found " + features[node]);
                }
                if (depth >= depthLimit) {
                    throw in.broken(what + ", node " + node + ": leaves are at most " + depthLimit
                            + " edges below the root, found a split there");
                }
                waiting[waitingCount] = node;
                waitingDepth[waitingCount] = depth;
                waitingCount++;
                depth++;
            } else if (waitingCount > 0) {
                waitingCount--;
                right[waiting[waitingCount]] = node + 1;
                depth = waitingDepth[waitingCount] + 1;
            } else if (node != features.length - 1) {
                throw in.broken(what + " is complete with node " + node + ", found " + features.length + " nodes");
            } else {
                return right;
            }
        }
        throw in.broken(what + " has " + features.length + " nodes, but " + (waitingCount + 1) + " more are missing");
    }
}
