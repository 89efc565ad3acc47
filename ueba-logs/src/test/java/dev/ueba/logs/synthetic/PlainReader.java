package dev.ueba.logs.synthetic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ueba.feature.GitHubAuditFeatures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads a log back in the simplest way: everything at once, each line a map. Knows nothing of how logs are made. */
final class PlainReader {

    /** Actions whose name is not that of their column with a point for the right underscore. */
    private static final Map<String, String> COLUMN_OF_ACTION = Map.of(
            "workflows.created_workflow_run", "workflow_run_create",
            "repository_secret_scanning_push_protection.disable", "repository_secret_scanning_protection_disable",
            "repository_secret_scanning.disable", "repository_secret_scanning_protection_disable");

    /** One line: top-level fields as text, number or null; nested values are left out. */
    record Line(Path file, String text, Map<String, String> fields) {

        String get(String field) {
            return fields.getOrDefault(field, "");
        }

        /** Returns the instant, null for none. */
        Instant time() {
            String text = get("@timestamp").isEmpty() ? get("created_at") : get("@timestamp");
            if (text.isEmpty()) {
                return null;
            }
            if (text.matches("[0-9]+(\\.0)?")) {
                return Instant.ofEpochMilli((long) Double.parseDouble(text));
            }
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        }

        String repo() {
            return get("repo").isEmpty() ? get("repository") : get("repo");
        }

        LocalDate day() {
            return LocalDate.ofInstant(Objects.requireNonNull(time()), ZoneOffset.UTC);
        }
    }

    private record Cell(LocalDate day, String actor) {}

    private PlainReader() {}

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static String text(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static List<Line> lines(Path folder) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Path file : files(folder)) {
            for (String text : text(file).split("\n")) {
                lines.add(new Line(file, text, fields(text)));
            }
        }
        return lines;
    }

    private static Map<String, String> fields(String text) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object: " + text);
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value.isStructStart()) {
                    json.skipChildren();
                } else if (value != JsonToken.VALUE_NULL && fields.put(name, json.getText()) != null) {
                    throw new IOException("'" + name + "' is there twice: " + text);
                }
            }
            if (json.nextToken() != null) {
                throw new IOException("more than an object: " + text);
            }
        }
        return fields;
    }

    /** Returns the lines without repeated ids. */
    static List<Line> unique(List<Line> lines) {
        Set<String> ids = new HashSet<>();
        return lines.stream()
                .filter(line -> line.get("_document_id").isEmpty() || ids.add(line.get("_document_id")))
                .toList();
    }

    /** Returns whether a reader counts the line by default. */
    static boolean counts(Line line) {
        String actor = line.get("actor");
        return line.time() != null && !actor.isEmpty() && !actor.contains("[bot]") && !actor.contains("deploy_key");
    }

    /** Returns the base features as text, row by row: day, actor, weekend, then the counts. */
    static List<String> baseFeatures(Path folder) throws IOException {
        Map<Cell, List<Line>> rows = new HashMap<>();
        Map<String, List<Line>> byActor = new HashMap<>();
        for (Line line : unique(lines(folder))) {
            if (counts(line)) {
                String actor = line.get("actor");
                rows.computeIfAbsent(new Cell(line.day(), actor), cell -> new ArrayList<>())
                        .add(line);
                byActor.computeIfAbsent(actor, name -> new ArrayList<>()).add(line);
            }
        }
        Map<String, String> sorted = new TreeMap<>();
        rows.forEach((cell, events) -> {
            StringBuilder row = new StringBuilder(cell.day() + " " + cell.actor() + " ");
            row.append(cell.day().getDayOfWeek().getValue() >= 6 ? 1 : 0);
            Map<String, Integer> counts = new HashMap<>();
            events.forEach(event -> counts.merge(column(event.get("action")), 1, Integer::sum));
            counts.put("unique_ips_used", distinct(events, line -> line.get("actor_ip")));
            counts.put("unique_repos_accessed", distinct(events, Line::repo));
            counts.put("outlier_time_count", outliers(events, byActor.get(cell.actor())));
            GitHubAuditFeatures.COUNTS.forEach(name -> row.append(' ').append(counts.getOrDefault(name, 0)));
            sorted.put(cell.day() + " " + cell.actor(), row.toString());
        });
        return List.copyOf(sorted.values());
    }

    static String column(String action) {
        return COLUMN_OF_ACTION.getOrDefault(action, action.replace('.', '_'));
    }

    private static int distinct(List<Line> lines, Function<Line, String> field) {
        return (int) lines.stream()
                .map(field)
                .filter(text -> !text.isEmpty())
                .distinct()
                .count();
    }

    private static int outliers(List<Line> events, List<Line> all) {
        double[] times = all.stream().mapToDouble(PlainReader::timeOfDay).toArray();
        if (times.length < 2) {
            return 0;
        }
        double sum = 0.0;
        for (double time : times) {
            sum += time;
        }
        double mean = sum / times.length;
        double squares = 0.0;
        for (double time : times) {
            squares += (time - mean) * (time - mean);
        }
        double deviation = Math.sqrt(squares / (times.length - 1));
        return (int) events.stream()
                .filter(event -> deviation > 0 && Math.abs(timeOfDay(event) - mean) > 3 * deviation)
                .count();
    }

    private static double timeOfDay(Line line) {
        var time = line.time().atOffset(ZoneOffset.UTC);
        return time.getHour() + time.getMinute() / 60.0;
    }
}
