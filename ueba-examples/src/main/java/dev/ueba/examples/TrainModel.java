package dev.ueba.examples;

import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.UebaAnomalyDetector;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;

/** Trains a model on a file of base features and saves it, with the enriched rows that it was trained on. */
public final class TrainModel {

    private TrainModel() {}

    /**
     * Runs the example.
     *
     * @param arguments not used
     * @throws IOException if the sample cannot be read or the model cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Sample sample = Sample.unpack();

        // The published defaults, with another seed. Each withX returns a changed copy.
        DetectorOptions options = DetectorOptions.defaults();
        options = options.withForest(options.forest().withSeed(42));
        UebaAnomalyDetector detector = UebaAnomalyDetector.of(options);

        FeatureTable base = detector.readBaseFeatures(sample.base());
        // The first half of the days is history only: it says what is usual for whom.
        FeatureTable training = detector.generateTrainingSet(base, 0.5);
        DetectorModel model = detector.fit(training);

        FeatureCsv.write(training, sample.file("training.csv"));
        model.save(sample.file("model.ueba"));

        System.out.println("trained on " + model.provenance().trainingRows() + " rows of "
                + model.provenance().trainingDays().from() + " to "
                + model.provenance().trainingDays().last());
        System.out.println(model.forest().treeCount() + " trees over "
                + model.features().size() + " features, offset " + model.offset());
    }
}
