package dev.ueba.examples;

import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.UebaAnomalyDetector;
import dev.ueba.feature.FeatureTable;
import dev.ueba.storage.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** Saves a model, loads it again, scores with it; and shows what becomes of a damaged file. */
public final class SaveAndLoad {

    private SaveAndLoad() {}

    /**
     * Runs the example.
     *
     * @param arguments not used
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Sample sample = Sample.unpack();
        LocalDate day = LocalDate.parse("2026-03-31");
        Path file = sample.file("model.ueba");

        UebaAnomalyDetector trainer = UebaAnomalyDetector.defaults();
        FeatureTable base = trainer.readBaseFeatures(sample.base());
        DetectorModel model = trainer.fit(trainer.generateTrainingSet(base));
        model.save(file);

        // Elsewhere, perhaps in another process: options and columns come with the file.
        UebaAnomalyDetector scorer = UebaAnomalyDetector.defaults();
        scorer.use(DetectorModel.load(file));
        AnomalyResults results = scorer.predict(base, day);
        System.out.println("same scores from the file: "
                + results.all().equals(model.predict(base, day).all()));

        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(sample.file("damaged.ueba"), bytes);
        try {
            DetectorModel.load(sample.file("damaged.ueba"));
        } catch (ModelFormatException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }
}
