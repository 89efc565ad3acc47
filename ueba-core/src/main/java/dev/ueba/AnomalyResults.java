package dev.ueba;

import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * Every scored row, the strangest first: anomaly score ascending, then day descending, then file order.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class AnomalyResults {

    private final FeatureTable table;
    private final double[] scores;
    private final double threshold;
    private final int[] scoredPositions;
    private final Optional<Map<String, String>> emails;
    private final Optional<Risks> risks;
    private final Optional<List<String>> reasons;

    /** What the improved detector adds: an assessment for each row, in the order of the results. */
    private record Risks(
            List<RiskAssessment> assessments, List<SensitiveFinding> findings, DecisionEffects decisions) {}

    private AnomalyResults(
            FeatureTable table,
            double[] scores,
            double threshold,
            int[] scoredPositions,
            Optional<Map<String, String>> emails,
            Optional<Risks> risks,
            Optional<List<String>> reasons) {
        this.table = table;
        this.scores = scores;
        this.threshold = threshold;
        this.scoredPositions = scoredPositions;
        this.emails = emails;
        this.risks = risks;
        this.reasons = reasons;
    }

    /** Sorts scored rows; {@code scores[row]} belongs to {@code enriched}. */
    static AnomalyResults of(FeatureTable enriched, double[] scores, double threshold) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, (a, b) -> {
            int byScore = Double.compare(scores[a], scores[b]);
            return byScore != 0 ? byScore : Integer.compare(enriched.epochDay(b), enriched.epochDay(a));
        });
        int[] rows = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
        double[] sorted = Arrays.stream(rows).mapToDouble(row -> scores[row]).toArray();
        return new AnomalyResults(
                enriched.selectRows(rows),
                sorted,
                threshold,
                rows,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Returns every scored row, the strangest first.
     *
     * @return unmodifiable; a view without copies
     */
    public List<Anomaly> all() {
        return new View(scores.length);
    }

    /**
     * Returns the strangest rows, flagged or not.
     *
     * @param count how many at most, {@code >= 0}
     * @return unmodifiable, the strangest first
     */
    public List<Anomaly> top(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("the number of rows must be >= 0, but was " + count);
        }
        return new View(Math.min(count, scores.length));
    }

    /**
     * Returns the rows whose score is below the cutoff.
     *
     * @return unmodifiable, the strangest first; often empty with the published cutoff
     */
    public List<Anomaly> flagged() {
        int count = 0;
        while (count < scores.length && scores[count] < threshold) {
            count++;
        }
        return new View(count);
    }

    /**
     * Returns the number of scored rows.
     *
     * @return {@code >= 0}
     */
    public int rowCount() {
        return scores.length;
    }

    /**
     * Returns the score below which a row is an anomaly.
     *
     * @return the model's cutoff, or 0 for SecDev 2025 models
     */
    public double anomalyThreshold() {
        return threshold;
    }

    /**
     * Returns the scored rows with all their features, base and derived, in the order of {@link #all}.
     *
     * @return one row per result
     */
    public FeatureTable table() {
        return table;
    }

    /**
     * Returns the same results with the e-mail addresses of the actors, which then become a column of the CSV.
     *
     * @param addresses e-mail by actor; copied; actors that are missing get an empty cell
     * @return a copy with addresses
     */
    public AnomalyResults withEmails(Map<String, String> addresses) {
        return new AnomalyResults(
                table, scores, threshold, scoredPositions, Optional.of(Map.copyOf(addresses)), risks, reasons);
    }

    /** Returns the anomaly scores in the order in which the rows were scored. */
    double[] scoresAsScored() {
        double[] unsorted = new double[scores.length];
        for (int row = 0; row < scores.length; row++) {
            unsorted[scoredPositions[row]] = scores[row];
        }
        return unsorted;
    }

    /** Returns the same results with an assessment for each row, given in the order in which the rows were scored. */
    AnomalyResults withRisk(List<RiskAssessment> asScored, List<SensitiveFinding> findings, DecisionEffects decisions) {
        List<RiskAssessment> sorted =
                Arrays.stream(scoredPositions).mapToObj(asScored::get).toList();
        return new AnomalyResults(
                table,
                scores,
                threshold,
                scoredPositions,
                emails,
                Optional.of(new Risks(sorted, List.copyOf(findings), decisions)),
                reasons);
    }

    /**
     * Tells whether these results come from an {@link ImprovedDetector}.
     *
     * @return true if every row has an assessment
     */
    public boolean hasRisk() {
        return risks.isPresent();
    }

    /**
     * Returns what the improved detector says of a row.
     *
     * @param anomaly one of these results
     * @return empty if these are faithful results
     */
    public Optional<RiskAssessment> assessment(Anomaly anomaly) {
        return risks.map(known -> known.assessments().get(anomaly.row()));
    }

    /**
     * Returns the riskiest rows, alerts or not.
     *
     * @param count how many at most, {@code >= 0}
     * @return unmodifiable, the riskiest first, then by the order of the results; empty for faithful results
     */
    public List<Anomaly> riskiest(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("the number of rows must be >= 0, but was " + count);
        }
        return risks.isEmpty() ? List.of() : byRisk(all()).stream().limit(count).toList();
    }

    /**
     * Returns the rows within the budget of alerts.
     *
     * @return unmodifiable, the riskiest first; empty for faithful results
     */
    public List<Anomaly> alerts() {
        return risks.isEmpty()
                ? List.of()
                : byRisk(all().stream()
                        .filter(anomaly -> assessment(anomaly).orElseThrow().alert())
                        .toList());
    }

    private List<Anomaly> byRisk(List<Anomaly> anomalies) {
        return anomalies.stream()
                .sorted(Comparator.comparingDouble(
                        anomaly -> -assessment(anomaly).orElseThrow().risk()))
                .toList();
    }

    /**
     * Returns the sensitive actions of the scored days, whatever the scores say.
     *
     * @return unmodifiable; by day, then as in the table; empty for faithful results
     */
    public List<SensitiveFinding> sensitiveFindings() {
        return risks.map(Risks::findings).orElse(List.of());
    }

    /**
     * Returns what became of the analysts' decisions that were given.
     *
     * @return only zeros for faithful results, and where none were given
     */
    public DecisionEffects decisionEffects() {
        return risks.map(Risks::decisions).orElse(DecisionEffects.NONE);
    }

    /**
     * Returns the e-mail address of a row's actor.
     *
     * @param anomaly one of these results
     * @return empty if none is known
     */
    public Optional<String> email(Anomaly anomaly) {
        return emails.map(addresses -> addresses.get(anomaly.actor()));
    }

    /**
     * Returns the same results with reasons, which then become the last column of the CSV. {@link AnomalyExplainer} finds them.
     *
     * @param texts of the first rows, in the order of {@link #all}; copied; the other rows get an empty cell
     * @return a copy with reasons
     * @throws IllegalArgumentException if there are more texts than rows
     */
    public AnomalyResults withReasons(List<String> texts) {
        if (texts.size() > scores.length) {
            throw new IllegalArgumentException(
                    "there are " + texts.size() + " reasons, but only " + scores.length + " rows");
        }
        return new AnomalyResults(
                table, scores, threshold, scoredPositions, emails, risks, Optional.of(List.copyOf(texts)));
    }

    /**
     * Writes the results as the original does: the training columns, {@code anomaly_score}, {@code is_anomaly}, and
     * {@code user_email} if addresses are known; then {@code risk} and {@code alert}, if the rows were assessed; last
     * {@code reasons}, if there are any.
     *
     * @param file file to create or replace as a whole; ".gz" at the end compresses
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void writeCsv(Path file) throws IOException {
        writeCsv(file, false);
    }

    /**
     * Writes the results; see {@link #writeCsv(Path)}.
     *
     * @param file file to create or replace as a whole; ".gz" at the end compresses
     * @param neutraliseFormulas whether text that a spreadsheet would run as a formula gets an apostrophe in front
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void writeCsv(Path file, boolean neutraliseFormulas) throws IOException {
        CsvOutput.writeFile(file, neutraliseFormulas, this::writeRows);
    }

    /**
     * Writes the results to a stream, which stays open; see {@link #writeCsv(Path)}.
     *
     * @param out where to
     * @param neutraliseFormulas whether text that a spreadsheet would run as a formula gets an apostrophe in front
     * @throws IOException if writing fails
     */
    public void writeCsv(OutputStream out, boolean neutraliseFormulas) throws IOException {
        try (CsvOutput csv = new CsvOutput(out, neutraliseFormulas)) {
            writeRows(csv);
        }
    }

    private void writeRows(CsvOutput csv) throws IOException {
        FeatureCsv.writeHeaderCells(table.schema(), csv);
        csv.text("anomaly_score").text("is_anomaly");
        if (emails.isPresent()) {
            csv.text("user_email");
        }
        if (risks.isPresent()) {
            csv.text("risk").text("alert");
        }
        if (reasons.isPresent()) {
            csv.text("reasons");
        }
        csv.endRow();
        for (int row = 0; row < scores.length; row++) {
            FeatureCsv.writeRowCells(table, row, csv);
            csv.real(scores[row]).truth(scores[row] < threshold);
            if (emails.isPresent()) {
                csv.text(emails.get().getOrDefault(table.actor(row), ""));
            }
            if (risks.isPresent()) {
                RiskAssessment assessment = risks.get().assessments().get(row);
                csv.real(assessment.risk()).truth(assessment.alert());
            }
            if (reasons.isPresent()) {
                csv.text(row < reasons.get().size() ? reasons.get().get(row) : "");
            }
            csv.endRow();
        }
    }

    /** The first results as records, made when asked for. */
    private final class View extends AbstractList<Anomaly> implements RandomAccess {

        private final int count;

        View(int count) {
            this.count = count;
        }

        @Override
        public Anomaly get(int index) {
            Objects.checkIndex(index, count);
            return new Anomaly(table.actor(index), table.day(index), scores[index], scores[index] < threshold, index);
        }

        @Override
        public int size() {
            return count;
        }
    }
}
