package dev.ueba;

import dev.ueba.baseline.ActorBaselines;
import dev.ueba.baseline.DeviationAlgorithm;
import dev.ueba.baseline.TrainingBlocks;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.forest.Amount;
import dev.ueba.forest.IsolationForest;
import dev.ueba.storage.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A fitted detector: names and order of its features, the forest, the offset, the options, and where it came from.
 *
 * <p>Immutable and safe to share between threads. The same training table and options give the same model, bit for bit, and
 * the same file, on any machine and with any number of threads.
 */
public final class DetectorModel {

    private final List<String> features;
    private final IsolationForest forest;
    private final DetectorOptions options;
    private final TrainingProvenance provenance;

    DetectorModel(
            List<String> features, IsolationForest forest, DetectorOptions options, TrainingProvenance provenance) {
        this.features = List.copyOf(features);
        this.forest = forest;
        this.options = options;
        this.provenance = provenance;
    }

    /**
     * Fits a model.
     *
     * <p>Rolling: rows equal in all columns are dropped (the first stays), then the forest is grown and the offset taken from
     * the contamination. SecDev 2025: fitted on all rows, the share of rows at or below the cutoff becomes the contamination
     * of a second fit.
     *
     * @param training enriched rows; every feature is used in this order
     * @param options how to fit
     * @return the model
     * @throws IllegalArgumentException if the table has no rows or no features, or holds missing or too large values
     */
    public static DetectorModel fit(FeatureTable training, DetectorOptions options) {
        DayRange days = training.dayRange()
                .orElseThrow(
                        () -> new IllegalArgumentException("the training table has no rows; fit needs at least one"));
        requireNumbers(training, allRows(training));
        boolean secDev = options.deviations().algorithm() == DeviationAlgorithm.SECDEV_2025;
        FeatureTable distinct = secDev ? training : DistinctRows.of(training);
        IsolationForest forest =
                secDev ? fitFromCutoff(training, options) : IsolationForest.fit(distinct, options.forest());
        TrainingProvenance provenance = new TrainingProvenance(
                LibraryVersion.current(), days, training.rowCount(), distinct.rowCount(), TableHash.sha256(training));
        return new DetectorModel(
                training.schema().features(), forest, options.withForest(forest.options()), provenance);
    }

    /**
     * Returns a model of parts that an engine on many machines made.
     *
     * @param features names and order of the forest's columns
     * @param forest with its offset
     * @param options how it was fitted and how it flags; those of the forest are its own
     * @param provenance where its rows came from
     * @return the model
     * @throws IllegalArgumentException if the forest has another number of columns
     */
    public static DetectorModel of(
            List<String> features, IsolationForest forest, DetectorOptions options, TrainingProvenance provenance) {
        if (features.size() != forest.featureCount()) {
            throw new IllegalArgumentException(
                    features.size() + " features are named, but the forest has " + forest.featureCount() + " columns");
        }
        return new DetectorModel(features, forest, options.withForest(forest.options()), provenance);
    }

    /**
     * Enriches the later days of a table and fits a model on them, without holding the enriched rows: the same model, bit for
     * bit, as enriching first and {@link #fit(FeatureTable, DetectorOptions)}, for tables that are too large for that. 10
     * million rows of 37 features need a heap of 2 GB.
     *
     * <p>That needs an actor in every training row, and each actor's rows in strict date order, one a day; with other tables,
     * and with modified z-scores, the enriched rows are held all the same. Takes longer than the ordinary way, as the rows are
     * enriched twice.
     *
     * @param base base features in file order
     * @param historyShare share of the days that are history only, in (0, 1); any negative number trains on the last day
     * @param options how to fit; rolling deviations only
     * @return the model
     * @throws IllegalArgumentException if the share leaves no day to history or to training, the options are SecDev 2025 ones,
     *     or training rows hold missing or too large values
     */
    public static DetectorModel fitBlockwise(FeatureTable base, double historyShare, DetectorOptions options) {
        DayRange training = new DayRange(
                TrainingSets.trainingStart(base, historyShare),
                base.dayRange().orElseThrow().to());
        Optional<TrainingBlocks> blocks = TrainingBlocks.of(base, training, options.deviations());
        if (blocks.isEmpty()) {
            return fit(TrainingSets.enrich(base, training, options.deviations()), options);
        }
        BlockwiseTraining blockwise = new BlockwiseTraining(blocks.get());
        IsolationForest forest = blockwise.fit(options);
        int rows = blocks.get().rowCount();
        TrainingProvenance provenance = new TrainingProvenance(
                LibraryVersion.current(), daysOf(base, training), rows, rows, blockwise.sha256());
        return new DetectorModel(
                blocks.get().schema().features(), forest, options.withForest(forest.options()), provenance);
    }

