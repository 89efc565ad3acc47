package dev.ueba.spark;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.NumberKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Rows of a sorted partition in few bytes, to be read several times: who, when, where in the order, and all features. */
final class PackedRows {

    /*
     * Big-endian: the number of rows and of runs (rows of one actor, one after another), each run's name and end, the days; a byte
     * that says whether ranks follow; a number of words and so many words of bits, one per row, set for rows that are equal to an
     * earlier one of their actor and day; another such set for further rows of a day that are not equal. Then per feature a width
     * and the values: 0 for "all zero", 1, 2 or 4 for whole numbers of so many bytes, 8 for the bits of doubles. Counts mostly take
     * one byte, so that what Spark keeps in memory between two passes is an eighth of the rows.
     */
    private static final int ZERO = 0;

    private final ByteBuffer bytes;
    private final byte[][] names;
    private final int[] runEnds;
    private final int[] days;
    private final long[] ranks;
    private final BitSet copies;
    private final BitSet others;
    private final int valuesAt;

    private PackedRows(byte[] packed) {
        this.bytes = ByteBuffer.wrap(packed);
        this.days = new int[bytes.getInt()];
        int runs = bytes.getInt();
        this.names = new byte[runs][];
        this.runEnds = new int[runs];
        for (int run = 0; run < runs; run++) {
            names[run] = new byte[bytes.getInt()];
            bytes.get(names[run]);
            runEnds[run] = bytes.getInt();
        }
        for (int row = 0; row < days.length; row++) {
            days[row] = bytes.getInt();
        }
        this.ranks = new long[bytes.get() == 0 ? 0 : days.length];
        for (int row = 0; row < ranks.length; row++) {
            ranks[row] = bytes.getLong();
        }
        this.copies = readBits();
        this.others = readBits();
        this.valuesAt = bytes.position();
    }

    static PackedRows read(byte[] packed) {
        return new PackedRows(packed);
    }

    private BitSet readBits() {
        long[] words = new long[bytes.getInt()];
        for (int word = 0; word < words.length; word++) {
            words[word] = bytes.getLong();
        }
        return BitSet.valueOf(words);
    }

    int rowCount() {
        return days.length;
    }

    int runCount() {
        return names.length;
    }

    /** Returns the name of a run's actor in UTF-8. */
    byte[] name(int run) {
        return names[run];
    }

    String actor(int run) {
        return new String(names[run], StandardCharsets.UTF_8);
    }

    int runStart(int run) {
        return run == 0 ? 0 : runEnds[run - 1];
    }

    int runEnd(int run) {
        return runEnds[run];
    }

    int day(int row) {
        return days[row];
    }

    /** Returns the place in the row order; 0 if rows have none. */
    long rank(int row) {
        return ranks.length == 0 ? 0 : ranks[row];
    }

    /** Tells whether a row is equal to an earlier one of its actor and day. */
    boolean isCopy(int row) {
        return copies.get(row);
    }

    /** Tells whether a row is another one of its actor and day than all before it. */
    boolean isAnother(int row) {
        return others.get(row);
    }

    /** Returns all rows as a table. */
    FeatureTable table(FeatureSchema schema) {
        double[][] columns = new double[schema.featureCount()][days.length];
        ByteBuffer values = bytes.duplicate().position(valuesAt);
        for (double[] column : columns) {
            readColumn(values, column);
        }
        int[] actorIndex = new int[days.length];
        String[] actors = new String[names.length];
        for (int run = 0; run < actors.length; run++) {
            actors[run] = actor(run);
            Arrays.fill(actorIndex, runStart(run), runEnds[run], run);
        }
        NumberKind[] kinds = new NumberKind[columns.length];
        Arrays.fill(kinds, NumberKind.REAL);
        return FeatureTable.ofColumns(schema, actors, actorIndex, days, columns, kinds);
    }

