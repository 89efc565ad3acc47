package dev.ueba.evaluation;

import dev.ueba.DetectorModel;
import dev.ueba.baseline.ActorPasts;
import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.forest.ForestTree;
import dev.ueba.forest.IsolationForest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a fitted model cannot see: features that no score depends on, features that hardly move one, columns that are 0
 * everywhere, and how low a score can go.
 *
 * <p>A feature is <strong>never seen</strong> if no tree splits on it nor on its deviations: then its values change no score,
 * not by a bit, and no attack that shows in it alone can be found. It is <strong>hardly seen</strong> if 1, 10 and 100 more of it
 * leave typical rows outside the strangest tenth. Typical rows are the 20 whose scores are nearest to the median; deviations are
 * recomputed from the actors' pasts.
 *
 * <p>Immutable. The same model and table give the same audit.
 *
 * <pre>{@code
 * BlindSpotAudit audit = BlindSpotAudit.of(model, base);
 * System.out.println("never seen: " + audit.neverSeen());
 * }</pre>
 */
public final class BlindSpotAudit {

    private final List<BlindSpot> features;
    private final ScoreReach reach;
    private final int typicalRows;
    private final int scoredRows;

    private BlindSpotAudit(List<BlindSpot> features, ScoreReach reach, int typicalRows, int scoredRows) {
        this.features = List.copyOf(features);
        this.reach = reach;
        this.typicalRows = typicalRows;
        this.scoredRows = scoredRows;
    }

    /**
     * Looks at the trees alone, which takes milliseconds: which features are split on, and how low scores can go.
     *
     * @param model any fitted model
     * @param base base features the model can score; only looked through for columns that are 0 everywhere
     * @return an audit without injections
     * @throws IllegalArgumentException if the columns are not the model's
     */
    public static BlindSpotAudit ofTrees(DetectorModel model, FeatureTable base) {
        ActorPasts pasts = pastsOf(model, base);
        return new BlindSpotAudit(
                spots(model.forest(), pasts), reach(model.forest(), model, Double.NaN, Double.NaN), 0, 0);
    }

    /**
     * Looks at the trees, scores all days of a table but the first, and injects 1, 10 and 100 of each feature into typical rows.
     *
     * @param model any fitted model
     * @param base base features the model can score, at least two days
     * @return the whole audit
     * @throws IllegalArgumentException if the columns are not the model's, or the table has fewer than two days
     */
    public static BlindSpotAudit of(DetectorModel model, FeatureTable base) {
        ActorPasts pasts = pastsOf(model, base);
        InjectionTrial trial = new InjectionTrial(model, pasts);
        List<BlindSpot> tried = new ArrayList<>();
        List<BlindSpot> untried = spots(model.forest(), pasts);
        for (int feature = 0; feature < untried.size(); feature++) {
            tried.add(trial.inject(untried.get(feature), feature));
        }
        return new BlindSpotAudit(
                tried,
                reach(model.forest(), model, trial.lowestScored(), trial.lowestFound()),
                trial.typicalRows(),
                trial.scoredRows());
    }

    private static ActorPasts pastsOf(DetectorModel model, FeatureTable base) {
        return ActorPasts.of(base, model.options().deviations(), FeatureSchema.ofFeatures(model.features()));
    }

    private static List<BlindSpot> spots(IsolationForest forest, ActorPasts pasts) {
        int[] splits = new int[forest.featureCount()];
        for (int index = 0; index < forest.treeCount(); index++) {
            ForestTree tree = forest.tree(index);
            for (int node = 0; node < tree.nodeCount(); node++) {
                if (!tree.isLeaf(node)) {
                    splits[tree.column(node)]++;
                }
            }
        }
        FeatureTable base = pasts.base();
        boolean composite = pasts.compositeColumn() >= 0 && splits[pasts.compositeColumn()] > 0;
        List<BlindSpot> spots = new ArrayList<>();
        for (int feature = 0; feature < base.featureCount(); feature++) {
            int own = 0;
            int derived = 0;
            for (int column = 0; column < splits.length; column++) {
                if (pasts.baseFeature(column) == feature) {
                    own += column == feature ? splits[column] : 0;
                    derived += column == feature ? 0 : splits[column];
                }
            }
            boolean canMove = own + derived > 0 || (composite && pasts.zColumn(feature) >= 0);
            spots.add(new BlindSpot(
                    base.schema().features().get(feature),
                    own,
                    derived,
                    isZeroEverywhere(base, feature),
                    canMove ? BlindSpot.Sight.UNTRIED : BlindSpot.Sight.NONE,
                    List.of()));
        }
        return spots;
    }