    /** From the first to the last day of a range that has a row. */
    private static DayRange daysOf(FeatureTable base, DayRange range) {
        LocalDate first = range.last();
        LocalDate last = range.from();
        for (int row : base.rowsOf(range)) {
            LocalDate day = base.day(row);
            first = day.isBefore(first) ? day : first;
            last = day.isAfter(last) ? day : last;
        }
        return DayRange.ofInclusive(first, last);
    }

    private static IsolationForest fitFromCutoff(FeatureTable training, DetectorOptions options) {
        IsolationForest first = IsolationForest.fit(training, options.forest());
        double[] scores = first.decisionFunction(training);
        int below = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (double score : scores) {
            below += score <= options.cutoff() ? 1 : 0;
            lowest = Math.min(lowest, score);
        }
        double contamination = (double) below / scores.length;
        if (!(contamination > 0.0 && contamination <= 0.5)) {
            throw new IllegalArgumentException(
                    "the share of training rows at or below the cutoff " + options.cutoff() + " is "
                            + contamination + ", but a contamination must be in (0, 0.5]; the lowest score is " + lowest
                            + ": choose another cutoff");
        }
        return IsolationForest.fit(training, options.forest().withContamination(Amount.share(contamination)));
    }

    /**
     * Scores the rows of one day.
     *
     * @param base base features of that day and all days before it, with the columns the model was trained on
     * @param day the day to score
     * @return its rows, the strangest first
     * @throws IllegalArgumentException if there is no data for the day (the message names the nearest days), no earlier day, or
     *     the columns are not the model's
     */
    public AnomalyResults predict(FeatureTable base, LocalDate day) {
        return predict(base, DayRange.of(day));
    }

    /**
     * Scores the rows of a day or, if it has none, of the newest earlier day that has: what the original does without saying so.
     *
     * @param base base features of that day and all days before it, with the columns the model was trained on
     * @param day the day asked for
     * @return the rows of one day, perhaps an earlier one, the strangest first
     * @throws IllegalArgumentException if there is no row up to that day, no earlier day, or the columns are not the model's
     */
    public AnomalyResults predictNewestUpTo(FeatureTable base, LocalDate day) {
        return predict(base, DayRange.of(newestUpTo(base, day)));
    }

    /**
     * Scores the rows of a range of days, each day from the days before it.
     *
     * @param base base features of these days and all days before them, with the columns the model was trained on
     * @param range days to score; days without data in between are passed over
     * @return their rows, the strangest first
     * @throws IllegalArgumentException if there is no data in the range (the message names the nearest days), the range begins
     *     before there is any history, or the columns are not the model's
     */
    public AnomalyResults predict(FeatureTable base, DayRange range) {
        DayRange days = base.dayRange()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the table has no rows; predict needs the days to score and the days before them"));
        int[] rows = base.rowsOf(range);
        if (rows.length == 0) {
            String asked = range.isEmpty()
                    ? "the range of days is empty: [" + range.from() + ", " + range.to() + ")"
                    : "there is no row "
                            + (range.dayCount() == 1
                                    ? "on " + range.from()
                                    : "from " + range.from() + " to " + range.last());
            throw new IllegalArgumentException(asked + nearestDays(base, range));
        }
        requireNumbers(base, rows);
        if (options.deviations().algorithm() == DeviationAlgorithm.SECDEV_2025) {
            FeatureTable whole = TrainingSets.enrichWholePeriod(base, FeatureSchema.ofFeatures(features));
            return score(whole.selectDays(range));
        }
        if (range.contains(days.from())) {
            throw new IllegalArgumentException(
                    days.from() + " is the first day of the table and has no history to compare with; begin with "
                            + days.from().plusDays(1) + " or give earlier days too");
        }
        return score(TrainingSets.enrich(base, range, options.deviations()));
    }

    /** Returns the anomaly scores of a range of days that has history, in the order of the table's rows. */
    double[] decisions(FeatureTable base, DayRange range) {
        requireNumbers(base, base.rowsOf(range));
        FeatureTable enriched = TrainingSets.enrich(base, range, options.deviations());
        requireFeatures(enriched.schema());
        return forest.decisionFunction(enriched);
    }

    /**
     * Scores new days from saved baselines, without any history, and adds them to the baselines.
     *
     * @param baselines of the same columns and deviations as the training; changed by this call, unless it fails
     * @param newDays base features of days the baselines have not seen
     * @return their rows, the strangest first; the same bits as predicting from the full history, if each actor's rows came in
     *     date order
     * @throws IllegalArgumentException if the columns or deviations are not the model's, a day is not new, or a value is missing
     *     or too large
     */
    public AnomalyResults predictNext(ActorBaselines baselines, FeatureTable newDays) {
        if (!baselines.options().equals(options.deviations())) {
            throw new IllegalArgumentException("the baselines derive " + baselines.options()
                    + ", but the model was trained with " + options.deviations() + "; train both in one run");
        }
        requireFeatures(baselines.enrichedSchema());
        requireNumbers(newDays, allRows(newDays));
        AnomalyResults results = score(baselines.enrich(newDays));
        baselines.addDays(newDays);
        return results;
    }

