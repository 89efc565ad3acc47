package dev.ueba.evaluation;

import dev.ueba.SharedData;
import dev.ueba.baseline.DeviationOptions;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.forest.IsolationForest;
import dev.ueba.forest.IsolationForestOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * What the novelty guard changes: ranks of attacks in made organisations, and of anomalies in the labelled sets of ADBench. Prints
 * a table in Markdown.
 */
public final class NoveltyGuardExperiment {

    private static final int FIRST_SEED = 201;
    private static final int SEEDS = 10;
    private static final List<String> SETS = List.of(
            "annthyroid",
            "breastw",
            "cardio",
            "http",
            "ionosphere",
            "mammography",
            "pendigits",
            "pima",
            "satellite",
            "shuttle",
            "thyroid",
            "vowels");

    private record Quality(double rocAuc, double averagePrecision) {}

    private NoveltyGuardExperiment() {}

    /** Runs without arguments; the shared sets are left out where they are not. */
    public static void main(String[] arguments) throws IOException {
        print("| data | ROC AUC | with the guard | average precision | with the guard |");
        print("|---|---:|---:|---:|---:|");
        for (double strength : new double[] {1.0, 0.5}) {
            Quality[] published = new Quality[SEEDS];
            Quality[] guarded = new Quality[SEEDS];
            for (int i = 0; i < SEEDS; i++) {
                SyntheticOrganisation organisation =
                        SyntheticOrganisation.generate(SyntheticOrganisationOptions.defaults()
                                .withActors(1000)
                                .withDays(181)
                                .withAttacks(40)
                                .withStrength(strength)
                                .withSeed(FIRST_SEED + i));
                published[i] = quality(organisation, false);
                guarded[i] = quality(organisation, true);
            }
            line("organisations, strength " + strength, published, guarded);
        }
        for (String name : SETS) {
            Optional<Path> file = SharedData.find("data/adbench-classical/" + name + ".csv.gz");
            if (file.isPresent()) {
                adBench(name, file.get());
            }
        }
    }

    private static Quality quality(SyntheticOrganisation organisation, boolean guard) {
        FeatureTable base = organisation.baseFeatures();
        DayRange days = base.dayRange().orElseThrow();
        LocalDate middle = days.from().plusDays(60);
        LocalDate test = days.from().plusDays(120);
        FeatureTable training = TrainingSets.enrich(base, new DayRange(middle, test), DeviationOptions.defaults());
        FeatureTable scored = TrainingSets.enrich(base, new DayRange(test, days.to()), DeviationOptions.defaults());
        IsolationForest forest =
                IsolationForest.fit(training, IsolationForestOptions.defaults().withNoveltyGuard(guard));
        Set<String> attacks = new HashSet<>();
        for (AttackLabel label : organisation.labels()) {
            attacks.add(label.day() + " " + label.actor());
        }
        boolean[] positive = new boolean[scored.rowCount()];
        for (int row = 0; row < positive.length; row++) {
            positive[row] = attacks.contains(scored.day(row) + " " + scored.actor(row));
        }
        return quality(forest.scoreSamples(scored), positive);
    }

    private static void adBench(String name, Path file) throws IOException {
        List<String> lines;
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines = reader.lines().skip(1).toList();
        }
        int featureCount = lines.get(0).split(",", -1).length - 1;
        double[][] columns = new double[featureCount][lines.size()];
        boolean[] positive = new boolean[lines.size()];
        for (int row = 0; row < positive.length; row++) {
            String[] cells = lines.get(row).split(",", -1);
            for (int feature = 0; feature < featureCount; feature++) {
                columns[feature][row] = Double.parseDouble(cells[feature]);
            }
            positive[row] = cells[featureCount].equals("1");
        }
        Quality[] published = new Quality[SEEDS];
        Quality[] guarded = new Quality[SEEDS];
        for (int seed = 0; seed < SEEDS; seed++) {
            IsolationForestOptions options = IsolationForestOptions.defaults().withSeed(seed);
            published[seed] = quality(IsolationForest.fit(columns, options).scoreSamples(columns), positive);
            guarded[seed] = quality(
                    IsolationForest.fit(columns, options.withNoveltyGuard(true)).scoreSamples(columns), positive);
        }
        line(name, published, guarded);
    }

    private static Quality quality(double[] scores, boolean[] positive) {
        double[] strangeness = new double[scores.length];
        for (int row = 0; row < scores.length; row++) {
            strangeness[row] = -scores[row];
        }
        return new Quality(
                RankingMetrics.rocAuc(strangeness, positive), RankingMetrics.averagePrecision(strangeness, positive));
    }

    private static void line(String name, Quality[] published, Quality[] guarded) {
        print(String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %.3f | %.3f |",
                name,
                mean(published, true),
                mean(guarded, true),
                mean(published, false),
                mean(guarded, false)));
    }

    private static double mean(Quality[] qualities, boolean rocAuc) {
        double sum = 0.0;
        for (Quality quality : qualities) {
            sum += rocAuc ? quality.rocAuc() : quality.averagePrecision();
        }
        return sum / qualities.length;
    }

    @SuppressWarnings("SystemOut") // a program's output
    private static void print(String line) {
        System.out.println(line);
    }
}