    private static boolean isZeroEverywhere(FeatureTable base, int feature) {
        for (int row = 0; row < base.rowCount(); row++) {
            if (base.value(row, feature) != 0.0) {
                return false;
            }
        }
        return true;
    }

    private static ScoreReach reach(
            IsolationForest forest, DetectorModel model, double lowestScored, double lowestFound) {
        double sum = 0.0;
        for (int index = 0; index < forest.treeCount(); index++) {
            ForestTree tree = forest.tree(index);
            double shortest = Double.POSITIVE_INFINITY;
            for (int node = 0; node < tree.nodeCount(); node++) {
                if (tree.isLeaf(node)) {
                    shortest = Math.min(shortest, tree.pathLength(node));
                }
            }
            sum += shortest;
        }
        double bound = forest.scoreOfPathLengthSum(sum) - forest.offset();
        return new ScoreReach(
                model.options().anomalyThreshold(),
                bound,
                forest.treeCount() == 1 || lowestFound == bound,
                lowestScored,
                lowestFound);
    }

    /**
     * Returns how well each base feature is seen.
     *
     * @return one entry per base feature, in the order of the table
     */
    public List<BlindSpot> features() {
        return features;
    }

    /**
     * Returns the features whose values change no score.
     *
     * @return names in the order of the table
     */
    public List<String> neverSeen() {
        return namesOf(BlindSpot.Sight.NONE);
    }

    /**
     * Returns the features that can change scores but leave typical rows outside the strangest tenth.
     *
     * @return names in the order of the table; empty if nothing was injected
     */
    public List<String> hardlySeen() {
        return namesOf(BlindSpot.Sight.HARDLY);
    }

    private List<String> namesOf(BlindSpot.Sight sight) {
        return features.stream()
                .filter(spot -> spot.sight() == sight)
                .map(BlindSpot::feature)
                .toList();
    }

    /**
     * Returns the features that are 0 in every row.
     *
     * @return names in the order of the table
     */
    public List<String> zeroEverywhere() {
        return features.stream()
                .filter(BlindSpot::isZeroEverywhere)
                .map(BlindSpot::feature)
                .toList();
    }

    /**
     * Returns how low scores can go.
     *
     * @return bound, lowest score found, and whether the cutoff can be reached
     */
    public ScoreReach reach() {
        return reach;
    }

    /**
     * Returns how many typical rows were changed.
     *
     * @return 0 if nothing was injected
     */
    public int typicalRows() {
        return typicalRows;
    }

    /**
     * Returns among how many rows ranks count.
     *
     * @return 0 if nothing was injected
     */
    public int scoredRows() {
        return scoredRows;
    }

    /**
     * Writes one line per feature: {@code feature,splits,deviation_splits,zero_everywhere,sight}, and for each amount
     * {@code score_change_N,rank_N}; empty cells where nothing was injected.
     *
     * @param file file to create or replace as a whole; ".gz" at the end compresses
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void writeCsv(Path file) throws IOException {
        CsvOutput.writeFile(file, false, this::writeRows);
    }

    /**
     * Writes the same to a stream, which stays open; see {@link #writeCsv(Path)}.
     *
     * @param out where to
     * @throws IOException if writing fails
     */
    public void writeCsv(OutputStream out) throws IOException {
        try (CsvOutput csv = new CsvOutput(out, false)) {
            writeRows(csv);
        }
    }

    private void writeRows(CsvOutput csv) throws IOException {
        csv.text("feature")
                .text("splits")
                .text("deviation_splits")
                .text("zero_everywhere")
                .text("sight");
        for (int amount : InjectionTrial.AMOUNTS) {
            csv.text("score_change_" + amount).text("rank_" + amount);
        }
        csv.endRow();
        for (BlindSpot spot : features) {
            csv.text(spot.feature()).whole(spot.splits()).whole(spot.deviationSplits());
            csv.truth(spot.isZeroEverywhere());
            csv.text(
                    switch (spot.sight()) {
                        case NONE -> "never";
                        case HARDLY -> "hardly";
                        case SEEN -> "seen";
                        case UNTRIED -> "untried";
                    });
            for (int i = 0; i < InjectionTrial.AMOUNTS.size(); i++) {
                if (i < spot.injections().size()) {
                    csv.real(spot.injections().get(i).scoreChange())
                            .real(spot.injections().get(i).rank());
                } else {
                    csv.text("").text("");
                }
            }
            csv.endRow();
        }
    }

    /** Returns a summary. */
    @Override
    public String toString() {
        return "BlindSpotAudit[features=" + features.size() + ", neverSeen="
                + neverSeen().size() + ", hardlySeen=" + hardlySeen().size() + ", reach=" + reach + "]";
    }
}
