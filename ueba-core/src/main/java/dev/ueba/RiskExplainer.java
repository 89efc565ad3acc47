package dev.ueba;

import dev.ueba.explain.AttackPatterns;
import dev.ueba.explain.AttackTechnique;
import dev.ueba.explain.AttackTechniques;
import dev.ueba.explain.PatternSearch;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.novelty.Evidence;
import dev.ueba.novelty.Surprise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Says why rows have their risk and why they are alerts: unusual and sensitive counts, the forest's part, what would have to be
 * different, ATT&amp;CK techniques and patterns.
 *
 * <p>A counterfactual of an alert is the largest smaller count of one feature alone with which the row would not be an alert of its
 * day: risk, cool-down and the choice within the day's budget are computed again, with what was known on that day and with all
 * other rows as they are. It is found by bisection; at one more the row is an alert.
 *
 * <p>Nothing here changes a risk, an alert or a score. Immutable and safe to share between threads. The same rows give the same
 * explanations, on any machine.
 *
 * <pre>{@code
 * ImprovedDetector improved = ImprovedDetector.of(model, ImprovedOptions.defaults());
 * AnomalyResults results = improved.predict(base, day);
 * RiskExplainer explainer = RiskExplainer.of(improved, base, results);
 * for (Anomaly alert : results.alerts()) {
 *     System.out.println(alert.actor() + ": " + explainer.explain(alert).brief());
 * }
 * }</pre>
 */
public final class RiskExplainer {

    private final ImprovedOptions options;
    private final FeatureTable base;
    private final AnomalyResults results;
    private final AnomalyExplainer forest;
    private final AttackTechniques techniques;
    private final PatternSearch patterns;
    private final Map<Integer, Map<String, OptionalDouble>> counterfactuals = new HashMap<>();
    private final Map<Integer, List<SensitiveFinding>> findings = new HashMap<>();

    private RiskExplainer(
            ImprovedDetector detector,
            FeatureTable base,
            AnomalyResults results,
            AttackTechniques techniques,
            AttackPatterns patterns) {
        this.options = detector.options();
        this.base = base;
        this.results = results;
        this.techniques = techniques;
        this.forest = AnomalyExplainer.of(detector.model(), base, results, techniques);
        this.patterns = PatternSearch.of(base, patterns);
        if (results.rowCount() > 0) {
            lookBack(detector);
        }
    }

    /**
     * Returns an explainer with the techniques and patterns of GitHub audit features in the default version of ATT&amp;CK.
     *
     * @param detector what assessed the rows
     * @param base the base features that were given to {@code predict}: the scored days and all days before them
     * @param results what {@code predict} returned
     * @return the explainer; to make it costs about as much as to predict
     * @throws IllegalArgumentException if the table or the results are not those of the detector
     */
    public static RiskExplainer of(ImprovedDetector detector, FeatureTable base, AnomalyResults results) {
        return of(detector, base, results, AttackTechniques.forGitHubAudit(), AttackPatterns.defaults());
    }

    /**
     * Returns an explainer with chosen techniques and patterns.
     *
     * @param detector what assessed the rows
     * @param base the base features that were given to {@code predict}: the scored days and all days before them
     * @param results what {@code predict} returned
     * @param techniques by base feature
     * @param patterns what to look for in an actor's last days
     * @return the explainer; to make it costs about as much as to predict
     * @throws IllegalArgumentException if the table or the results are not those of the detector
     */
    public static RiskExplainer of(
            ImprovedDetector detector,
            FeatureTable base,
            AnomalyResults results,
            AttackTechniques techniques,
            AttackPatterns patterns) {
        if (!results.hasRisk()) {
            throw new IllegalArgumentException(
                    "the results have no risk to explain; give those of an improved detector, or explain the scores with an"
                            + " AnomalyExplainer");
        }
        return new RiskExplainer(
                detector,
                base,
                results,
                Objects.requireNonNull(techniques, "techniques"),
                Objects.requireNonNull(patterns, "patterns"));
    }

