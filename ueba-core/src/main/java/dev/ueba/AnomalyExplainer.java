package dev.ueba;

import dev.ueba.baseline.ActorPasts;
import dev.ueba.explain.AttackTechniques;
import dev.ueba.explain.Explanation;
import dev.ueba.explain.RowExplainer;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Says why rows are anomalies: exact attributions of the forest, the actor's past, ranks, what would have to be different, and
 * ATT&amp;CK techniques.
 *
 * <p>Immutable and safe to share between threads. The same rows give the same explanations, on any machine.
 *
 * <pre>{@code
 * AnomalyResults results = model.predict(base, day);
 * AnomalyExplainer explainer = AnomalyExplainer.of(model, base, results);
 * for (Anomaly anomaly : results.top(3)) {
 *     System.out.println(explainer.explain(anomaly).brief());
 * }
 * }</pre>
 */
public final class AnomalyExplainer {

    /** How many of the strangest rows get reasons in a file, beside the flagged ones. */
    public static final int DEFAULT_ROWS = 1_000;

    private final AnomalyResults results;
    private final RowExplainer rows;

    private AnomalyExplainer(AnomalyResults results, RowExplainer rows) {
        this.results = results;
        this.rows = rows;
    }

    /**
     * Returns an explainer with the techniques of GitHub audit features in the default version of ATT&amp;CK.
     *
     * @param model what scored the rows
     * @param base the base features that were given to {@code predict}: the scored days and all days before them
     * @param results what {@code predict} returned
     * @return the explainer
     * @throws IllegalArgumentException if the table or the results are not those of the model
     */
    public static AnomalyExplainer of(DetectorModel model, FeatureTable base, AnomalyResults results) {
        return of(model, base, results, AttackTechniques.forGitHubAudit());
    }

    /**
     * Returns an explainer with chosen techniques.
     *
     * @param model what scored the rows
     * @param base the base features that were given to {@code predict}: the scored days and all days before them
     * @param results what {@code predict} returned
     * @param techniques by base feature, such as {@code AttackTechniques.of("github", "18")}
     * @return the explainer
     * @throws IllegalArgumentException if the table or the results are not those of the model
     */
    public static AnomalyExplainer of(
            DetectorModel model, FeatureTable base, AnomalyResults results, AttackTechniques techniques) {
        if (!results.table().schema().features().equals(model.features())) {
            throw new IllegalArgumentException(
                    "the results have other features than the model; give those it returned");
        }
        ActorPasts pasts =
                ActorPasts.of(base, model.options().deviations(), FeatureSchema.ofFeatures(model.features()));
        return new AnomalyExplainer(
                results,
                RowExplainer.of(
                        model.forest(), model.options().anomalyThreshold(), pasts, results.table(), techniques));
    }

    /**
     * Explains a row. Costs less than a millisecond with the default forest; of a flagged row, up to some ten.
     *
     * @param anomaly one of the results, flagged or not
     * @return the explanation
     * @throws IllegalArgumentException if it is not one of the results
     */
    public Explanation explain(Anomaly anomaly) {
        int row = anomaly.row();
        if (row < 0 || row >= results.rowCount() || !results.all().get(row).equals(anomaly)) {
            throw new IllegalArgumentException(
                    "the anomaly of row " + row + " is not one of the " + results.rowCount() + " results given");
        }
        return rows.explain(row);
    }

    /**
     * Explains a row by its position.
     *
     * @param row position in {@link AnomalyResults#all}, from 0
     * @return the explanation
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Explanation explainRow(int row) {
        return rows.explain(Objects.checkIndex(row, results.rowCount()));
    }

    /** Returns what knows the forest and the pasts. */
    RowExplainer rows() {
        return rows;
    }

    /**
     * Explains the strangest rows, on all threads of the common pool.
     *
     * @param count how many at most, {@code >= 0}; flagged rows are explained in any case
     * @return one explanation per row, the strangest first
     */
    public List<Explanation> explainTop(int count) {
        int explained = Math.max(results.top(count).size(), results.flagged().size());
        return IntStream.range(0, explained).parallel().mapToObj(rows::explain).toList();
    }

    /**
     * Returns the results with the reasons of the strangest rows as their last column; see {@link AnomalyResults#withReasons}.
     *
     * @param count how many rows at most, {@code >= 0}; flagged rows get their reasons in any case
     * @return a copy with reasons
     */
    public AnomalyResults withReasons(int count) {
        return results.withReasons(
                explainTop(count).stream().map(Explanation::brief).toList());
    }
}
