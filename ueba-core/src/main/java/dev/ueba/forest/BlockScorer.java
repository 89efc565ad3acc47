package dev.ueba.forest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Scores blocks of rows with a {@link RankedForest}. Holds the scratch memory of one thread. */
final class BlockScorer {

    /*
     * Eight ranks lie in a long, one a byte, their high bits set. Subtracting a node's cut from every byte leaves the high
     * bits of the rows that go right, which are masked with the rows that are at the node at all: again a high bit each. The
     * loops over words are plain enough for the compiler to vectorise.
     */

    /** Rows of a block. */
    static final int BLOCK_ROWS = 2048;

    private static final int ROWS_PER_WORD = 8;
    private static final int BLOCK_WORDS = BLOCK_ROWS / ROWS_PER_WORD;
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Trees whose leaf lengths are added in one pass: 4 instead of 1 take 47 instead of 70 ns a row. */
    private static final int TREES_PER_PASS = 4;

    private final RankedForest forest;
    private final double[] values = new double[BLOCK_ROWS];
    private final int[] busyRows = new int[BLOCK_ROWS];
    private final byte[] bytes = new byte[BLOCK_ROWS];
    private final short[][] allRanks;
    private final long[][] ranks;
    private final long[][] reach;
    private final long[][] leafNumbers = new long[TREES_PER_PASS][BLOCK_WORDS];
    private final double[] sums = new double[BLOCK_ROWS];

    BlockScorer(RankedForest forest) {
        this.forest = forest;
        this.allRanks = new short[forest.columns.length][];
        for (int feature = 0; feature < allRanks.length; feature++) {
            allRanks[feature] = new short[forest.columns[feature] == null ? 0 : BLOCK_ROWS];
        }
        int mostColumns = 0;
        for (RankedForest.Group group : forest.groups) {
            mostColumns = Math.max(mostColumns, group.features().length);
        }
        this.ranks = new long[mostColumns][BLOCK_WORDS];
        this.reach = new long[forest.slotCount][BLOCK_WORDS];
    }

    /** Writes the path length sums of {@code rowCount <= BLOCK_ROWS} rows. */
    void pathLengthSums(InputColumns input, int fromRow, int rowCount, double[] target) {
        int words = (rowCount + ROWS_PER_WORD - 1) / ROWS_PER_WORD;
        for (int feature = 0; feature < allRanks.length; feature++) {
            // Columns that no tree asks for are looked at too: that is how their values are checked.
            double[] column = input.array(feature);
            int from = fromRow;
            if (column == null) {
                input.copy(feature, fromRow, rowCount, values);
                column = values;
                from = 0;
            } else {
                input.look(feature, fromRow, rowCount);
            }
            if (allRanks[feature].length > 0) {
                forest.columns[feature].ranks(column, from, rowCount, allRanks[feature], busyRows);
            }
        }
        Arrays.fill(sums, 0, rowCount, 0.0);
        for (RankedForest.Group group : forest.groups) {
            for (int local = 0; local < group.features().length; local++) {
                translate(allRanks[group.features()[local]], group.rankTables()[local], bytes, words * ROWS_PER_WORD);
                pack(bytes, ranks[local], words);
            }
            addTrees(group.fromTree(), group.toTree(), words);
        }
        System.arraycopy(sums, 0, target, fromRow, rowCount);
    }

    private static void translate(short[] all, byte[] table, byte[] translated, int length) {
        for (int row = 0; row < length; row++) {
            translated[row] = table[all[row]];
        }
    }

    private static void pack(byte[] bytes, long[] packed, int words) {
        for (int word = 0; word < words; word++) {
            packed[word] = (long) WORDS.get(bytes, word * ROWS_PER_WORD);
        }
    }

    /** Adds the leaf lengths of trees {@code [from, to)}, in this order. */
    private void addTrees(int from, int to, int words) {
        int tree = from;
        while (tree + TREES_PER_PASS <= to) {
            for (int i = 0; i < TREES_PER_PASS; i++) {
                numberLeaves(tree + i, leafNumbers[i], words);
            }
            addLeafLengths(leafNumbers, forest.leafLength, tree, sums, words);
            tree += TREES_PER_PASS;
        }
        for (; tree < to; tree++) {
            numberLeaves(tree, leafNumbers[0], words);
            addLeafLengths(leafNumbers[0], forest.leafLength[tree], sums, words);
        }
    }

