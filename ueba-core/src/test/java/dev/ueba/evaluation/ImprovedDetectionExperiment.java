package dev.ueba.evaluation;

import dev.ueba.AlertBudget;
import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.ImprovedDetector;
import dev.ueba.ImprovedOptions;
import dev.ueba.RiskAssessment;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.novelty.NoveltyModel;
import dev.ueba.novelty.NoveltyOptions;
import dev.ueba.novelty.NoveltyScores;
import dev.ueba.novelty.PeerGroups;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The measurements of docs/improved-detection.md: how much of what was injected is found within a budget of alerts, by each
 * way of scoring. A program, not a test.
 *
 * <p>Arguments: {@code SET FIRST_SEED LAST_SEED [SCORER...]}, with the sets {@code large}, {@code large-weak}, {@code dense}
 * and {@code dense-weak}.
 */
final class ImprovedDetectionExperiment {

    private static final int[] BUDGETS = {1, 3, 5, 10, 25};

    /** Rows of the scored days, a score for each by name of the scorer (higher is stranger), and the labels. */
    private record Scored(FeatureTable rows, Map<String, double[]> scores, Map<Integer, String> scenarioByRow) {}

    private ImprovedDetectionExperiment() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String set = arguments[0];
        int first = Integer.parseInt(arguments[1]);
        int last = Integer.parseInt(arguments[2]);
        Set<String> wanted = new HashSet<>(List.of(arguments).subList(3, arguments.length));
        Map<String, double[]> found = new LinkedHashMap<>();
        Map<String, Map<String, double[]>> foundByScenario = new TreeMap<>();
        double attacks = 0;
        Map<String, Integer> attacksByScenario = new TreeMap<>();
        for (int seed = first; seed <= last; seed++) {
            Scored scored = score(options(set, seed), wanted);
            attacks += scored.scenarioByRow().size();
            scored.scenarioByRow().values().forEach(name -> attacksByScenario.merge(name, 1, Integer::sum));
            scored.scores().forEach((name, scores) -> {
                double[] sums = found.computeIfAbsent(name, key -> new double[BUDGETS.length]);
                for (int i = 0; i < BUDGETS.length; i++) {
                    sums[i] += found(scored, scores, "", BUDGETS[i]);
                }
                for (AttackScenario scenario : AttackScenarios.all()) {
                    double[] own = foundByScenario
                            .computeIfAbsent(scenario.name(), key -> new TreeMap<>())
                            .computeIfAbsent(name, key -> new double[BUDGETS.length]);
                    for (int i = 0; i < BUDGETS.length; i++) {
                        own[i] += found(scored, scores, scenario.name(), BUDGETS[i]);
                    }
                }
            });
            out.printf(
                    "seed %d: %d rows scored, %d attacks%n", seed, scored.rows().rowCount(), (int) attacks);
        }
        out.printf("%n| %s, seeds %d to %d |", set, first, last);
        for (int budget : BUDGETS) {
            out.printf(" @%d |", budget);
        }
        out.println();
        for (Map.Entry<String, double[]> entry : found.entrySet()) {
            out.printf("| %s |", entry.getKey());
            for (double each : entry.getValue()) {
                out.printf(" %.3f |", each / attacks);
            }
            out.println();
        }
        out.printf("%n| at 5 and 10 a day | attacks |");
        found.keySet().forEach(name -> out.printf(" %s |", name));
        out.println();
        foundByScenario.forEach((scenario, byName) -> {
            int count = attacksByScenario.getOrDefault(scenario, 0);
            out.printf("| %s | %d |", scenario, count);
            found.keySet()
                    .forEach(name ->
                            out.printf(" %.2f / %.2f |", byName.get(name)[2] / count, byName.get(name)[3] / count));
            out.println();
        });
    }

    private static SyntheticOrganisationOptions options(String set, long seed) {
        SyntheticOrganisationOptions options = SyntheticOrganisationOptions.defaults()
                .withDays(181)
                .withStartDay(LocalDate.of(2025, 7, 7))
                .withStrength(set.endsWith("-weak") ? 0.5 : 1.0)
                .withSeed(seed);
        return set.startsWith("large")
                ? options.withActors(1000).withAttacks(40)
                : options.withActors(350).withAttacks(120);
    }

    private static double found(Scored scored, double[] scores, String scenario, int budget) {
        boolean[] positive = new boolean[scores.length];
        int[] days = new int[scores.length];
        for (int row = 0; row < scores.length; row++) {
            String label = scored.scenarioByRow().getOrDefault(row, "");
            positive[row] = scenario.isEmpty() ? !label.isEmpty() : label.equals(scenario);
            days[row] = scored.rows().epochDay(row);
        }
        return PrecisionAtK.daily(scores, positive, days, budget).found();
    }

    private static Scored score(SyntheticOrganisationOptions options, Set<String> wanted) {
        SyntheticOrganisation organisation = SyntheticOrganisation.generate(options);
        FeatureTable base = organisation.baseFeatures();
        DayRange all = base.dayRange().orElseThrow();
        LocalDate start = options.startDay().plusDays(options.firstAttackDay());
        FeatureTable history = base.selectDays(new DayRange(all.from(), start));
        DayRange scoredDays = new DayRange(start, all.to());
        FeatureTable rows = base.selectDays(scoredDays);
        Map<String, Integer> rowOf = new HashMap<>();
        for (int row = 0; row < rows.rowCount(); row++) {
            rowOf.put(key(rows.actor(row), rows.day(row)), row);
        }
        Map<Integer, String> labels = new HashMap<>();
        organisation
                .labels()
                .forEach(label -> labels.put(rowOf.get(key(label.actor(), label.day())), label.scenario()));
        Map<String, double[]> scores = new LinkedHashMap<>();
        if (wanted.isEmpty() || wanted.contains("faithful")) {
            DetectorOptions detector = DetectorOptions.defaults();
            DetectorModel model = DetectorModel.fit(
                    TrainingSets.split(history, 0.5, detector.deviations()).training(), detector);
            AnomalyResults results = model.predict(base, scoredDays);
            double[] forest = new double[rows.rowCount()];
            double[] z = new double[rows.rowCount()];
            List<Integer> deviations = new ArrayList<>();
            for (String feature : results.table().schema().features()) {
                if (feature.startsWith("zscore_")) {
                    deviations.add(results.table().schema().featureIndex(feature));
                }
            }
            for (Anomaly anomaly : results.all()) {
                int row = rowOf.get(key(anomaly.actor(), anomaly.day()));
                forest[row] = -anomaly.anomalyScore();
                for (int feature : deviations) {
                    z[row] += results.table().value(anomaly.row(), feature) > 3.0 ? 1.0 : 0.0;
                }
            }
            scores.put("faithful forest", forest);
            scores.put("number of z above 3", z);
        }
        if (wanted.isEmpty() || wanted.contains("novelty")) {
            novelty(base, scoredDays, rowOf, PeerGroups.none(), "", scores);
            novelty(base, scoredDays, rowOf, PeerGroups.learn(history, 8), ", learned peers", scores);
        }
        if (wanted.isEmpty() || wanted.contains("improved")) {
            improved(base, history, scoredDays, rowOf, scores);
        }
        return new Scored(rows, scores, labels);
    }

    private static void novelty(
            FeatureTable base,
            DayRange scoredDays,
            Map<String, Integer> rowOf,
            PeerGroups peers,
            String suffix,
            Map<String, double[]> scores) {
        double[] three = new double[rowOf.size()];
        double[] novelty = new double[rowOf.size()];
        NoveltyModel model = NoveltyModel.empty(base.schema(), NoveltyOptions.defaults(), peers);
        for (FeatureTable day : NoveltyModel.days(base)) {
            NoveltyScores scored = model.score(day);
            if (scoredDays.contains(day.day(0))) {
                for (int row = 0; row < day.rowCount(); row++) {
                    int at = rowOf.get(key(day.actor(row), day.day(row)));
                    three[at] = scored.largestThree(row);
                    novelty[at] = scored.novelty(row);
                }
            }
            model.add(scored);
        }
        scores.putIfAbsent("three largest surprises", three);
        scores.put("novelty" + suffix, novelty);
    }

    private static void improved(
            FeatureTable base,
            FeatureTable history,
            DayRange scoredDays,
            Map<String, Integer> rowOf,
            Map<String, double[]> scores) {
        DetectorOptions detector = DetectorOptions.defaults();
        DetectorModel model = DetectorModel.fit(
                TrainingSets.split(history, 0.5, detector.deviations()).training(), detector);
        double[] risk = new double[rowOf.size()];
        for (int budget : new int[] {5, 10}) {
            AnomalyResults results = ImprovedDetector.of(
                            model, ImprovedOptions.defaults().withBudget(AlertBudget.perDay(budget)))
                    .predict(base, scoredDays);
            // Alerts above all else, so that "@k" tells what the alerts of a budget of k found; nothing else counts.
            double[] alerts = new double[rowOf.size()];
            for (Anomaly anomaly : results.all()) {
                int row = rowOf.get(key(anomaly.actor(), anomaly.day()));
                RiskAssessment assessment = results.assessment(anomaly).orElseThrow();
                risk[row] = assessment.risk();
                alerts[row] = assessment.alert() ? 1000.0 + assessment.risk() : -rowOf.size() + row;
            }
            scores.put("alerts of a budget of " + budget, alerts);
        }
        scores.put("risk", risk);
    }

    private static String key(String actor, LocalDate day) {
        return day + " " + actor;
    }
}
