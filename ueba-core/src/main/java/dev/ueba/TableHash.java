package dev.ueba;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * A fingerprint of a table: SHA-256 over the SHA-256 of each column, in this order: names of all columns (each as its
 * number of bytes in 4 bytes, then UTF-8), actors (the same, row by row), days (4 bytes each), then each feature (8 bytes a
 * value). Numbers are little-endian. Columns are hashed in parallel; the result does not depend on it.
 */
final class TableHash {

    private static final int BLOCK_ROWS = 1 << 12;

    private final FeatureSchema schema;
    private final MessageDigest actors = newDigest();
    private final MessageDigest days = newDigest();
    private final MessageDigest[] columns;

    /** Creates the fingerprint of a table that comes in blocks. */
    TableHash(FeatureSchema schema) {
        this.schema = schema;
        this.columns = new MessageDigest[schema.featureCount()];
        Arrays.setAll(columns, feature -> newDigest());
    }

    static String sha256(FeatureTable table) {
        TableHash hash = new TableHash(table.schema());
        hash.add(table);
        return hash.finish();
    }

    /** Adds the next rows. */
    void add(FeatureTable block) {
        addActors(block);
        addDays(block);
        IntStream.range(0, columns.length).parallel().forEach(feature -> addColumn(block, feature));
    }

    /** Returns 64 hexadecimal digits; to be called once. */
    String finish() {
        MessageDigest names = newDigest();
        for (String column : schema.columns()) {
            update(names, column);
        }
        MessageDigest all = newDigest();
        all.update(names.digest());
        all.update(actors.digest());
        all.update(days.digest());
        for (MessageDigest column : columns) {
            all.update(column.digest());
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private void addActors(FeatureTable block) {
        for (int row = 0; row < block.rowCount(); row++) {
            update(actors, block.actor(row));
        }
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // The length first: names may hold any character, a separator too.
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            digest.update((byte) (bytes.length >>> shift));
        }
        digest.update(bytes);
    }

    private void addDays(FeatureTable block) {
        ByteBuffer bytes = ByteBuffer.allocate(block.rowCount() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < block.rowCount(); row++) {
            bytes.putInt(block.epochDay(row));
        }
        days.update(bytes.array());
    }

    private void addColumn(FeatureTable block, int feature) {
        double[] values = new double[BLOCK_ROWS];
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK_ROWS * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < block.rowCount(); from += BLOCK_ROWS) {
            int length = Math.min(BLOCK_ROWS, block.rowCount() - from);
            block.copyColumn(feature, from, values, 0, length);
            bytes.asDoubleBuffer().put(values, 0, length);
            columns[feature].update(bytes.array(), 0, length * Double.BYTES);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, but this one has not", e);
        }
    }
}
