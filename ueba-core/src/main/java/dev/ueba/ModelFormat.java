package dev.ueba;

import dev.ueba.baseline.DeviationAlgorithm;
import dev.ueba.baseline.DeviationOptions;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.forest.IsolationForest;
import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import dev.ueba.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** The file of detector models; described in docs/model-format.md. */
final class ModelFormat {

    private static final StoredFile FILE = new StoredFile("UEBAMODL", "a file of a detector model", 1);

    private static final int ROLLING = 0;
    private static final int SECDEV_2025 = 1;

    private ModelFormat() {}

    static void write(DetectorModel model, Path file) throws IOException {
        FILE.write(file, body(model));
    }

    static byte[] toBytes(DetectorModel model) {
        return FILE.toBytes(body(model));
    }

    private static BinaryWriter body(DetectorModel model) {
        BinaryWriter out = new BinaryWriter();
        writeProvenance(out, model.provenance());
        DetectorOptions options = model.options();
        writeDeviations(out, options.deviations());
        out.writeDouble(options.cutoff());
        out.writeTexts(model.features());
        model.forest().writeTo(out);
        return out;
    }

    static DetectorModel read(Path file) throws IOException {
        return read(FILE.read(file).reader());
    }

    static DetectorModel fromBytes(byte[] bytes) throws ModelFormatException {
        return read(FILE.read("the bytes of a model", bytes).reader());
    }

    private static DetectorModel read(BinaryReader in) throws ModelFormatException {
        try {
            TrainingProvenance provenance = readProvenance(in);
            DeviationOptions deviations = readDeviations(in);
            double cutoff = in.readFinite("the cutoff");
            List<String> features =
                    FeatureSchema.ofFeatures(in.readTexts("feature name")).features();
            IsolationForest forest = IsolationForest.readFrom(in);
            if (forest.featureCount() != features.size()) {
                throw in.broken("the model names " + features.size() + " features, but its forest has "
                        + forest.featureCount());
            }
            in.expectEnd();
            DetectorOptions options = new DetectorOptions(deviations, forest.options(), cutoff);
            return new DetectorModel(features, forest, options, provenance);
        } catch (IllegalArgumentException e) {
            throw in.broken(String.valueOf(e.getMessage()));
        }
    }

    private static void writeProvenance(BinaryWriter out, TrainingProvenance provenance) {
        out.writeText(provenance.libraryVersion());
        out.writeInt(Math.toIntExact(provenance.trainingDays().from().toEpochDay()));
        out.writeInt(Math.toIntExact(provenance.trainingDays().last().toEpochDay()));
        out.writeLong(provenance.trainingRows());
        out.writeLong(provenance.distinctRows());
        out.writeText(provenance.trainingDataHash());
    }

    private static TrainingProvenance readProvenance(BinaryReader in) throws ModelFormatException {
        String libraryVersion = in.readText("the library version");
        LocalDate first = LocalDate.ofEpochDay(in.readInt());
        LocalDate last = LocalDate.ofEpochDay(in.readInt());
        return new TrainingProvenance(
                libraryVersion,
                DayRange.ofInclusive(first, last),
                in.readLong(),
                in.readLong(),
                in.readText("the hash of the training data"));
    }

    private static void writeDeviations(BinaryWriter out, DeviationOptions options) {
        out.writeByte(options.algorithm() == DeviationAlgorithm.ROLLING ? ROLLING : SECDEV_2025);
        out.writeBoolean(options.zScores());
        out.writeBoolean(options.modifiedZScores());
        out.writeBoolean(options.keepNegativeZScores());
        out.writeBoolean(options.compositeMax());
    }

    private static DeviationOptions readDeviations(BinaryReader in) throws ModelFormatException {
        int algorithm = in.readByte();
        if (algorithm != ROLLING && algorithm != SECDEV_2025) {
            throw in.broken("algorithm " + algorithm + " is unknown");
        }
        return new DeviationOptions(
                algorithm == ROLLING ? DeviationAlgorithm.ROLLING : DeviationAlgorithm.SECDEV_2025,
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean());
    }
}
