package dev.ueba.report;

import dev.ueba.event.EventField;
import dev.ueba.event.EventReason;
import dev.ueba.event.EventResult;
import dev.ueba.event.EventResults;
import dev.ueba.event.ScoredEvent;
import dev.ueba.event.ScoredEvents;
import dev.ueba.event.ScoredWindow;
import dev.ueba.event.ScoredWindows;
import dev.ueba.event.SecurityEvent;
import dev.ueba.event.TechniqueTag;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Begins reports about single events and about windows of entities: reasons with their techniques, the places in the files that
 * are the evidence, and counts by name and hour. Stateless and thread-safe.
 *
 * <pre>{@code
 * Report report = EventReports.of(scored, EventReportLayout.authLog(ZoneOffset.UTC)).title("auth.log").build();
 * report.write(ReportFormat.HTML, Path.of("report.html"));
 * }</pre>
 */
public final class EventReports {

    /** A report holds the strangest rows, as many at most; its totals are of all. */
    public static final int MOST_ROWS = 50_000;

    private static final String LABELLED = "labelled";

    private EventReports() {}

    /**
     * Begins a report about single events. Those whose field {@link EventField#ANOMALY} is {@code 1} are marked.
     *
     * @param scored any
     * @param layout how they are shown
     * @return a builder
     */
    public static ReportBuilder of(ScoredEvents scored, EventReportLayout layout) {
        Function<ScoredEvent, String> actor =
                result -> actor(result.event().field(layout.actorField()).orElse(""), layout);
        List<ScoredEvent> shown = scored.top(MOST_ROWS);
        ReportBuilder builder = begin(
                scored,
                shown,
                layout.words("event", "events"),
                actor,
                result -> result.event().time(),
                layout);
        for (String field : scored.detection().identityFields()) {
            if (!field.equals(layout.actorField())) {
                builder.identity(
                        field, row -> shown.get(row).event().field(field).orElse(""));
            }
        }
        String folder = commonFolder(shown);
        builder.identity(
                "source", row -> shown.get(row).event().source().toString().substring(folder.length()));
        if (!folder.isEmpty()) {
            builder.note("Sources are in " + folder);
        }
        addTechniques(builder, scored, shown);
        builder.rowLabels(row -> shown.get(row).event().has(EventField.ANOMALY, "1") ? LABELLED : "");
        EventActivity.Builder activity = new EventActivity.Builder();
        for (ScoredEvent result : scored.all()) {
            add(activity, result.event(), result.isAnomaly(), layout);
        }
        return builder.activity(activity.build());
    }

