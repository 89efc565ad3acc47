package dev.ueba.logs.github;

import dev.ueba.AlertBudget;
import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.ImprovedDetector;
import dev.ueba.ImprovedOptions;
import dev.ueba.RiskAssessment;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.evaluation.AttackLabel;
import dev.ueba.evaluation.PrecisionAtK;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.logs.synthetic.SyntheticAuditLog;
import dev.ueba.logs.synthetic.SyntheticAuditLogOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The measurement of docs/improved-detection.md about unusual hours: how many attacks on raw logs are found within a budget of
 * alerts, with each way to judge times of day. A program, not a test.
 *
 * <p>Arguments: {@code FOLDER FIRST_SEED LAST_SEED STRENGTH}; the folder takes the generated logs.
 */
final class HourHabitExperiment {

    private static final int DAYS = 181;
    private static final int[] BUDGETS = {5, 10};
    private static final List<String> SCENARIOS = List.of("", "off_hours", "many_new_ips");

    private HourHabitExperiment() {}

    private static Map<String, GitHubAuditFeatureOptions> ways() {
        GitHubAuditFeatureOptions published = GitHubAuditFeatureOptions.defaults();
        Map<String, GitHubAuditFeatureOptions> ways = new LinkedHashMap<>();
        ways.put("`outlier_time_count` alone", published);
        ways.put("`--past-only`", published.withPastOnly(true));
        ways.put("`--hour-habits`", published.withHourHabits(true));
        ways.put("`--hour-habits --past-only`", published.withHourHabits(true).withPastOnly(true));
        return ways;
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int firstSeed = Integer.parseInt(arguments[1]);
        int lastSeed = Integer.parseInt(arguments[2]);
        double strength = Double.parseDouble(arguments[3]);
        Map<String, double[]> found = new LinkedHashMap<>();
        double[] attacks = new double[SCENARIOS.size()];
        for (int seed = firstSeed; seed <= lastSeed; seed++) {
            SyntheticOrganisationOptions options = SyntheticOrganisationOptions.defaults()
                    .withDays(DAYS)
                    .withStartDay(LocalDate.of(2025, 7, 7))
                    .withActors(350)
                    .withAttacks(120)
                    .withStrength(strength)
                    .withSeed(seed);
            Path folder = Path.of(arguments[0], seed + "-" + strength);
            SyntheticAuditLog log = SyntheticAuditLog.generate(
                    SyntheticAuditLogOptions.defaults().withOrganisation(options), folder);
            Map<String, String> scenarios = new HashMap<>();
            for (AttackLabel label : log.labels()) {
                scenarios.put(key(label.actor(), label.day()), label.scenario());
                for (int i = 0; i < attacks.length; i++) {
                    attacks[i] += matches(SCENARIOS.get(i), label.scenario()) ? 1 : 0;
                }
            }
            LocalDate scoredFrom = options.startDay().plusDays(DAYS - DAYS / 3);
            for (Map.Entry<String, GitHubAuditFeatureOptions> way : ways().entrySet()) {
                FeatureTable base = GitHubAuditLogSource.open(
                                List.of(folder.resolve("logs").toString()),
                                GitHubAuditLogOptions.defaults(),
                                way.getValue())
                        .readFeatures();
                double[] sums =
                        found.computeIfAbsent(way.getKey(), key -> new double[2 * BUDGETS.length * SCENARIOS.size()]);
                count(base, scoredFrom, scenarios, sums);
            }
            out.println("seed " + seed + " done");
        }
        found.forEach((way, sums) -> {
            out.print("| " + way + " |");
            for (int i = 0; i < sums.length; i++) {
                out.printf(" %.3f |", sums[i] / attacks[i / (2 * BUDGETS.length)]);
            }
            out.println();
        });
        out.println("attacks: all, off_hours, many_new_ips: " + Arrays.toString(attacks)
                + "; columns: for each of these risk @5, @10, alerts of a budget of 5, 10");
    }

    private static void count(FeatureTable base, LocalDate scoredFrom, Map<String, String> scenarios, double[] sums) {
        DayRange all = base.dayRange().orElseThrow();
        FeatureTable history = base.selectDays(new DayRange(all.from(), scoredFrom));
        DetectorOptions detector = DetectorOptions.defaults();
        DetectorModel model = DetectorModel.fit(
                TrainingSets.split(history, 0.5, detector.deviations()).training(), detector);
        for (int budget = 0; budget < BUDGETS.length; budget++) {
            AnomalyResults results = ImprovedDetector.of(
                            model, ImprovedOptions.defaults().withBudget(AlertBudget.perDay(BUDGETS[budget])))
                    .predict(base, new DayRange(scoredFrom, all.to()));
            List<Anomaly> rows = results.all();
            double[] risks = new double[rows.size()];
            double[] alerts = new double[rows.size()];
            int[] days = new int[rows.size()];
            for (int row = 0; row < risks.length; row++) {
                Anomaly anomaly = rows.get(row);
                RiskAssessment assessment = results.assessment(anomaly).orElseThrow();
                risks[row] = assessment.risk();
                alerts[row] = assessment.alert() ? 1000.0 + assessment.risk() : -1.0 - row;
                days[row] = Math.toIntExact(anomaly.day().toEpochDay());
            }
            for (int i = 0; i < SCENARIOS.size(); i++) {
                boolean[] positive = new boolean[rows.size()];
                for (int row = 0; row < positive.length; row++) {
                    String label = scenarios.getOrDefault(
                            key(rows.get(row).actor(), rows.get(row).day()), "none");
                    positive[row] = !label.equals("none") && matches(SCENARIOS.get(i), label);
                }
                int at = 2 * BUDGETS.length * i + budget;
                sums[at] += PrecisionAtK.daily(risks, positive, days, BUDGETS[budget])
                        .found();
                sums[at + BUDGETS.length] += PrecisionAtK.daily(alerts, positive, days, BUDGETS[budget])
                        .found();
            }
        }
    }

    private static boolean matches(String wanted, String scenario) {
        return wanted.isEmpty() || wanted.equals(scenario);
    }

    private static String key(String actor, LocalDate day) {
        return day + " " + actor;
    }
}
