package dev.ueba.report;

import dev.ueba.AnomalyExplainer;
import dev.ueba.RiskExplainer;
import dev.ueba.evaluation.AttackLabel;
import dev.ueba.explain.Explanation;
import dev.ueba.feature.FeatureTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Puts a {@link Report} together. Rows are named by their position in the table that the builder was given.
 *
 * <p>Not thread-safe.
 */
public final class ReportBuilder {

    private static final String LABELLED = "labelled";

    private record ActorDay(String actor, LocalDate day) {}

    private record Column(String name, IntFunction<String> values) {}

    private final FeatureTable table;
    private final double[] scores;
    private final double cutoff;
    private String title = "Anomalies";
    private FeatureTable population;
    private final List<Column> identities = new ArrayList<>();
    private final Map<ActorDay, String> labels = new HashMap<>();
    private IntFunction<List<String>> reasons = row -> List.of();
    private IntFunction<Optional<Explanation>> explanations = row -> Optional.empty();
    private Optional<RiskExplainer> risks = Optional.empty();
    private final List<String> notes = new ArrayList<>();
    private Optional<EventActivity> activity = Optional.empty();
    private int detailRows = 200;
    private long seed;
    private ReportWords words = ReportWords.defaults();
    private Optional<IntFunction<Instant>> times = Optional.empty();
    private ZoneId zone = ZoneOffset.UTC;
    private Optional<IntFunction<String>> rowLabels = Optional.empty();
    private Optional<ReportTotals> totals = Optional.empty();

    /** Takes the scores over. */
    ReportBuilder(FeatureTable table, double[] scores, double cutoff) {
        if (scores.length != table.rowCount()) {
            throw new IllegalArgumentException(
                    "there are " + scores.length + " scores, but " + table.rowCount() + " rows");
        }
        for (int row = 0; row < scores.length; row++) {
            if (!Double.isFinite(scores[row])) {
                throw new IllegalArgumentException("row " + row + " has the score " + scores[row] + ", not a number");
            }
        }
        this.table = table;
        this.scores = scores;
        this.cutoff = cutoff;
        this.population = table;
    }

    /**
     * Sets the heading; it is "Anomalies" otherwise.
     *
     * @param value any text
     * @return this
     */
    public ReportBuilder title(String value) {
        title = value;
        return this;
    }

    /**
     * Sets the rows that values are ranked among; otherwise those of the report.
     *
     * @param value rows with the same columns as the report
     * @return this
     * @throws IllegalArgumentException if the columns differ
     */
    public ReportBuilder population(FeatureTable value) {
        if (!value.schema().equals(table.schema())) {
            throw new IllegalArgumentException("the population must have the columns of the report, " + table.schema()
                    + ", but has " + value.schema());
        }
        population = value;
        return this;
    }

    /**
     * Adds a column that says what a row is about: an e-mail address, a source address, a place in a file.
     *
     * @param name of the column
     * @param values text by row
     * @return this
     */
    public ReportBuilder identity(String name, IntFunction<String> values) {
        identities.add(new Column(name, values));
        return this;
    }

    /**
     * Adds what is known of actors on days.
     *
     * @param known labels of any actors and days; those of other rows are left out
     * @return this
     */
    public ReportBuilder labels(List<AttackLabel> known) {
        for (AttackLabel label : known) {
            String scenario = label.scenario().isEmpty() ? LABELLED : label.scenario();
            labels.merge(new ActorDay(label.actor(), label.day()), scenario, (a, b) -> a + " " + b);
        }
        return this;
    }

    /**
     * Sets what is known of single rows, instead of {@link #labels}.
     *
     * @param value label by row, empty if nothing is known; always with the same answer
     * @return this
     */
    public ReportBuilder rowLabels(IntFunction<String> value) {
        rowLabels = Optional.of(value);
        return this;
    }

    /**
     * Sets when rows are, for rows that are finer than days. Rows with equal scores then stay in the order they came in.
     *
     * @param value time by row; its day in the zone is the day of the row
     * @param clock whose clock the report shows
     * @return this
     */
    public ReportBuilder times(IntFunction<Instant> value, ZoneId clock) {
        times = Optional.of(value);
        zone = clock;
        return this;
    }

    /**
     * Sets what rows and actors are called.
     *
     * @param value words for readers
     * @return this
     */
    public ReportBuilder words(ReportWords value) {
        words = value;
        return this;
    }

    /** Says what the rows of this report are the strangest of. */
    ReportBuilder totals(ReportTotals value) {
        totals = Optional.of(value);
        return this;
    }

