package dev.ueba.evaluation;

import dev.ueba.event.EventField;
import dev.ueba.event.EventReason;
import dev.ueba.event.EventResult;
import dev.ueba.event.EventResults;
import dev.ueba.event.ScoredEvent;
import dev.ueba.event.ScoredEvents;
import dev.ueba.event.ScoredWindow;
import dev.ueba.event.ScoredWindows;
import dev.ueba.event.SecurityEvent;
import dev.ueba.feature.NumberText;
import dev.ueba.forest.IsolationForestOptions;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The text report of scored security events or windows: totals, everything suspicious, and how well labels were found where there are
 * any. Text of logs is escaped: no control, format or line-separating character of a log reaches the report.
 *
 * <p>Stateless and thread-safe.
 */
public final class SecurityLogReport {

    private static final int WIDEST_CELL = 200;
    private static final double PERCENT = 100.0;

    private SecurityLogReport() {}

    /**
     * Compares anomalies with the labels of the events, the field {@link EventField#ANOMALY}: {@code 1} is an anomaly, anything
     * else is none.
     *
     * @param scored any
     * @return empty if no event has the field
     */
    public static Optional<ConfusionMatrix> confusion(ScoredEvents scored) {
        return EventEvaluation.of(scored).map(EventEvaluation::confusion);
    }

    /**
     * Returns the report.
     *
     * @param scored any
     * @param zone whose clock hours are read from
     * @return lines that end in LF
     */
    public static String of(ScoredEvents scored, ZoneId zone) {
        StringBuilder text = new StringBuilder();
        appendTotals(text, "Security events", scored);
        line(text, "Suspicious events, the strangest first (hours in %s):", zone);
        for (ScoredEvent anomaly : scored.anomalies()) {
            SecurityEvent event = anomaly.event();
            line(
                    text,
                    "%s  %s  hour %d  score %.6f",
                    event.time(),
                    safe(event.source().toString()),
                    event.time().atZone(zone).getHour(),
                    anomaly.anomalyScore());
            StringBuilder fields = new StringBuilder();
            for (String name : scored.detection().identityFields()) {
                fields.append("  ")
                        .append(name)
                        .append('=')
                        .append(safe(event.field(name).orElse("")));
            }
            line(text, "  %s", fields);
            appendReasons(text, scored.reasons(anomaly));
        }
        EventEvaluation.of(scored).ifPresent(evaluation -> append(text, evaluation));
        return text.toString();
    }

    /**
     * Returns the report of windows: totals, every suspicious window with those of its features that are not 0, and how well
     * labels were found if there are any.
     *
     * @param scored any
     * @param events from which the windows were made
     * @param zone whose clock hours are read from
     * @return lines that end in LF
     */
    public static String of(ScoredWindows scored, List<SecurityEvent> events, ZoneId zone) {
        StringBuilder text = new StringBuilder();
        appendTotals(text, "Windows", scored);
        line(text, "Suspicious windows, the strangest first (hours in %s):", zone);
        for (ScoredWindow anomaly : scored.anomalies()) {
            line(
                    text,
                    "%s to %s  hour %d  score %.6f",
                    anomaly.windowStart(),
                    anomaly.windowEnd(),
                    anomaly.windowStart().atZone(zone).getHour(),
                    anomaly.anomalyScore());
            StringBuilder fields = new StringBuilder("  ")
                    .append(safe(scored.table().entityType()))
                    .append('=')
                    .append(safe(anomaly.entity()));
            anomaly.features().forEach((name, value) -> {
                if (value != 0) {
                    fields.append("  ")
                            .append(name)
                            .append('=')
                            .append(NumberText.repr(value).replaceFirst("\\.0$", ""));
                }
            });
            line(text, "  %s", fields);
            appendReasons(text, scored.reasons(anomaly));
        }
        EventEvaluation.of(scored, events).ifPresent(evaluation -> append(text, evaluation));
        return text.toString();
    }

    private static void appendTotals(StringBuilder text, String what, EventResults<?> scored) {
        int total = scored.all().size();
        long anomalies = scored.all().stream().filter(EventResult::isAnomaly).count();
        line(text, "%s: %d", what, total);
        line(text, "Suspicious: %d (%.2f %%)", anomalies, total == 0 ? 0.0 : PERCENT * anomalies / total);
        IsolationForestOptions forest = scored.forest();
        line(
                text,
                "Model: isolation forest, %d trees, contamination %s, seed %d",
                forest.trees(),
                forest.contamination(),
                forest.seed());
        line(text, "Features: %s", String.join(", ", scored.featureNames()));
        line(text, "");
    }

    private static void appendReasons(StringBuilder text, List<EventReason> reasons) {
        if (!reasons.isEmpty()) {
            line(text, "    %s", safe(reasons.stream().map(EventReason::text).collect(Collectors.joining("; "))));
        }
        String techniques = EventReason.techniqueIds(reasons);
        if (!techniques.isEmpty()) {
            line(text, "    %s", techniques);
        }
    }

    private static void append(StringBuilder text, EventEvaluation evaluation) {
        line(text, "");
        evaluation.toLines().forEach(line -> line(text, "%s", line));
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(WIDEST_CELL).forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE,
                        Character.UNASSIGNED ->
                    safe.append("\\u{").append(Integer.toHexString(c)).append('}');
                default -> safe.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > WIDEST_CELL
                ? safe.append("...").toString()
                : safe.toString();
    }
}