    private void numberLeaves(int tree, long[] numbers, int words) {
        Arrays.fill(numbers, 0, words, 0L);
        Arrays.fill(reach[0], 0, words, HIGH_BITS);
        int end = forest.firstNode[tree + 1];
        int node = forest.firstNode[tree];
        while (node < end) {
            long[] rank = rank(node);
            long cut = cut(node);
            int depth = forest.depth[node];
            long[] here = reach[forest.slot[node]];
            switch (forest.kind[node]) {
                case RankedForest.SPLIT -> {
                    split(rank, cut, here, reach[forest.slot[node] + 1], numbers, depth, words);
                    node++;
                }
                case RankedForest.LEFT_IS_LEAF -> {
                    keepRight(rank, cut, here, numbers, depth, words);
                    node++;
                }
                case RankedForest.RIGHT_IS_LEAF -> {
                    keepLeft(rank, cut, here, numbers, depth, words);
                    node++;
                }
                case RankedForest.BOTH_ARE_LEAVES -> {
                    aboveLeaves(rank, cut, here, numbers, depth, words);
                    node++;
                }
                case RankedForest.RIGHT_IS_PAIR -> {
                    aboveRightPair(rank, cut, rank(node + 1), cut(node + 1), here, numbers, depth, words);
                    node += 2;
                }
                case RankedForest.LEFT_IS_PAIR -> {
                    aboveLeftPair(rank, cut, rank(node + 1), cut(node + 1), here, numbers, depth, words);
                    node += 2;
                }
                default -> {
                    long[] left = rank(node + 1);
                    long[] right = rank(node + 2);
                    abovePairs(rank, cut, left, cut(node + 1), right, cut(node + 2), here, numbers, depth, words);
                    node += 3;
                }
            }
        }
    }

    private long[] rank(int node) {
        return ranks[forest.column[node]];
    }

    private long cut(int node) {
        return forest.cut[node] * EACH_BYTE;
    }

    private static void split(long[] rank, long cut, long[] here, long[] left, long[] numbers, int depth, int words) {
        for (int word = 0; word < words; word++) {
            long right = (rank[word] - cut) & here[word];
            left[word] = here[word] ^ right;
            here[word] = right;
            numbers[word] |= right >>> depth;
        }
    }

    private static void keepRight(long[] rank, long cut, long[] here, long[] numbers, int depth, int words) {
        for (int word = 0; word < words; word++) {
            long right = (rank[word] - cut) & here[word];
            here[word] = right;
            numbers[word] |= right >>> depth;
        }
    }

    private static void keepLeft(long[] rank, long cut, long[] here, long[] numbers, int depth, int words) {
        for (int word = 0; word < words; word++) {
            long right = (rank[word] - cut) & here[word];
            here[word] ^= right;
            numbers[word] |= right >>> depth;
        }
    }

    private static void aboveLeaves(long[] rank, long cut, long[] here, long[] numbers, int depth, int words) {
        for (int word = 0; word < words; word++) {
            long right = (rank[word] - cut) & here[word];
            numbers[word] |= right >>> depth;
        }
    }

    private static void aboveRightPair(
            long[] rank, long cut, long[] below, long cutBelow, long[] here, long[] numbers, int depth, int words) {
        for (int word = 0; word < words; word++) {
            long right = (rank[word] - cut) & here[word];
            long rightBelow = (below[word] - cutBelow) & right;
            numbers[word] |= (right >>> depth) | (rightBelow >>> (depth + 1));
        }
    }

    private static void aboveLeftPair(
            long[] rank, long cut, long[] below, long cutBelow, long[] here, long[] numbers, int depth, int words) {
        for (int word = 0; word < words; word++) {
            long right = (rank[word] - cut) & here[word];
            long rightBelow = (below[word] - cutBelow) & (here[word] ^ right);
            numbers[word] |= (right >>> depth) | (rightBelow >>> (depth + 1));
        }
    }

    private static void abovePairs(
            long[] rank,
            long cut,
            long[] leftRank,
            long leftCut,
            long[] rightRank,
            long rightCut,
            long[] here,
            long[] numbers,
            int depth,
            int words) {
        for (int word = 0; word < words; word++) {
            long right = (rank[word] - cut) & here[word];
            long ofLeft = (leftRank[word] - leftCut) & (here[word] ^ right);
            long ofRight = (rightRank[word] - rightCut) & right;
            numbers[word] |= (right >>> depth) | ((ofLeft | ofRight) >>> (depth + 1));
        }
    }

    /** Adds to each row's sum the lengths of the leaves it ended in, in {@link #TREES_PER_PASS} trees one after another. */
    private static void addLeafLengths(long[][] numbers, double[][] lengths, int tree, double[] sums, int words) {
        double[] a = lengths[tree];
        double[] b = lengths[tree + 1];
        double[] c = lengths[tree + 2];
        double[] d = lengths[tree + 3];
        for (int word = 0; word < words; word++) {
            long inA = numbers[0][word];
            long inB = numbers[1][word];
            long inC = numbers[2][word];
            long inD = numbers[3][word];
            int end = (word + 1) * ROWS_PER_WORD;
            for (int row = word * ROWS_PER_WORD; row < end; row++) {
                sums[row] = sums[row]
                        + a[(int) inA & 0xFF]
                        + b[(int) inB & 0xFF]
                        + c[(int) inC & 0xFF]
                        + d[(int) inD & 0xFF];
                inA >>>= Byte.SIZE;
                inB >>>= Byte.SIZE;
                inC >>>= Byte.SIZE;
                inD >>>= Byte.SIZE;
            }
        }
    }

    private static void addLeafLengths(long[] numbers, double[] lengths, double[] sums, int words) {
        for (int word = 0; word < words; word++) {
            long number = numbers[word];
            int end = (word + 1) * ROWS_PER_WORD;
            for (int row = word * ROWS_PER_WORD; row < end; row++) {
                sums[row] += lengths[(int) number & 0xFF];
                number >>>= Byte.SIZE;
            }
        }
    }
}
