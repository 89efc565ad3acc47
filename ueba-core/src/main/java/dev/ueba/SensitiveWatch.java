package dev.ueba;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.novelty.NoveltyModel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Looks for the sensitive actions that a table has columns for. Immutable. */
final class SensitiveWatch {

    private final List<SensitiveAction> actions = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private final int firstInDays;

    SensitiveWatch(FeatureSchema schema, ImprovedOptions options) {
        this.firstInDays = options.novelty().firstInDays();
        for (SensitiveAction action : options.sensitiveActions().actions()) {
            if (schema.hasFeature(action.feature())) {
                actions.add(action);
                columns.add(schema.featureIndex(action.feature()));
            }
        }
    }

    /**
     * Adds what is sensitive of a row; returns the first action of high severity that is new for the actor, or nothing.
     *
     * @param novelty knows what the actor did before
     */
    String addFindings(FeatureTable day, int row, double risk, NoveltyModel novelty, List<SensitiveFinding> findings) {
        String newest = "";
        for (int i = 0; i < actions.size(); i++) {
            double count = day.value(row, columns.get(i));
            if (!(count > 0.0)) {
                continue;
            }
            SensitiveAction action = actions.get(i);
            int since = novelty.daysSinceRaised(day.actor(row), action.feature(), day.day(row));
            findings.add(new SensitiveFinding(day.actor(row), day.day(row), action, count, since, risk, false));
            if (newest.isEmpty() && since >= firstInDays && action.severity() == Severity.HIGH) {
                newest = action.feature();
            }
        }
        return newest;
    }

    /** Returns the findings of a day, which say whether their actors' rows became alerts. */
    static List<SensitiveFinding> withAlerts(List<SensitiveFinding> findings, FeatureTable day, BitSet alert) {
        List<String> alerted = alert.stream().mapToObj(day::actor).toList();
        return findings.stream()
                .map(finding -> new SensitiveFinding(
                        finding.actor(),
                        finding.day(),
                        finding.action(),
                        finding.count(),
                        finding.daysSince(),
                        finding.risk(),
                        alerted.contains(finding.actor())))
                .toList();
    }
}
