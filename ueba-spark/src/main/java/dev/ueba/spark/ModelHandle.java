package dev.ueba.spark;

import dev.ueba.DetectorModel;
import dev.ueba.storage.ModelFormatException;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** A model on its way to the executors: bytes, read once in each. */
final class ModelHandle implements Serializable {

    private static final long serialVersionUID = 1L;

    private final byte[] bytes;
    private transient volatile @Nullable DetectorModel model;

    private ModelHandle(DetectorModel model) {
        this.bytes = model.toBytes();
    }

    static Broadcast<ModelHandle> broadcast(SparkSession session, DetectorModel model) {
        return DistributedTraining.broadcast(session, new ModelHandle(model));
    }

    DetectorModel model() throws ModelFormatException {
        DetectorModel known = model;
        if (known == null) {
            // Two tasks may both read it; the models are equal.
            known = DetectorModel.fromBytes(bytes);
            model = known;
        }
        return known;
    }
}
