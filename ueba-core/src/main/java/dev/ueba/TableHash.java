package dev.ueba;

import dev.ueba.feature.FeatureTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fingerprint of a table: SHA-256 over the SHA-256 of each column, in this order: names of all columns (each as its number
 * of bytes in 4 bytes, then UTF-8), actors (the same, row by row), days (4 bytes each), then each feature (8 bytes a value). Numbers are
 * little-endian. Columns are hashed in parallel; the result does not depend on it.
 */
final class TableHash {

    private static final int BLOCK_ROWS = 1 << 12;

    private TableHash() {}

    static String sha256(FeatureTable table) {
        MessageDigest all = newDigest();
        all.update(textDigest(table.schema().columns()));
        all.update(actorDigest(table));
        all.update(dayDigest(table));
        List<byte[]> columns = IntStream.range(0, table.featureCount())
                .parallel()
                .mapToObj(feature -> columnDigest(table, feature))
                .toList();
        columns.forEach(all::update);
        return HexFormat.of().formatHex(all.digest());
    }

    private static byte[] textDigest(List<String> texts) {
        MessageDigest digest = newDigest();
        texts.forEach(text -> update(digest, text));
        return digest.digest();
    }

    private static byte[] actorDigest(FeatureTable table) {
        MessageDigest digest = newDigest();
        for (int row = 0; row < table.rowCount(); row++) {
            update(digest, table.actor(row));
        }
        return digest.digest();
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // The length first: names may hold any character, a separator too.
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            digest.update((byte) (bytes.length >>> shift));
        }
        digest.update(bytes);
    }

    private static byte[] dayDigest(FeatureTable table) {
        ByteBuffer bytes = ByteBuffer.allocate(table.rowCount() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < table.rowCount(); row++) {
            bytes.putInt(table.epochDay(row));
        }
        return newDigest().digest(bytes.array());
    }

    private static byte[] columnDigest(FeatureTable table, int feature) {
        MessageDigest digest = newDigest();
        double[] values = new double[BLOCK_ROWS];
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK_ROWS * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < table.rowCount(); from += BLOCK_ROWS) {
            int length = Math.min(BLOCK_ROWS, table.rowCount() - from);
            table.copyColumn(feature, from, values, 0, length);
            bytes.asDoubleBuffer().put(values, 0, length);
            digest.update(bytes.array(), 0, length * Double.BYTES);
        }
        return digest.digest();
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, but this one has not", e);
        }
    }
}