    /**
     * Begins a report about windows. Those with an event whose field {@link EventField#ANOMALY} is {@code 1} are marked; an
     * event counts as an anomaly if its window is one.
     *
     * @param scored any
     * @param events from which the windows were made; they are the evidence
     * @param layout how they are shown; the entities are those of the windows
     * @return a builder
     */
    public static ReportBuilder of(ScoredWindows scored, List<SecurityEvent> events, EventReportLayout layout) {
        List<ScoredWindow> shown = scored.top(MOST_ROWS);
        ReportBuilder builder = begin(
                scored,
                shown,
                layout.words("window", "windows"),
                window -> actor(window.entity(), layout),
                ScoredWindow::windowStart,
                layout);
        int[] rows = scored.rowsOf(events);
        WindowEvidence evidence = new WindowEvidence(scored.all().size(), events, rows);
        EventActivity.Builder activity = new EventActivity.Builder();
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] >= 0) {
                add(activity, events.get(i), scored.all().get(rows[i]).isAnomaly(), layout);
            }
        }
        builder.identity("evidence", row -> evidence.place(shown.get(row).row()));
        addTechniques(builder, scored, shown);
        builder.rowLabels(row -> evidence.isLabelled(shown.get(row).row()) ? LABELLED : "");
        return builder.activity(activity.build())
                .note("A window is " + Times.text(scored.detection().windows().size())
                        + " long; its evidence is where its first and its last event are written.");
    }

    private static <T extends EventResult> ReportBuilder begin(
            EventResults<T> scored,
            List<T> shown,
            ReportWords words,
            Function<T, String> actor,
            Function<T, Instant> time,
            EventReportLayout layout) {
        ZoneId zone = layout.zone();
        FeatureTable table = table(scored, shown, actor, result -> day(time.apply(result), zone));
        double[] scores = shown.stream().mapToDouble(EventResult::anomalyScore).toArray();
        ReportBuilder builder = new ReportBuilder(table, scores, 0.0)
                .words(words)
                .times(row -> time.apply(shown.get(row)), zone)
                .reasons(row -> sentences(scored.reasons(shown.get(row))));
        if (shown.size() < scored.all().size()) {
            // Ranks are among all of them; who and when does not matter there.
            builder.population(table(scored, scored.all(), result -> "all", result -> LocalDate.EPOCH));
            builder.totals(totals(scored, actor, result -> day(time.apply(result), zone)));
        }
        return builder;
    }

    private static <T extends EventResult> FeatureTable table(
            EventResults<T> scored, List<T> shown, Function<T, String> actor, Function<T, LocalDate> day) {
        List<String> names = scored.featureNames();
        FeatureTableBuilder table = new FeatureTableBuilder(FeatureSchema.ofFeatures(
                names.stream().map(EventReports::columnName).toList()));
        double[] values = new double[names.size()];
        for (T result : shown) {
            for (int feature = 0; feature < values.length; feature++) {
                values[feature] = result.feature(names.get(feature));
            }
            table.addRow(actor.apply(result), day.apply(result), values);
        }
        return table.build();
    }

    private static <T extends EventResult> ReportTotals totals(
            EventResults<T> scored, Function<T, String> actor, Function<T, LocalDate> day) {
        Set<String> actors = new HashSet<>();
        long anomalies = 0;
        LocalDate first = LocalDate.MAX;
        LocalDate last = LocalDate.MIN;
        for (T result : scored.all()) {
            actors.add(actor.apply(result));
            anomalies += result.isAnomaly() ? 1 : 0;
            LocalDate at = day.apply(result);
            first = at.isBefore(first) ? at : first;
            last = at.isAfter(last) ? at : last;
        }
        return new ReportTotals(
                scored.all().size(), anomalies, actors.size(), Optional.of(DayRange.ofInclusive(first, last)));
    }

    private static <T extends EventResult> void addTechniques(
            ReportBuilder builder, EventResults<T> scored, List<T> shown) {
        List<String> techniques = shown.stream()
                .map(result -> result.isAnomaly() ? EventReason.techniqueIds(scored.reasons(result)) : "")
                .toList();
        if (techniques.stream().anyMatch(ids -> !ids.isEmpty())) {
            builder.identity("techniques", techniques::get);
        }
    }

    /** Returns the folder that all sources have in front, with its last slash; empty if there is none. */
    private static String commonFolder(List<ScoredEvent> shown) {
        String common = shown.isEmpty() ? "" : shown.get(0).event().source().file();
        for (ScoredEvent result : shown) {
            String file = result.event().source().file();
            int length = 0;
            while (length < Math.min(common.length(), file.length()) && common.charAt(length) == file.charAt(length)) {
                length++;
            }
            common = common.substring(0, length);
        }
        return common.substring(0, common.lastIndexOf('/') + 1);
    }

    private static List<String> sentences(List<EventReason> reasons) {
        return reasons.stream()
                .map(reason -> reason.techniques().isEmpty()
                        ? reason.text()
                        : reason.text() + ": "
                                + reason.techniques().stream()
                                        .map(EventReports::sentence)
                                        .collect(Collectors.joining(", ")))
                .toList();
    }

    private static String sentence(TechniqueTag technique) {
        return technique.id() + " " + technique.name() + (technique.isAlternate() ? " (or)" : "");
    }

    private static void add(
            EventActivity.Builder activity, SecurityEvent event, boolean isAnomaly, EventReportLayout layout) {
        var local = event.time().atZone(layout.zone());
        activity.add(event.field(layout.nameField()).orElse("(none)"), local.toLocalDate(), local.getHour(), isAnomaly);
    }

    private static String actor(String text, EventReportLayout layout) {
        // Tables are written as UTF-8, which has no half surrogate pairs.
        return text.isEmpty() ? "(no " + layout.actor() + ")" : SafeText.encodable(text);
    }

    private static LocalDate day(Instant time, ZoneId zone) {
        return time.atZone(zone).toLocalDate();
    }

    /** Feature tables have columns of these names already. */
    private static String columnName(String feature) {
        return feature.equals(FeatureSchema.ACTOR) || feature.equals(FeatureSchema.DAY) ? feature + "_number" : feature;
    }
}
