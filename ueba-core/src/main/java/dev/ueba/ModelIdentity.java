package dev.ueba;

import dev.ueba.forest.IsolationForestOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells models apart whose scores cannot be compared: by their training table and by how they were fitted to it. */
final class ModelIdentity {

    /*
     * The same training table and options give the same scores, so these are hashed and not the trees: the identity then outlives a
     * change of the file format. The cutoff has no part in it, as it moves no score.
     */

    private ModelIdentity() {}

    /** Returns 64 hexadecimal digits. */
    static String of(DetectorModel model) {
        IsolationForestOptions forest = model.options().forest();
        String text = String.join(
                "\n",
                model.provenance().trainingDataHash(),
                Integer.toString(forest.trees()),
                forest.samples().toString(),
                forest.features().toString(),
                Boolean.toString(forest.bootstrap()),
                Long.toString(forest.seed()),
                Integer.toHexString(Float.floatToIntBits(forest.constantTolerance())),
                Boolean.toString(forest.noveltyGuard()),
                Long.toHexString(Double.doubleToLongBits(model.offset())),
                String.join("\n", model.features()));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
