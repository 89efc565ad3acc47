package dev.ueba.examples;

import dev.ueba.evaluation.RankingMetrics;
import dev.ueba.forest.Amount;
import dev.ueba.forest.IsolationForest;
import dev.ueba.forest.IsolationForestOptions;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The isolation forest without anything around it: columns of numbers in, scores out. */
public final class IsolationForestAlone {

    private static final int ROWS = 1000;
    private static final int OUTLIERS = 10;

    private IsolationForestAlone() {}

    /**
     * Runs the example.
     *
     * @param arguments not used
     */
    public static void main(String[] arguments) {
        // columns[feature][row]; the last rows lie far out.
        SplittableRandom random = new SplittableRandom(3);
        double[][] columns = new double[2][ROWS];
        boolean[] outlier = new boolean[ROWS];
        for (int row = 0; row < ROWS; row++) {
            outlier[row] = row >= ROWS - OUTLIERS;
            double reach = outlier[row] ? 6.0 : 1.0;
            columns[0][row] = reach * (random.nextDouble() + random.nextDouble() - 1.0);
            columns[1][row] = reach * (random.nextDouble() + random.nextDouble() - 1.0);
        }

        // In Python: IsolationForest(contamination=0.01, random_state=7). The trees and scores are the same.
        IsolationForestOptions options = IsolationForestOptions.defaults()
                .withContamination(Amount.share(0.01))
                .withSeed(7);
        IsolationForest forest = IsolationForest.fit(columns, options);

        double[] scores = forest.scoreSamples(columns); // in [-1, 0), lower is stranger
        double[] decisions = forest.decisionFunction(columns); // scores minus the offset, below 0 is an anomaly
        long flagged = Arrays.stream(decisions).filter(decision -> decision < 0).count();
        System.out.println(flagged + " of " + ROWS + " rows are below the offset " + forest.offset());

        // Metrics take "higher is stranger", as scikit-learn's do.
        double[] strangeness = Arrays.stream(scores).map(score -> -score).toArray();
        System.out.println("ROC AUC " + RankingMetrics.rocAuc(strangeness, outlier));
        System.out.println("score of one row far out: " + forest.scoreSample(new double[] {5.0, -5.0}));
    }
}
