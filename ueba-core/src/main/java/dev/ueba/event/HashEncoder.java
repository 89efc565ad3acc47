package dev.ueba.event;

import dev.ueba.feature.NumberKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Places in [0, 1] by SHA-256. */
record HashEncoder(String name, EventText value) implements EventEncoder {

    private static final double GREATEST = 0xFFFFFFFFL;

    HashEncoder {
        EventEncoders.requireName(name);
        Objects.requireNonNull(value, "value");
    }

    @Override
    public NumberKind kind() {
        return NumberKind.REAL;
    }

    @Override
    public Fitted fit(List<SecurityEvent> training) {
        return events -> {
            Map<String, Double> known = new HashMap<>();
            MessageDigest sha256 = sha256();
            double[] column = new double[events.size()];
            for (int row = 0; row < column.length; row++) {
                String text = value.of(events.get(row));
                column[row] = known.computeIfAbsent(text == null ? "" : text, each -> place(each, sha256));
            }
            return column;
        };
    }

    private static double place(String text, MessageDigest sha256) {
        byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
        long first =
                (digest[0] & 0xffL) << 24 | (digest[1] & 0xffL) << 16 | (digest[2] & 0xffL) << 8 | (digest[3] & 0xffL);
        return first / GREATEST;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