    /** Goes through the history once more, asking on each scored day what would have become of its alerts. */
    private void lookBack(ImprovedDetector detector) {
        DayRange range = results.table().dayRange().orElseThrow();
        int[] wanted = base.rowsOf(range);
        int[] positions = results.scoredPositions();
        if (wanted.length != positions.length) {
            throw new IllegalArgumentException("the table has " + wanted.length + " rows on the days of the results, "
                    + range.from() + " to " + range.last() + ", but there are " + positions.length + " results");
        }
        int[] resultOf = new int[positions.length];
        for (int result = 0; result < positions.length; result++) {
            resultOf[positions[result]] = result;
        }
        RiskCounterfactuals search = new RiskCounterfactuals(base, forest.rows());
        AnomalyResults again = detector.watch(base, results, range, (rows, assessments, whatIf) -> {
            for (int i = 0; i < rows.length; i++) {
                int result = resultOf[Arrays.binarySearch(wanted, rows[i])];
                RiskAssessment assessment = assessments.get(i);
                if (!assessment.equals(assessmentOf(result))) {
                    throw new IllegalArgumentException("row " + result
                            + " of the results has another risk than this detector and table give; give the same ones");
                }
                if (assessment.alert()) {
                    Map<String, OptionalDouble> counts = new HashMap<>();
                    for (String feature : featuresOf(assessment, rows[i])) {
                        counts.put(
                                feature,
                                search.find(rows[i], i, result, base.schema().featureIndex(feature), whatIf));
                    }
                    counterfactuals.put(result, counts);
                }
            }
        });
        Map<String, List<SensitiveFinding>> byActor = new HashMap<>();
        again.sensitiveFindings()
                .forEach(finding -> byActor.computeIfAbsent(finding.actor(), unused -> new ArrayList<>())
                        .add(finding));
        for (int result = 0; result < positions.length; result++) {
            Anomaly row = results.all().get(result);
            findings.put(
                    result,
                    byActor.getOrDefault(row.actor(), List.of()).stream()
                            .filter(finding -> finding.day().equals(row.day()))
                            .toList());
        }
    }

    private RiskAssessment assessmentOf(int result) {
        return results.assessment(results.all().get(result)).orElseThrow();
    }

    /** Returns the unusual counts of a row and its sensitive ones. */
    private Set<String> featuresOf(RiskAssessment assessment, int baseRow) {
        Set<String> features = new LinkedHashSet<>();
        assessment.surprises().forEach(surprise -> features.add(surprise.feature()));
        for (SensitiveAction action : options.sensitiveActions().actions()) {
            if (base.schema().hasFeature(action.feature())
                    && base.value(baseRow, base.schema().featureIndex(action.feature())) > 0.0) {
                features.add(action.feature());
            }
        }
        return features;
    }

    /**
     * Explains a row.
     *
     * @param anomaly one of the results, alert or not
     * @return the explanation
     * @throws IllegalArgumentException if it is not one of the results
     */
    public RiskExplanation explain(Anomaly anomaly) {
        int row = anomaly.row();
        if (row < 0 || row >= results.rowCount() || !results.all().get(row).equals(anomaly)) {
            throw new IllegalArgumentException(
                    "the anomaly of row " + row + " is not one of the " + results.rowCount() + " results given");
        }
        return explainRow(row);
    }

