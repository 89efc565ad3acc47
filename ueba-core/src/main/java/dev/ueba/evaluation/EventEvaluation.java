package dev.ueba.evaluation;

import dev.ueba.event.EventField;
import dev.ueba.event.EventResult;
import dev.ueba.event.EventResults;
import dev.ueba.event.ScoredEvents;
import dev.ueba.event.ScoredWindows;
import dev.ueba.event.SecurityEvent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How well scored events or windows agree with the labels of the events, the field {@link EventField#ANOMALY}: {@code 1} is an
 * anomaly, anything else is none. A window is positive if one of its events is.
 *
 * <p>Immutable.
 *
 * @param confusion flags against labels
 * @param rocAuc in [0, 1]; NaN if all or no rows are positive
 * @param averagePrecision in (0, 1]; NaN if all or no rows are positive
 */
public record EventEvaluation(ConfusionMatrix confusion, double rocAuc, double averagePrecision) {

    private static final String POSITIVE = "1";

    public EventEvaluation {
        Objects.requireNonNull(confusion, "confusion");
    }

    /**
     * Compares single events with their labels.
     *
     * @param scored any
     * @return empty if no event has a label
     */
    public static Optional<EventEvaluation> of(ScoredEvents scored) {
        boolean labelled =
                scored.all().stream().anyMatch(result -> result.event().textOrNull(EventField.ANOMALY) != null);
        boolean[] positive = new boolean[scored.all().size()];
        for (int row = 0; row < positive.length; row++) {
            positive[row] = scored.all().get(row).event().has(EventField.ANOMALY, POSITIVE);
        }
        return labelled ? Optional.of(of(scored, positive)) : Optional.empty();
    }

    /**
     * Compares windows with the labels of their events.
     *
     * @param scored any
     * @param events from which the windows were made
     * @return empty if no event has a label
     */
    public static Optional<EventEvaluation> of(ScoredWindows scored, List<SecurityEvent> events) {
        boolean labelled = events.stream().anyMatch(event -> event.textOrNull(EventField.ANOMALY) != null);
        boolean[] positive = new boolean[scored.all().size()];
        int[] rows = scored.rowsOf(events);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] >= 0 && events.get(i).has(EventField.ANOMALY, POSITIVE)) {
                positive[rows[i]] = true;
            }
        }
        return labelled ? Optional.of(of(scored, positive)) : Optional.empty();
    }

    /**
     * Compares rows with labels of any source.
     *
     * @param scored events or windows
     * @param positive per row, in the order of {@link EventResults#all()}, whether it is an anomaly
     * @return how they agree
     * @throws IllegalArgumentException if lengths differ
     */
    public static EventEvaluation of(EventResults<?> scored, boolean[] positive) {
        int rows = scored.all().size();
        boolean[] flagged = new boolean[rows];
        double[] strangeness = new double[rows];
        for (int row = 0; row < rows; row++) {
            EventResult result = scored.all().get(row);
            flagged[row] = result.isAnomaly();
            strangeness[row] = -result.anomalyScore();
        }
        ConfusionMatrix confusion = ConfusionMatrix.of(flagged, positive);
        long positives = confusion.truePositives() + confusion.falseNegatives();
        boolean ranked = positives > 0 && positives < rows;
        return new EventEvaluation(
                confusion,
                ranked ? RankingMetrics.rocAuc(strangeness, positive) : Double.NaN,
                ranked ? RankingMetrics.averagePrecision(strangeness, positive) : Double.NaN);
    }

    /**
     * Returns a small table and the measures, for people.
     *
     * @return lines without line ends
     */
    public List<String> toLines() {
        String ranking = Double.isNaN(rocAuc)
                ? "ROC AUC and average precision need anomalies and others"
                : String.format(
                        Locale.ROOT,
                        "ROC AUC %.4f, average precision %.4f (chance: %.4f)",
                        rocAuc,
                        averagePrecision,
                        (double) (confusion.truePositives() + confusion.falseNegatives()) / confusion.rowCount());
        return List.of(
                String.format(Locale.ROOT, "%-16s %10s %10s", "", "flagged", "not"),
                String.format(
                        Locale.ROOT,
                        "%-16s %10d %10d",
                        "anomaly",
                        confusion.truePositives(),
                        confusion.falseNegatives()),
                String.format(
                        Locale.ROOT,
                        "%-16s %10d %10d",
                        "normal",
                        confusion.falsePositives(),
                        confusion.trueNegatives()),
                String.format(
                        Locale.ROOT,
                        "precision %.4f, recall %.4f, F1 %.4f",
                        confusion.precision(),
                        confusion.recall(),
                        confusion.f1()),
                ranking);
    }
}
