package dev.ueba.cli;

import dev.ueba.DetectorOptions;
import dev.ueba.baseline.DeviationAlgorithm;
import dev.ueba.baseline.DeviationOptions;
import dev.ueba.forest.IsolationForestOptions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a model is trained. */
final class ModelSettings {

    /** The algorithms by the names people type. */
    enum Algorithm {
        ROLLING,
        SECDEV2025;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--algorithm",
            defaultValue = "rolling",
            paramLabel = "NAME",
            description =
                    "${COMPLETION-CANDIDATES}: each day against the actor's earlier days, or the paper's whole period.")
    private Algorithm algorithm = Algorithm.ROLLING;

    @Option(
            names = "--contamination",
            defaultValue = "0.1",
            paramLabel = "C",
            description = "Expected share of anomalies in (0, 0.5], or auto; decides the offset of the scores.")
    private String contamination = "0.1";

    @Option(
            names = "--cutoff",
            paramLabel = "X",
            description = "Scores below it are anomalies. Default: -0.32; -0.38 with secdev2025 and --no-zscores.")
    private @Nullable Double cutoff;

    @Option(
            names = "--seed",
            defaultValue = "0",
            paramLabel = "N",
            description = "Seed of the forest, 0 to 4294967295.")
    private long seed;

    @Option(names = "--trees", defaultValue = "100", paramLabel = "N", description = "Trees of the forest.")
    private int trees;

    @Option(
            names = "--samples",
            defaultValue = "auto",
            paramLabel = "N|SHARE",
            description = "Rows per tree: auto (256 at most), a count, or a share written with a point.")
    private String samples = "auto";

    @Option(
            names = "--novelty-guard",
            description = "Let trees split on columns that are constant in their sample; not in the published forest.")
    private boolean noveltyGuard;

    @Option(names = "--modified-zscores", description = "Add modified z-scores (median, median absolute deviation).")
    private boolean modifiedZScores;

    @Option(names = "--keep-negative-zscores", description = "Keep z-scores below 0 instead of setting them to 0.")
    private boolean keepNegativeZScores;

    @Option(names = "--composite-max", description = "Add the largest z-score of each row.")
    private boolean compositeMax;

    @Option(names = "--no-zscores", description = "Derive no z-scores.")
    private boolean noZScores;

    /** Returns the options for the detector; throws IllegalArgumentException if they contradict each other. */
    DetectorOptions toDetectorOptions() {
        boolean secDev = algorithm == Algorithm.SECDEV2025;
        DeviationOptions deviations = new DeviationOptions(
                secDev ? DeviationAlgorithm.SECDEV_2025 : DeviationAlgorithm.ROLLING,
                !noZScores,
                modifiedZScores,
                keepNegativeZScores,
                compositeMax);
        IsolationForestOptions forest = IsolationForestOptions.defaults()
                .withContamination(Amounts.contamination(contamination))
                .withSeed(seed)
                .withTrees(trees)
                .withSamples(Amounts.parse("--samples", samples))
                .withNoveltyGuard(noveltyGuard);
        DetectorOptions published = !secDev
                ? DetectorOptions.defaults()
                : noZScores ? DetectorOptions.secDev2025GlobalOnly() : DetectorOptions.secDev2025();
        DetectorOptions options = published.withDeviations(deviations).withForest(forest);
        return cutoff == null ? options : options.withCutoff(cutoff);
    }

    boolean isSecDev2025() {
        return algorithm == Algorithm.SECDEV2025;
    }
}
