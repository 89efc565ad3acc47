package dev.ueba;

import dev.ueba.baseline.DeviationAlgorithm;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureRecord;
import dev.ueba.feature.FeatureSource;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The front door: read base features, generate a training set, fit, predict.
 *
 * <pre>{@code
 * UebaAnomalyDetector detector = UebaAnomalyDetector.defaults();
 * FeatureTable base = detector.readBaseFeatures(Path.of("base.csv"));
 * FeatureTable training = detector.generateTrainingSet(base, 0.7);
 * DetectorModel model = detector.fit(training);
 * AnomalyResults results = detector.predict(base, LocalDate.parse("2026-01-04"));
 * }</pre>
 *
 * <p>Holds its options and the current model, one volatile reference: safe to share between threads. A failed {@link #fit}
 * leaves the old model in place. Everything it does can be done with {@link DetectorModel} directly.
 *
 * <p>Source: the published Python pipeline of the SecDev 2025 paper, revisions of January 2026 and of the paper.
 */
public final class UebaAnomalyDetector {

    private final DetectorOptions options;
    private volatile @Nullable DetectorModel model;

    private UebaAnomalyDetector(DetectorOptions options) {
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * Returns a detector with the published defaults: contamination 0.1, cutoff -0.32, seed 0.
     *
     * @return a detector without a model
     */
    public static UebaAnomalyDetector defaults() {
        return new UebaAnomalyDetector(DetectorOptions.defaults());
    }

    /**
     * Returns a detector with chosen options.
     *
     * @param options how to derive, fit and flag
     * @return a detector without a model
     */
    public static UebaAnomalyDetector of(DetectorOptions options) {
        return new UebaAnomalyDetector(options);
    }

    /**
     * Returns the version of this library.
     *
     * @return such as {@code 0.1.0}
     */
    public static String version() {
        return LibraryVersion.current();
    }

    /**
     * Returns how this detector works.
     *
     * @return the options
     */
    public DetectorOptions options() {
        return options;
    }

    /**
     * Reads a CSV of GitHub audit base features: the 39 published columns in any order, further numeric columns become
     * features too.
     *
     * @param file CSV, plain or gzip
     * @return rows and columns in file order
     * @throws dev.ueba.feature.FeatureFormatException if anything in the file is not as expected: says line and column
     * @throws IOException if it cannot be read
     */
    public FeatureTable readBaseFeatures(Path file) throws IOException {
        return FeatureCsv.read(file, FeatureCsvOptions.forGitHubAudit());
    }

    /**
     * Reads base features from a source.
     *
     * @param source file, raw logs or log store
     * @param range days wanted
     * @return rows in the source's order
     * @throws IOException if the source cannot be read
     */
    public FeatureTable readBaseFeatures(FeatureSource source, DayRange range) throws IOException {
        return source.readFeatures(range);
    }

    /**
     * Returns records as a table; the first record decides names and order of the features.
     *
     * @param records at least one, all with the same features
     * @return one row per record, in order
     */
    public FeatureTable readBaseFeatures(List<FeatureRecord> records) {
        return FeatureTable.of(records);
    }

    /**
     * Enriches the later days of a table for training; the earlier ones are history only.
     *
     * @param base base features in file order
     * @param historyShare share of the days that are history only, in (0, 1); any negative number trains on the last day
     * @return the training rows: base columns, then derived ones
     * @throws IllegalArgumentException if the share leaves no day to history or to training, or the options are SecDev 2025
     *     ones, which know no history
     */
    public FeatureTable generateTrainingSet(FeatureTable base, double historyShare) {
        if (options.deviations().algorithm() == DeviationAlgorithm.SECDEV_2025) {
            throw new IllegalArgumentException(
                    "SECDEV_2025 compares with the whole period and has no history share; call generateTrainingSet(base)");
        }
        return TrainingSets.split(base, historyShare, options.deviations()).training();
    }

    /**
     * Enriches a table for training: the later half of its days, or all of them with SecDev 2025 options.
     *
     * @param base base features in file order
     * @return the training rows: base columns, then derived ones
     * @throws IllegalArgumentException if the table has too few days
     */
    public FeatureTable generateTrainingSet(FeatureTable base) {
        return options.deviations().algorithm() == DeviationAlgorithm.SECDEV_2025
                ? TrainingSets.enrichWholePeriod(base, options.deviations())
                : generateTrainingSet(base, 0.5);
    }

    /**
     * Fits a model and makes it the current one.
     *
     * @param training from {@link #generateTrainingSet}, or any table of finite features
     * @return the new model
     * @throws IllegalArgumentException if the table is empty or holds missing or too large values; the old model stays
     */
    public DetectorModel fit(FeatureTable training) {
        DetectorModel fitted = DetectorModel.fit(training, options);
        model = fitted;
        return fitted;
    }

    /**
     * Scores the rows of one day with the current model.
     *
     * @param base base features of that day and all days before it
     * @param day the day to score
     * @return its rows, the strangest first
     * @throws IllegalStateException if no model was fitted or set
     * @throws IllegalArgumentException if there is no data for the day, or the columns are not the model's
     */
    public AnomalyResults predict(FeatureTable base, LocalDate day) {
        return currentModel().predict(base, day);
    }

    /**
     * Scores the rows of a range of days with the current model, each day from the days before it.
     *
     * @param base base features of these days and all days before them
     * @param range days to score
     * @return their rows, the strangest first
     * @throws IllegalStateException if no model was fitted or set
     * @throws IllegalArgumentException if there is no data in the range, or the columns are not the model's
     */
    public AnomalyResults predict(FeatureTable base, DayRange range) {
        return currentModel().predict(base, range);
    }

    /**
     * Scores the rows of a range of days with the current model and assesses their risk, each day by the days before it.
     *
     * @param base base features of these days and all days before them
     * @param range days to score
     * @param improvements what is added to the faithful scores
     * @return their rows with {@link AnomalyResults#assessment risk and alerts}, the lowest score first
     * @throws IllegalStateException if no model was fitted or set
     * @throws IllegalArgumentException if there is no data in the range, the columns are not the model's, or the model is a SecDev
     *     2025 one
     */
    public AnomalyResults predictImproved(FeatureTable base, DayRange range, ImprovedOptions improvements) {
        return ImprovedDetector.of(currentModel(), improvements).predict(base, range);
    }

    /**
     * Returns the current model.
     *
     * @return empty before the first successful {@link #fit} or {@link #use}
     */
    public Optional<DetectorModel> model() {
        return Optional.ofNullable(model);
    }

    /**
     * Makes a loaded model the current one.
     *
     * @param loaded used from now on, with its own options
     */
    public void use(DetectorModel loaded) {
        model = Objects.requireNonNull(loaded, "loaded");
    }

    private DetectorModel currentModel() {
        DetectorModel current = model;
        if (current == null) {
            throw new IllegalStateException("no model yet: call fit or use before predict");
        }
        return current;
    }
}