    /**
     * Scores rows that are already enriched.
     *
     * @param enriched rows with the model's features in the model's order
     * @return all rows, the strangest first
     * @throws IllegalArgumentException if names or order differ, or a value is missing or too large
     */
    public AnomalyResults score(FeatureTable enriched) {
        requireFeatures(enriched.schema());
        requireNumbers(enriched, allRows(enriched));
        return AnomalyResults.of(enriched, forest.decisionFunction(enriched), options.anomalyThreshold());
    }

    /**
     * Writes the model, replacing the file as a whole; the format is described in docs/model-format.md.
     *
     * @param file file to create or replace
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void save(Path file) throws IOException {
        ModelFormat.write(this, file);
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @param file the file
     * @return a model that scores with the same bits
     * @throws ModelFormatException if the file is damaged, of another kind or newer than this library
     * @throws IOException if it cannot be read
     */
    public static DetectorModel load(Path file) throws IOException {
        return ModelFormat.read(file);
    }

    /**
     * Returns the content of the file that {@link #save} writes.
     *
     * @return new bytes
     */
    public byte[] toBytes() {
        return ModelFormat.toBytes(this);
    }

    /**
     * Reads the content of a file that {@link #save} wrote.
     *
     * @param bytes from {@link #toBytes} or a file
     * @return a model with the same bits
     * @throws ModelFormatException if it is damaged, of another kind or newer
     */
    public static DetectorModel fromBytes(byte[] bytes) throws ModelFormatException {
        return ModelFormat.fromBytes(bytes);
    }

    /**
     * Returns the features, in the order in which the forest knows them.
     *
     * @return unmodifiable
     */
    public List<String> features() {
        return features;
    }

    /**
     * Returns the forest.
     *
     * @return over {@link #features}, in that order
     */
    public IsolationForest forest() {
        return forest;
    }

    /**
     * Returns what is subtracted from raw scores.
     *
     * @return the forest's offset, in [-1, 0)
     */
    public double offset() {
        return forest.offset();
    }

    /**
     * Returns how the model was fitted and how it flags.
     *
     * @return the options
     */
    public DetectorOptions options() {
        return options;
    }

    /**
     * Returns where the model came from.
     *
     * @return training days, row counts, hash and library version
     */
    public TrainingProvenance provenance() {
        return provenance;
    }

    private void requireFeatures(FeatureSchema schema) {
        List<String> found = schema.features();
        for (int i = 0; i < Math.min(found.size(), features.size()); i++) {
            if (!found.get(i).equals(features.get(i))) {
                throw new IllegalArgumentException("feature " + (i + 1) + " must be '" + features.get(i)
                        + "', as in training, but is '" + found.get(i)
                        + "'; give the table the columns of the training table in the same order");
            }
        }
        if (found.size() != features.size()) {
            throw new IllegalArgumentException("the model has " + features.size() + " features, but the table has "
                    + found.size() + "; give the table the columns of the training table in the same order");
        }
    }

    private static int[] allRows(FeatureTable table) {
        return IntStream.range(0, table.rowCount()).toArray();
    }

    /** Refuses what a forest cannot compare, naming the place in the caller's table. */
    private static void requireNumbers(FeatureTable table, int[] rows) {
        if (table.firstMissing().isEmpty() && table.firstBeyondFloat().isEmpty()) {
            return;
        }
        for (int row : rows) {
            for (int feature = 0; feature < table.featureCount(); feature++) {
                double value = table.value(row, feature);
                if (!(Math.abs((float) value) <= Float.MAX_VALUE)) {
                    throw new IllegalArgumentException("row " + row + " (" + table.day(row) + "), column '"
                            + table.schema().features().get(feature) + "': "
                            + (Double.isNaN(value)
                                    ? "the value is missing; a model takes numbers only"
                                    : "expected a number in the range of float, but was " + value));
                }
            }
        }
    }

    private static LocalDate newestUpTo(FeatureTable base, LocalDate day) {
        LocalDate newest = null;
        for (int row = 0; row < base.rowCount(); row++) {
            LocalDate candidate = base.day(row);
            if (!candidate.isAfter(day) && (newest == null || candidate.isAfter(newest))) {
                newest = candidate;
            }
        }
        if (newest == null) {
            throw new IllegalArgumentException(
                    "there is no row on or before " + day + nearestDays(base, DayRange.of(day)));
        }
        return newest;
    }

    private static String nearestDays(FeatureTable base, DayRange range) {
        LocalDate before = null;
        LocalDate after = null;
        for (int row = 0; row < base.rowCount(); row++) {
            LocalDate day = base.day(row);
            if (day.isBefore(range.from()) && (before == null || day.isAfter(before))) {
                before = day;
            }
            if (!day.isBefore(range.to()) && (after == null || day.isBefore(after))) {
                after = day;
            }
        }
        return "; nearest days with rows: " + (before == null ? "none before" : before + " before") + ", "
                + (after == null ? "none after" : after + " after");
    }
}
