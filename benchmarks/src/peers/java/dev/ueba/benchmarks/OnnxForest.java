package dev.ueba.benchmarks;

import dev.ueba.forest.ForestTree;
import dev.ueba.forest.IsolationForest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a forest as an ONNX model: the sum of its trees' path lengths, by the operator {@code TreeEnsembleRegressor} of
 * {@code ai.onnx.ml}.
 *
 * <p>Values and thresholds are floats there. A threshold is rounded down to float, which changes no decision about a float.
 * Numbers of fields are those of onnx.proto (ONNX IR, https://github.com/onnx/onnx).
 */
final class OnnxForest {

    static final String INPUT = "rows";

    private static final int FLOAT_TENSOR = 1;
    private static final int TYPE_STRING = 3;
    private static final int TYPE_FLOATS = 6;
    private static final int TYPE_INTS = 7;
    private static final int TYPE_STRINGS = 8;
    private static final int TYPE_INT = 2;
    private static final int IR_VERSION = 8;
    private static final int ML_VERSION = 1;
    private static final double EULER = 0.5772156649015329;

    private OnnxForest() {}

    /** Returns the model as the bytes of its file. */
    static byte[] model(IsolationForest forest, int featureCount) {
        Message node = new Message()
                .text(1, INPUT)
                .text(2, "sums")
                .text(4, "TreeEnsembleRegressor")
                .text(7, "ai.onnx.ml")
                .message(5, ofInt("n_targets", 1))
                .message(5, new Message().text(1, "aggregate_function").text(4, "SUM").number(20, TYPE_STRING));
        addTrees(node, forest);
        Message graph = new Message()
                .message(1, node)
                .text(2, "forest")
                .message(11, tensor(INPUT, featureCount))
                .message(12, tensor("sums", 1));
        return new Message()
                .number(1, IR_VERSION)
                .message(8, new Message().text(1, "ai.onnx.ml").number(2, ML_VERSION))
                .message(7, graph)
                .bytes();
    }

    private static void addTrees(Message operator, IsolationForest forest) {
        Message trees = ints("nodes_treeids");
        Message nodes = ints("nodes_nodeids");
        Message features = ints("nodes_featureids");
        Message modes = new Message().text(1, "nodes_modes").number(20, TYPE_STRINGS);
        Message thresholds = floats("nodes_values");
        Message left = ints("nodes_truenodeids");
        Message right = ints("nodes_falsenodeids");
        Message leafTrees = ints("target_treeids");
        Message leafNodes = ints("target_nodeids");
        Message targets = ints("target_ids");
        Message lengths = floats("target_weights");
        for (int number = 0; number < forest.treeCount(); number++) {
            ForestTree tree = forest.tree(number);
            int[] depth = new int[tree.nodeCount()];
            for (int index = 0; index < tree.nodeCount(); index++) {
                boolean isLeaf = tree.isLeaf(index);
                trees.number(8, number);
                nodes.number(8, index);
                features.number(8, isLeaf ? 0 : tree.column(index));
                modes.text(9, isLeaf ? "LEAF" : "BRANCH_LEQ");
                thresholds.real(7, isLeaf ? 0f : roundedDown(tree.threshold(index)));
                left.number(8, isLeaf ? 0 : tree.left(index));
                right.number(8, isLeaf ? 0 : tree.right(index));
                if (isLeaf) {
                    leafTrees.number(8, number);
                    leafNodes.number(8, index);
                    targets.number(8, 0);
                    lengths.real(7, (float) (depth[index] + averagePathLength(tree.rowCount(index))));
                } else {
                    depth[tree.left(index)] = depth[index] + 1;
                    depth[tree.right(index)] = depth[index] + 1;
                }
            }
        }
        for (Message attribute : new Message[] {
            trees, nodes, features, modes, thresholds, left, right, leafTrees, leafNodes, targets, lengths
        }) {
            operator.message(5, attribute);
        }
    }

    private static float roundedDown(double threshold) {
        float rounded = (float) threshold;
        return rounded > threshold ? Math.nextDown(rounded) : rounded;
    }

    private static double averagePathLength(int points) {
        if (points <= 1) {
            return 0.0;
        }
        double edges = points - 1.0;
        return points == 2 ? 1.0 : 2.0 * (Math.log(edges) + EULER) - 2.0 * edges / points;
    }

    private static Message ints(String name) {
        return new Message().text(1, name).number(20, TYPE_INTS);
    }

    private static Message floats(String name) {
        return new Message().text(1, name).number(20, TYPE_FLOATS);
    }

    private static Message ofInt(String name, long value) {
        return new Message().text(1, name).number(3, value).number(20, TYPE_INT);
    }

    private static Message tensor(String name, int width) {
        Message shape = new Message()
                .message(1, new Message().text(2, "n"))
                .message(1, new Message().number(1, width));
        Message type = new Message().number(1, FLOAT_TENSOR).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, type));
    }

    /** One message of the protocol buffers wire format, field by field. */
    private static final class Message {

        private static final int VARINT = 0;
        private static final int LENGTH_DELIMITED = 2;
        private static final int FIXED_32 = 5;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3 | VARINT);
            varint(value);
            return this;
        }

        Message real(int field, float value) {
            varint((long) field << 3 | FIXED_32);
            out.writeBytes(ByteBuffer.allocate(Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(value)
                    .array());
            return this;
        }

        Message text(int field, String value) {
            return delimited(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return delimited(field, value.bytes());
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private Message delimited(int field, byte[] value) {
            varint((long) field << 3 | LENGTH_DELIMITED);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0L) {
                out.write((int) (rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