    /**
     * Sets why rows are strange.
     *
     * @param value sentences by row; called only for rows that are told about, always with the same answer
     * @return this
     */
    public ReportBuilder reasons(IntFunction<List<String>> value) {
        reasons = value;
        return this;
    }

    /**
     * Sets the explanations of actors on days; their sentences become reasons after those of {@link #reasons}, and attributions
     * and techniques are shown where the format has a place for them.
     *
     * @param explainer of the results the report is about
     * @return this
     */
    public ReportBuilder explanations(AnomalyExplainer explainer) {
        explanations = row -> Optional.of(explainer.explainRow(row));
        return this;
    }

    /**
     * Sets the risks and alerts of an improved detector, with their explanations: alerts are then told first, and each row shows its
     * risk. The reasons of the anomaly scores are those of {@link #explanations}.
     *
     * @param explainer of the results the report is about
     * @return this
     */
    public ReportBuilder risks(RiskExplainer explainer) {
        risks = Optional.of(explainer);
        explanations = row -> Optional.of(explainer.scores().explainRow(row));
        return this;
    }

    /**
     * Adds a line about the data or the model: what was read, what could not be read, what the model was trained on.
     *
     * @param line any text
     * @return this
     */
    public ReportBuilder note(String line) {
        notes.add(line);
        return this;
    }

    /**
     * Sets counts of events by name and by hour.
     *
     * @param value counts
     * @return this
     */
    public ReportBuilder activity(EventActivity value) {
        activity = Optional.of(value);
        return this;
    }

    /**
     * Sets how many of the strangest rows are clustered, mapped and told in detail on the page; 200 otherwise.
     *
     * @param count 0 to 1,000
     * @return this
     */
    public ReportBuilder detailRows(int count) {
        if (count < 0 || count > AnomalyClusters.MOST_ROWS) {
            throw new IllegalArgumentException(
                    "detail rows must be 0 to " + AnomalyClusters.MOST_ROWS + ", but was " + count);
        }
        detailRows = count;
        return this;
    }

    /**
     * Sets the seed of clusters and map; 0 otherwise.
     *
     * @param value any
     * @return this
     */
    public ReportBuilder seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Sorts the rows and makes clusters and map of the strangest ones.
     *
     * @return a report
     */
    public Report build() {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, (a, b) -> {
            int byScore = Double.compare(scores[a], scores[b]);
            return byScore != 0 || times.isPresent() ? byScore : Integer.compare(table.epochDay(b), table.epochDay(a));
        });
        int[] rows = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
        double[] sorted = Arrays.stream(rows).mapToDouble(row -> scores[row]).toArray();
        FeatureTable ranked = table.selectRows(rows);
        int clustered = Math.min(detailRows, rows.length);
        return new Report(this, ranked, sorted, rows, AnomalyClusters.of(ranked, clustered, seed));
    }

    String title() {
        return title;
    }

    double cutoff() {
        return cutoff;
    }

    FeatureTable population() {
        return population;
    }

    List<Report.Identity> identitiesOf(int[] sourceRows) {
        return identities.stream()
                .map(column -> new Report.Identity(
                        column.name(),
                        Arrays.stream(sourceRows).mapToObj(column.values()).toList()))
                .toList();
    }

    List<String> labelsOf(FeatureTable ranked, int[] sourceRows) {
        if (rowLabels.isPresent()) {
            return Arrays.stream(sourceRows).mapToObj(rowLabels.get()).toList();
        }
        List<String> found = new ArrayList<>(ranked.rowCount());
        for (int row = 0; row < ranked.rowCount(); row++) {
            found.add(
                    labels.isEmpty() ? "" : labels.getOrDefault(new ActorDay(ranked.actor(row), ranked.day(row)), ""));
        }
        return List.copyOf(found);
    }

    IntFunction<List<String>> reasons() {
        return reasons;
    }

    Optional<List<Instant>> timesOf(int[] sourceRows) {
        return times.map(value -> Arrays.stream(sourceRows).mapToObj(value).toList());
    }

    ZoneId zone() {
        return zone;
    }

    ReportWords words() {
        return words;
    }

    Optional<ReportTotals> totals() {
        return totals;
    }

    Optional<RiskExplainer> risks() {
        return risks;
    }

    IntFunction<Optional<Explanation>> explanations() {
        return explanations;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    Optional<EventActivity> activity() {
        return activity;
    }

    int detailRows() {
        return detailRows;
    }
}
