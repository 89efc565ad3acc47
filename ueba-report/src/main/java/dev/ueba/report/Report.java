package dev.ueba.report;

import dev.ueba.AnomalyResults;
import dev.ueba.RiskExplanation;
import dev.ueba.explain.Explanation;
import dev.ueba.explain.PercentileRanks;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.storage.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a report shows: scored rows, the strangest first, and for each of them what stands out. It knows nothing of where the
 * rows come from; actors on days, entities in time windows and single events all fit.
 *
 * <p>Everything in it may come from a log that an attacker wrote to; every {@link ReportFormat} escapes all of it. The same
 * report gives the same bytes. Immutable and safe to share between threads, if the function that gives the reasons is.
 *
 * <pre>{@code
 * Report report = Report.builder(results).title("Audit log, January").build();
 * report.write(ReportFormat.HTML, Path.of("report.html"));
 * }</pre>
 */
public final class Report {

    /** A feature from this percentile rank on stands out. */
    static final double STANDS_OUT = 99.0;

    /** How many of the rows that are told about are explained. */
    private static final int MOST_EXPLAINED = 1_000;

    /** How many rows are told about if none is below the cutoff. */
    static final int TOLD_WITHOUT_ANOMALY = 20;

    /**
     * A column that says what a row is about, beside actor and day.
     *
     * @param name of the column
     * @param values one text per row, in the order of the report
     */
    record Identity(String name, List<String> values) {}

    private final String title;
    private final FeatureTable table;
    private final double[] scores;
    private final int[] sourceRows;
    private final double cutoff;
    private final int anomalyCount;
    private final List<Identity> identities;
    private final List<String> labels;
    private final IntFunction<List<String>> reasons;
    private final Map<Integer, Explanation> explanations;
    private final Optional<ReportRisks> risks;
    private final List<String> notes;
    private final Optional<EventActivity> activity;
    private final int detailRows;
    private final PercentileRanks ranks;
    private final List<FeatureColumn> columns;
    private final AnomalyClusters clusters;
    private final Optional<List<Instant>> times;
    private final ZoneId zone;
    private final ReportWords words;
    private final ReportTotals totals;

    Report(ReportBuilder builder, FeatureTable table, double[] scores, int[] sourceRows, AnomalyClusters clusters) {
        this.title = builder.title();
        this.table = table;
        this.scores = scores;
        this.sourceRows = sourceRows;
        this.cutoff = builder.cutoff();
        this.identities = builder.identitiesOf(sourceRows);
        this.labels = builder.labelsOf(table, sourceRows);
        this.reasons = builder.reasons();
        this.notes = builder.notes();
        this.activity = builder.activity();
        this.detailRows = Math.min(builder.detailRows(), scores.length);
        this.ranks = PercentileRanks.of(builder.population());
        this.columns = FeatureColumn.of(table.schema());
        this.clusters = clusters;
        int count = 0;
        while (count < scores.length && scores[count] < cutoff) {
            count++;
        }
        this.anomalyCount = count;
        this.times = builder.timesOf(sourceRows);
        this.zone = builder.zone();
        this.words = builder.words();
        this.totals = builder.totals()
                .orElseGet(() -> new ReportTotals(scores.length, anomalyCount, actors(table), table.dayRange()));
        this.explanations = explanations(builder);
        this.risks = builder.risks().map(explainer -> ReportRisks.of(explainer, sourceRows));
    }

    private static long actors(FeatureTable table) {
        return IntStream.range(0, table.rowCount())
                .map(table::actorIndex)
                .distinct()
                .count();
    }