    /**
     * Explains a row by its position.
     *
     * @param row position in {@link AnomalyResults#all}, from 0
     * @return the explanation
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public RiskExplanation explainRow(int row) {
        Objects.checkIndex(row, results.rowCount());
        RiskAssessment assessment = assessmentOf(row);
        Map<String, SensitiveFinding> sensitive = new HashMap<>();
        List<SensitiveFinding> ofRow = new ArrayList<>(findings.getOrDefault(row, List.of()));
        ofRow.sort(Comparator.comparing(
                        (SensitiveFinding finding) -> finding.action().severity())
                .reversed());
        ofRow.forEach(finding -> sensitive.putIfAbsent(finding.action().feature(), finding));
        List<RiskReason> reasons = new ArrayList<>();
        double told = 0.0;
        for (Surprise surprise : assessment.surprises()) {
            double evidence = options.usesNovelty()
                    ? Evidence.of(surprise.bits(), options.novelty().raisedShare())
                    : 0.0;
            told += evidence;
            reasons.add(reason(
                    row,
                    surprise.feature(),
                    Optional.of(surprise),
                    Optional.ofNullable(sensitive.remove(surprise.feature())),
                    evidence));
        }
        for (SensitiveFinding finding : ofRow) {
            if (sensitive.remove(finding.action().feature(), finding)) {
                reasons.add(reason(row, finding.action().feature(), Optional.empty(), Optional.of(finding), 0.0));
            }
        }
        return new RiskExplanation(
                assessment,
                reasons,
                options.usesNovelty() ? Math.max(0.0, assessment.noveltyBits() - told) : 0.0,
                options.usesNovelty() ? PastStrangeness.togetherEvidence(assessment.togetherBits()) : 0.0,
                options.usesForest() ? PastStrangeness.forestEvidence(assessment.forestBits()) : 0.0,
                options.usesNovelty(),
                forest.explainRow(row),
                patterns.matches(results.table().actor(row), results.table().day(row)));
    }

    private RiskReason reason(
            int row,
            String feature,
            Optional<Surprise> surprise,
            Optional<SensitiveFinding> sensitive,
            double evidence) {
        int column = results.table().schema().featureIndex(feature);
        int known = results.table().epochDay(row)
                - Math.toIntExact(base.dayRange().orElseThrow().from().toEpochDay());
        List<AttackTechnique> steps = techniques.of(feature);
        if (steps.isEmpty() && sensitive.isPresent()) {
            steps = ofAction(sensitive.get().action());
        }
        return new RiskReason(
                feature,
                results.table().value(row, column),
                surprise,
                sensitive,
                evidence,
                forest.rows().percentileRank(row, column),
                known,
                counterfactuals.getOrDefault(row, Map.of()).getOrDefault(feature, OptionalDouble.empty()),
                steps);
    }

    /** Returns what the table of sensitive actions says of a feature that the table of techniques does not know. */
    private List<AttackTechnique> ofAction(SensitiveAction action) {
        return action.technique().isEmpty()
                ? List.of()
                : List.of(new AttackTechnique(
                        action.technique(),
                        "",
                        AttackTechniques.DEFAULT_VERSION,
                        false,
                        AttackTechnique.Confidence.UNRATED));
    }

    /**
     * Returns the results that are explained.
     *
     * @return the ones given
     */
    public AnomalyResults results() {
        return results;
    }

    /**
     * Returns the explainer of the anomaly scores, which is that of faithful mode.
     *
     * @return with the same techniques
     */
    public AnomalyExplainer scores() {
        return forest;
    }

    /**
     * Explains all alerts, flagged rows and the riskiest rows, on all threads of the common pool.
     *
     * @param count how many of the riskiest, {@code >= 0}
     * @return explanations by position in {@link AnomalyResults#all}
     */
    public Map<Integer, RiskExplanation> explainTop(int count) {
        Set<Integer> rows = new LinkedHashSet<>();
        results.alerts().forEach(anomaly -> rows.add(anomaly.row()));
        results.flagged().forEach(anomaly -> rows.add(anomaly.row()));
        results.riskiest(count).forEach(anomaly -> rows.add(anomaly.row()));
        List<Integer> wanted = List.copyOf(rows);
        List<RiskExplanation> found =
                wanted.parallelStream().map(this::explainRow).toList();
        Map<Integer, RiskExplanation> explained = new HashMap<>();
        IntStream.range(0, wanted.size()).forEach(i -> explained.put(wanted.get(i), found.get(i)));
        return Collections.unmodifiableMap(explained);
    }

    /**
     * Returns the results with reasons as their last column: those of all alerts, flagged rows and the riskiest rows; see
     * {@link AnomalyResults#withReasons}.
     *
     * @param count how many of the riskiest rows, {@code >= 0}
     * @return a copy with reasons
     */
    public AnomalyResults withReasons(int count) {
        String[] texts = new String[results.rowCount()];
        Arrays.fill(texts, "");
        explainTop(count).forEach((row, explanation) -> texts[row] = explanation.brief());
        return results.withReasons(List.of(texts));
    }
}