    private static void readColumn(ByteBuffer values, double[] column) {
        int width = values.get();
        switch (width) {
            case ZERO -> Arrays.fill(column, 0.0);
            case Byte.BYTES -> {
                for (int row = 0; row < column.length; row++) {
                    column[row] = values.get();
                }
            }
            case Short.BYTES -> {
                for (int row = 0; row < column.length; row++) {
                    column[row] = values.getShort();
                }
            }
            case Integer.BYTES -> {
                for (int row = 0; row < column.length; row++) {
                    column[row] = values.getInt();
                }
            }
            default -> {
                for (int row = 0; row < column.length; row++) {
                    column[row] = values.getDouble();
                }
            }
        }
    }

    /**
     * Packs a table in which the rows of an actor stand together.
     *
     * @param ranks one per row, or none
     * @param copies see {@link #isCopy}
     * @param others see {@link #isAnother}
     */
    static byte[] pack(FeatureTable table, long[] ranks, BitSet copies, BitSet others) {
        int rows = table.rowCount();
        List<byte[]> names = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            if (row + 1 == rows || table.actorIndex(row + 1) != table.actorIndex(row)) {
                names.add(table.actor(row).getBytes(StandardCharsets.UTF_8));
                ends.add(row + 1);
            }
        }
        int[] widths = new int[table.featureCount()];
        long size = 2L * Integer.BYTES + (long) rows * Integer.BYTES + 1 + (long) ranks.length * Long.BYTES;
        for (byte[] name : names) {
            size += 2L * Integer.BYTES + name.length;
        }
        long[] copyWords = copies.toLongArray();
        long[] otherWords = others.toLongArray();
        size += 2L * Integer.BYTES + (long) (copyWords.length + otherWords.length) * Long.BYTES;
        for (int feature = 0; feature < widths.length; feature++) {
            widths[feature] = width(table, feature);
            size += 1 + (long) widths[feature] * rows;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
        bytes.putInt(rows).putInt(names.size());
        for (int run = 0; run < names.size(); run++) {
            bytes.putInt(names.get(run).length).put(names.get(run)).putInt(ends.get(run));
        }
        for (int row = 0; row < rows; row++) {
            bytes.putInt(table.epochDay(row));
        }
        bytes.put((byte) (ranks.length == 0 ? 0 : 1));
        for (long rank : ranks) {
            bytes.putLong(rank);
        }
        putBits(bytes, copyWords);
        putBits(bytes, otherWords);
        for (int feature = 0; feature < widths.length; feature++) {
            putColumn(bytes, table, feature, widths[feature]);
        }
        return bytes.array();
    }

    private static void putBits(ByteBuffer bytes, long[] words) {
        bytes.putInt(words.length);
        for (long word : words) {
            bytes.putLong(word);
        }
    }

    private static void putColumn(ByteBuffer bytes, FeatureTable table, int feature, int width) {
        bytes.put((byte) width);
        for (int row = 0; row < table.rowCount(); row++) {
            double value = table.value(row, feature);
            switch (width) {
                case ZERO -> {
                    return;
                }
                case Byte.BYTES -> bytes.put((byte) value);
                case Short.BYTES -> bytes.putShort((short) value);
                case Integer.BYTES -> bytes.putInt((int) value);
                default -> bytes.putDouble(value);
            }
        }
    }

    private static int width(FeatureTable table, int feature) {
        int low = 0;
        int high = 0;
        for (int row = 0; row < table.rowCount(); row++) {
            double value = table.value(row, feature);
            int whole = (int) value;
            // Negative zero has no whole number.
            if (whole != value || (whole == 0 && 1.0 / value < 0.0)) {
                return Double.BYTES;
            }
            low = Math.min(low, whole);
            high = Math.max(high, whole);
        }
        if (low == 0 && high == 0) {
            return ZERO;
        }
        if (low == (byte) low && high == (byte) high) {
            return Byte.BYTES;
        }
        return low == (short) low && high == (short) high ? Short.BYTES : Integer.BYTES;
    }
}