    /** Explains the rows that are told about or shown in detail, once; of very many told ones the strangest. */
    private Map<Integer, Explanation> explanations(ReportBuilder builder) {
        int explained = Math.max(Math.min(toldCount(), MOST_EXPLAINED), detailRows);
        return IntStream.range(0, explained)
                .parallel()
                .boxed()
                .flatMap(row ->
                        builder.explanations().apply(sourceRows[row]).map(found -> Map.entry(row, found)).stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Begins a report about actors on days.
     *
     * @param results what a model returned
     * @return a builder
     */
    public static ReportBuilder builder(AnomalyResults results) {
        double[] scores = results.all().stream()
                .mapToDouble(anomaly -> anomaly.anomalyScore())
                .toArray();
        return new ReportBuilder(results.table(), scores, results.anomalyThreshold());
    }

    /**
     * Begins a report about any scored rows: for events and time windows the actor is whom the timeline follows.
     *
     * @param table the rows in any order
     * @param scores one a row; lower is stranger; copied
     * @param cutoff scores below it are anomalies
     * @return a builder
     * @throws IllegalArgumentException if there are not as many scores as rows or a score is not finite
     */
    public static ReportBuilder builder(FeatureTable table, double[] scores, double cutoff) {
        return new ReportBuilder(table, scores.clone(), cutoff);
    }

    /**
     * Returns a report with the defaults of {@link ReportBuilder}.
     *
     * @param results what a model returned
     * @return a report
     */
    public static Report of(AnomalyResults results) {
        return builder(results).build();
    }

    /**
     * Returns the heading.
     *
     * @return any text
     */
    public String title() {
        return title;
    }

    /**
     * Returns the rows with all their features.
     *
     * @return the strangest first: score ascending, then day descending (if rows are days), then the order they came in
     */
    public FeatureTable table() {
        return table;
    }

    /**
     * Returns the number of rows.
     *
     * @return {@code >= 0}
     */
    public int rowCount() {
        return scores.length;
    }

    /**
     * Returns the score below which a row is an anomaly.
     *
     * @return the cutoff
     */
    public double cutoff() {
        return cutoff;
    }

    /**
     * Returns how many rows are below the cutoff; they are the first ones.
     *
     * @return {@code >= 0}
     */
    public int anomalyCount() {
        return anomalyCount;
    }

    /**
     * Returns how many rows the formats for people tell about: the anomalies or, if there are none, the strangest 20.
     *
     * @return {@code >= 0}
     */
    public int toldCount() {
        return anomalyCount > 0 ? anomalyCount : Math.min(TOLD_WITHOUT_ANOMALY, scores.length);
    }

    /**
     * Returns the score of a row.
     *
     * @param row from 0, the strangest first
     * @return lower is stranger
     */
    public double score(int row) {
        return scores[row];
    }

    /**
     * Returns what is known of a row: the scenarios of its labels.
     *
     * @param row from 0
     * @return empty if nothing is known
     */
    public String label(int row) {
        return labels.get(row);
    }

    /**
     * Returns why a row is strange, as whoever made the report says, and the main reasons of its explanation.
     *
     * @param row from 0
     * @return possibly empty
     */
    public List<String> reasons(int row) {
        List<String> all = new ArrayList<>(reasons.apply(sourceRows[row]));
        explanation(row).ifPresent(explanation -> explanation.mainReasons().forEach(reason -> all.add(reason.text())));
        return List.copyOf(all);
    }

    /**
     * Returns the explanation of a row, if the report was given an explainer and the row is told about.
     *
     * @param row from 0
     * @return empty for the many rows that nobody is told about
     */
    public Optional<Explanation> explanation(int row) {
        return Optional.ofNullable(explanations.get(row));
    }

    /**
     * Returns why a row has its risk, if it is one of the alerts that are told about.
     *
     * @param row from 0
     * @return empty for the others, and for faithful results
     */
    public Optional<RiskExplanation> riskExplanation(int row) {
        return risks.flatMap(known -> known.explanation(row));
    }

    /** Returns risks and alerts, if the report was given any. */
    Optional<ReportRisks> risks() {
        return risks;
    }

    /**
     * Returns when a row is.
     *
     * @param row from 0
     * @return empty if rows are days
     */
    public Optional<Instant> time(int row) {
        return times.map(all -> all.get(row));
    }

    /** Returns day or time of a row, for readers. */
    String when(int row) {
        return time(row).map(time -> Times.text(time, zone)).orElseGet(() -> table.day(row)
                .toString());
    }

    /** Returns days since 1970 on the clock of the report, with a fraction if rows have times. */
    double clockDays(int row) {
        return time(row).map(time -> Times.clockSeconds(time, zone) / 86_400.0).orElseGet(() ->
                (double) table.epochDay(row));
    }

    boolean hasTimes() {
        return times.isPresent();
    }

    ZoneId zone() {
        return zone;
    }

    ReportWords words() {
        return words;
    }

    /** Returns the counts of everything that was scored; the report may hold only the strangest. */
    ReportTotals totals() {
        return totals;
    }

    /**
     * Returns the days from the first to the last.
     *
     * @return empty if there are no rows
     */
    public Optional<DayRange> days() {
        return table.dayRange();
    }

    /**
     * Returns the clusters of the strangest rows.
     *
     * @return clusters of the first rows, as many as {@link ReportBuilder#detailRows} says
     */
    public AnomalyClusters clusters() {
        return clusters;
    }

    /**
     * Returns the features of a row that stand out: value or deviation has a percentile rank of 99 or more, or it is a weekend.
     *
     * @param row from 0
     * @return the highest rank first, then the largest deviation
     */
    public List<FeatureStanding> standingOut(int row) {
        List<FeatureStanding> found = new ArrayList<>();
        for (FeatureColumn column : columns) {
            double value = table.value(row, column.value());
            double rank = ranks.rank(column.value(), value);
            double deviation = column.hasDeviation() ? table.value(row, column.deviation()) : Double.NaN;
            double deviationRank = column.hasDeviation() ? ranks.rank(column.deviation(), deviation) : Double.NaN;
            if (rank >= STANDS_OUT || deviationRank >= STANDS_OUT || isWeekend(column.name(), value)) {
                found.add(new FeatureStanding(column.name(), value, rank, deviation, deviationRank));
            }
        }
        found.sort(Comparator.comparingDouble(FeatureStanding::highestRank)
                .reversed()
                .thenComparing(
                        standing -> Double.isNaN(standing.deviation()) ? 0.0 : standing.deviation(),
                        Comparator.reverseOrder()));
        return List.copyOf(found);
    }

    /**
     * Returns the single columns of a row that stand out, deviations as columns of their own, as the notebook lists them.
     *
     * @param row from 0
     * @return the highest rank first; equal ranks in the order of the table
     */
    List<FeatureStanding> columnsStandingOut(int row) {
        List<FeatureStanding> found = new ArrayList<>();
        for (int feature = 0; feature < table.featureCount(); feature++) {
            double value = table.value(row, feature);
            double rank = ranks.rank(feature, value);
            String name = table.schema().features().get(feature);
            if (rank >= STANDS_OUT || isWeekend(name, value)) {
                found.add(new FeatureStanding(name, value, rank, Double.NaN, Double.NaN));
            }
        }
        found.sort(Comparator.comparingDouble(FeatureStanding::percentileRank).reversed());
        return found;
    }

    private static boolean isWeekend(String name, double value) {
        return name.equals(GitHubAuditFeatures.IS_WEEKEND) && value > 0;
    }

    List<Identity> identities() {
        return identities;
    }

    List<String> notes() {
        return notes;
    }

    /**
     * Returns the counts of events.
     *
     * @return empty if the report was given none
     */
    public Optional<EventActivity> activity() {
        return activity;
    }

    /** Returns how many of the first rows are told in detail on the page. */
    int detailRows() {
        return detailRows;
    }

    boolean hasLabels() {
        return labels.stream().anyMatch(label -> !label.isEmpty());
    }

    /**
     * Writes the report to a file, replacing it as a whole.
     *
     * @param format which form
     * @param file file to create or replace; its folder must exist
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void write(ReportFormat format, Path file) throws IOException {
        AtomicFiles.replace(file, out -> format.write(this, out));
    }

    /**
     * Writes the report to a stream, which stays open.
     *
     * @param format which form
     * @param out where to
     * @throws IOException if writing fails
     */
    public void write(ReportFormat format, OutputStream out) throws IOException {
        format.write(this, out);
        out.flush();
    }
}
