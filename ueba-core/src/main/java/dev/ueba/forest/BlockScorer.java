package dev.ueba.forest;

import java.util.Arrays;

/** Scores blocks of rows with a {@link RankedForest}. Holds the scratch memory of one thread. */
final class BlockScorer {

    /*
     * Eight ranks lie in a long, one a byte, their high bits set. Subtracting a node's cut from every byte leaves the high
     * bits of the rows that go right. Spread over their bytes, they mask "reach", which has all bits of the rows that are at
     * the node at all. The loops over words are plain enough for the compiler to vectorise.
     */

    /** Rows of a block. */
    static final int BLOCK_ROWS = 1024;

    private static final int ROWS_PER_WORD = 8;
    private static final int BLOCK_WORDS = BLOCK_ROWS / ROWS_PER_WORD;
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final RankedForest forest;
    private final double[] values = new double[BLOCK_ROWS];
    private final short[][] allRanks;
    private final long[][] ranks;
    private final long[][] reach;
    private final long[] leafNumbers = new long[BLOCK_WORDS];
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
            if (allRanks[feature].length > 0) {
                input.copy(feature, fromRow, rowCount, values);
                forest.columns[feature].ranks(values, rowCount, allRanks[feature]);
            }
        }
        Arrays.fill(sums, 0, rowCount, 0.0);
        for (RankedForest.Group group : forest.groups) {
            for (int local = 0; local < group.features().length; local++) {
                pack(allRanks[group.features()[local]], group.rankTables()[local], ranks[local], words);
            }
            for (int tree = group.fromTree(); tree < group.toTree(); tree++) {
                numberLeaves(tree, words);
                addLeafLengths(leafNumbers, forest.leafLength, forest.firstLeaf[tree], sums, words);
            }
        }
        System.arraycopy(sums, 0, target, fromRow, rowCount);
    }

    private static void pack(short[] all, byte[] table, long[] packed, int words) {
        for (int word = 0; word < words; word++) {
            int row = word * ROWS_PER_WORD;
            int first = (table[all[row]] & 0xFF)
                    | (table[all[row + 1]] & 0xFF) << 8
                    | (table[all[row + 2]] & 0xFF) << 16
                    | table[all[row + 3]] << 24;
            int second = (table[all[row + 4]] & 0xFF)
                    | (table[all[row + 5]] & 0xFF) << 8
                    | (table[all[row + 6]] & 0xFF) << 16
                    | table[all[row + 7]] << 24;
            packed[word] = (first & 0xFFFFFFFFL) | (long) second << 32;
        }
    }

    private void numberLeaves(int tree, int words) {
        Arrays.fill(leafNumbers, 0, words, 0L);
        Arrays.fill(reach[0], 0, words, -1L);
        int end = forest.firstNode[tree + 1];
        for (int node = forest.firstNode[tree]; node < end; node++) {
            long[] rank = ranks[forest.column[node]];
            long cut = (forest.cut[node] & 0xFF) * EACH_BYTE;
            long skipped = (forest.leftLeaves[node] & 0xFF) * EACH_BYTE;
            long[] here = reach[forest.slot[node]];
            if (forest.rightIsLeaf[node]) {
                if (forest.leftIsLeaf[node]) {
                    aboveLeaves(rank, cut, here, leafNumbers, skipped, words);
                } else {
                    keepLeft(rank, cut, here, leafNumbers, skipped, words);
                }
            } else if (forest.leftIsLeaf[node]) {
                keepRight(rank, cut, here, leafNumbers, skipped, words);
            } else {
                split(rank, cut, here, reach[forest.slot[node] + 1], leafNumbers, skipped, words);
            }
        }
    }

    private static void aboveLeaves(long[] rank, long cut, long[] here, long[] numbers, long skipped, int words) {
        for (int word = 0; word < words; word++) {
            long high = (rank[word] - cut) & HIGH_BITS;
            numbers[word] += ((high << 1) - (high >>> 7)) & here[word] & skipped;
        }
    }

    private static void keepLeft(long[] rank, long cut, long[] here, long[] numbers, long skipped, int words) {
        for (int word = 0; word < words; word++) {
            long high = (rank[word] - cut) & HIGH_BITS;
            long right = ((high << 1) - (high >>> 7)) & here[word];
            here[word] ^= right;
            numbers[word] += right & skipped;
        }
    }

    private static void keepRight(long[] rank, long cut, long[] here, long[] numbers, long skipped, int words) {
        for (int word = 0; word < words; word++) {
            long high = (rank[word] - cut) & HIGH_BITS;
            long right = ((high << 1) - (high >>> 7)) & here[word];
            here[word] = right;
            numbers[word] += right & skipped;
        }
    }

    private static void split(
            long[] rank, long cut, long[] here, long[] left, long[] numbers, long skipped, int words) {
        for (int word = 0; word < words; word++) {
            long high = (rank[word] - cut) & HIGH_BITS;
            long right = ((high << 1) - (high >>> 7)) & here[word];
            left[word] = here[word] ^ right;
            here[word] = right;
            numbers[word] += right & skipped;
        }
    }

    /** Adds to each row's sum the length of the leaf it ended in. */
    private static void addLeafLengths(long[] numbers, double[] lengths, int firstLeaf, double[] sums, int words) {
        for (int word = 0; word < words; word++) {
            long number = numbers[word];
            int row = word * ROWS_PER_WORD;
            sums[row] += lengths[firstLeaf + (int) (number & 0xFF)];
            sums[row + 1] += lengths[firstLeaf + (int) (number >>> 8 & 0xFF)];
            sums[row + 2] += lengths[firstLeaf + (int) (number >>> 16 & 0xFF)];
            sums[row + 3] += lengths[firstLeaf + (int) (number >>> 24 & 0xFF)];
            sums[row + 4] += lengths[firstLeaf + (int) (number >>> 32 & 0xFF)];
            sums[row + 5] += lengths[firstLeaf + (int) (number >>> 40 & 0xFF)];
            sums[row + 6] += lengths[firstLeaf + (int) (number >>> 48 & 0xFF)];
            sums[row + 7] += lengths[firstLeaf + (int) (number >>> 56)];
        }
    }
}
