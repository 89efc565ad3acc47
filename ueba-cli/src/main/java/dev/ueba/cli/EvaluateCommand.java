package dev.ueba.cli;

import dev.ueba.evaluation.AttackLabel;
import dev.ueba.evaluation.ConfusionMatrix;
import dev.ueba.evaluation.LabelCsv;
import dev.ueba.evaluation.PrecisionAtK;
import dev.ueba.evaluation.RankingMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ueba evaluate}: how well results agree with labels. */
@Command(name = "evaluate", description = "Measures results against labels, whatever detector they are of.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class EvaluateCommand extends UebaCommand {

    /** Who and when. */
    private record ActorDay(String actor, LocalDate day) {}

    @Option(
            names = "--results",
            required = true,
            paramLabel = "CSV",
            description = "Columns actor,day,anomaly_score (lower is stranger) and perhaps is_anomaly.")
    private Path results;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "CSV",
            description = "Columns actor,day and perhaps scenario: the rows that are attacks.")
    private Path labels;

    @Option(
            names = "--budget",
            defaultValue = "1,5,10,25",
            split = ",",
            paramLabel = "N",
            description = "Alerts that somebody looks at, a day and in all.")
    private List<Integer> budgets;

    @Override
    void run(Console console) throws IOException {
        if (budgets.stream().anyMatch(budget -> budget < 1)) {
            throw wrongUsage("--budget must be 1 or more alerts, but was " + budgets);
        }
        Set<ActorDay> known = new HashSet<>();
        for (AttackLabel label : LabelCsv.read(labels)) {
            known.add(new ActorDay(label.actor(), label.day()));
        }
        ScoredRows rows = ScoredRows.read(results);
        Set<ActorDay> matched = new HashSet<>();
        boolean[] positive = new boolean[rows.rowCount()];
        int positives = 0;
        for (int row = 0; row < positive.length; row++) {
            ActorDay key = new ActorDay(rows.actor(row), rows.day(row));
            positive[row] = known.contains(key);
            if (positive[row]) {
                positives++;
                matched.add(key);
            }
        }
        console.say(
                "%,d rows, %,d of them attacks; %,d of %,d labels have a row",
                positive.length, positives, matched.size(), known.size());
        double[] strangeness = rows.strangeness();
        if (positives == 0 || positives == positive.length) {
            console.say("ROC AUC and average precision need rows that are attacks and rows that are not");
        } else {
            console.say(
                    "ROC AUC %.6f, average precision %.6f (chance: %.6f)",
                    RankingMetrics.rocAuc(strangeness, positive),
                    RankingMetrics.averagePrecision(strangeness, positive),
                    (double) positives / positive.length);
        }
        for (int budget : budgets) {
            PrecisionAtK.DailyBudget daily = PrecisionAtK.daily(strangeness, positive, rows.epochDays(), budget);
            console.say(
                    "%,d alerts a day (%,d on %,d days): %.1f found, precision %.6f, recall %.6f",
                    budget, daily.alerts(), daily.days(), daily.found(), daily.precision(), daily.recall());
        }
        for (int budget : budgets) {
            console.say(
                    "%,d alerts in all: %.1f found, precision %.6f, recall %.6f",
                    budget,
                    PrecisionAtK.found(strangeness, positive, budget),
                    PrecisionAtK.precision(strangeness, positive, budget),
                    PrecisionAtK.recall(strangeness, positive, budget));
        }
        if (rows.isFlagged()) {
            ConfusionMatrix matrix = ConfusionMatrix.of(rows.flags(), positive);
            console.say("%-16s %10s %10s", "is_anomaly", "True", "False");
            console.say("%-16s %,10d %,10d", "attack", matrix.truePositives(), matrix.falseNegatives());
            console.say("%-16s %,10d %,10d", "other", matrix.falsePositives(), matrix.trueNegatives());
            console.say("precision %.6f, recall %.6f, F1 %.6f", matrix.precision(), matrix.recall(), matrix.f1());
        }
    }
}
