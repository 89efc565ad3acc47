package dev.ueba.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ueba.event.EntityMatch;
import dev.ueba.event.RelatedEvents;
import dev.ueba.event.SeriesRequest;
import dev.ueba.event.TableColumns;
import dev.ueba.event.TimeRange;
import dev.ueba.feature.DayRange;
import dev.ueba.series.SeriesDecomposition;
import dev.ueba.series.SeriesTrend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Writes the queries for names that try to be more than names, and has Microsoft's language service look at them: each a
 * single statement, without errors, in which the names are values of literals. Without Node.js only {@code .ci/run kql} looks.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GeneratedKqlTest {

    private static final Path FOLDER = Path.of("target", "kql");
    private static final Path CHECK = Path.of("..", "kql-functions", "check");
    private static final TimeRange DAYS =
            new TimeRange(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-31T00:00:00Z"));

    private static final String TABLE = "it's a \"table\\ ]";
    private static final String TEXT_COLUMN = "text'] | union * //";
    private static final String NUMBER_COLUMN = "n\u00famero \"\ud83d\ude00\\";
    private static final String OTHER_COLUMN = "where";

    private static final Map<String, String> ENTITIES = new LinkedHashMap<>();

    static {
        ENTITIES.put("plain", "alice@example.org");
        ENTITIES.put("apostrophe", "o'brien");
        ENTITIES.put("quotes", "\"\"\"'''```");
        ENTITIES.put("backslash-at-the-end", "CORP\\alice\\");
        ENTITIES.put("escaped-quote", "\\\" | union * //");
        ENTITIES.put("injection", "x' | union *; .drop table T; print '");
        ENTITIES.put("statements", "\"; print 1; //");
        ENTITIES.put("lines", "a\nb\r\nc\u2028d\u2029e\u0085f");
        ENTITIES.put("controls", "\t\u0000\u0007\u001b[31m\u007f");
        ENTITIES.put("comment", "// -- /* */ #");
        ENTITIES.put("verbatim", "@\"x\"h'y'~~~z```");
        ENTITIES.put("unicode-escape", "\\u0022 | take 1");
        ENTITIES.put("emoji", "\ud83d\ude00 \ud83d\udc68\u200d\ud83d\udcbb");
        ENTITIES.put("right-to-left", "\u202eecila\u202c \u05d0\u05d1\u200f");
        ENTITIES.put("half-a-pair", "a\ud83d b\ude00");
        ENTITIES.put("no-term", "'\"|;()");
        ENTITIES.put("long", "\"\\'\n\u00e9".repeat(2000));
    }

    private static void write(String name, String kql, String... literals) throws IOException {
        Files.writeString(FOLDER.resolve(name + ".kql"), kql, StandardCharsets.UTF_8);
        String list = List.of(literals).stream().map(GeneratedKqlTest::json).collect(Collectors.joining(",", "[", "]"));
        Files.writeString(FOLDER.resolve(name + ".json"), list, StandardCharsets.US_ASCII);
    }

    private static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            json.append(String.format(Locale.ROOT, "\\u%04x", (int) text.charAt(i)));
        }
        return json.append('"').toString();
    }

    private static TableSchema schema() {
        return new TableSchema(
                TABLE,
                List.of(
                        new TableSchema.Column("TimeGenerated", "datetime"),
                        new TableSchema.Column(TEXT_COLUMN, "string"),
                        new TableSchema.Column(NUMBER_COLUMN, "long"),
                        new TableSchema.Column(OTHER_COLUMN, "dynamic")));
    }

    private static void writeTables() throws IOException {
        String columns = schema().columns().stream()
                .map(column -> KqlText.name(column.name()) + ":" + column.type())
                .collect(Collectors.joining(", ", "(", ")"));
        Files.writeString(
                FOLDER.resolve("tables.json"),
                "[{\"name\":" + json(TABLE) + ",\"schema\":" + json(columns) + "}]",
                StandardCharsets.US_ASCII);
    }

    private static void writeQueries(String name, EntityMatch match) throws IOException {
        TableSchema schema = schema();
        String entity = match.entity();
        List<TableSchema.Column> columns = schema.columns(List.of(TEXT_COLUMN, NUMBER_COLUMN, OTHER_COLUMN));
        SeriesRequest request = new SeriesRequest(
                match,
                TABLE,
                List.of(TEXT_COLUMN, OTHER_COLUMN),
                List.of(new TableColumns.Column(TEXT_COLUMN, "string", 9)),
                DAYS,
                Duration.ofHours(1),
                SeriesDecomposition.defaults().withTrend(SeriesTrend.LINE_FIT).withThreshold(1e-7));
        RelatedEvents related = new RelatedEvents(
                match,
                TABLE,
                List.of(TEXT_COLUMN, OTHER_COLUMN),
                List.of(
                        new RelatedEvents.ColumnValue(TEXT_COLUMN, "string", entity + "1"),
                        new RelatedEvents.ColumnValue(NUMBER_COLUMN, "long", "-9223372036854775808"),
                        new RelatedEvents.ColumnValue(OTHER_COLUMN, "dynamic", entity + "2")),
                DAYS,
                1000);
        write("presence-" + name, EntityKql.presence(match, List.of(), DAYS), entity);
        write("presence-in-" + name, EntityKql.presence(match, List.of(TABLE), DAYS), entity);
        write("sightings-" + name, EntityKql.sightings(match, schema, columns, DAYS), entity);
        write("series-" + name, EntityKql.series(request, schema, columns, columns), entity, "linefit");
        write("related-" + name, EntityKql.related(related, schema), entity, entity + "1", entity + "2");
    }

    @Test
    @Order(1)
    void queries_forHostileNames_areWritten() throws IOException {
        Files.createDirectories(FOLDER);
        try (DirectoryStream<Path> old = Files.newDirectoryStream(FOLDER)) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
        writeTables();
        for (Map.Entry<String, String> entity : ENTITIES.entrySet()) {
            for (EntityMatch.Mode mode : EntityMatch.Mode.values()) {
                writeQueries(entity.getKey() + "-" + mode, new EntityMatch(entity.getValue(), mode));
            }
        }
        write("schema", EntityKql.schema(TABLE));
        write("columns", EntityKql.distinctCounts(schema(), schema().columns(), DAYS));
        write("no-columns", EntityKql.distinctCounts(schema(), List.of(), DAYS));
        DayRange week = DayRange.ofInclusive(LocalDate.of(2026, 1, 5), LocalDate.of(2026, 1, 11));
        DayRange month = DayRange.ofInclusive(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31));
        write("features", LogAnalyticsFeatureSource.query(week, month));

        try (DirectoryStream<Path> written = Files.newDirectoryStream(FOLDER, "*.kql")) {
            assertThat(written).hasSize(5 * ENTITIES.size() * EntityMatch.Mode.values().length + 4);
        }
    }

    @Test
    @Order(2)
    void queries_inMicrosoftsLanguageService_areSingleStatementsWithoutErrors()
            throws IOException, InterruptedException {
        assumeTrue(
                Files.isDirectory(CHECK.resolve("node_modules")),
                "the language service is not installed: npm ci in kql-functions/check, or .ci/run kql");
        Path log = FOLDER.resolve("check.log");
        Process node = new ProcessBuilder("node", CHECK.resolve("check.mjs").toString(), "--queries", FOLDER.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(node.waitFor(5, TimeUnit.MINUTES)).isTrue();

        assertThat(node.exitValue()).as(Files.readString(log)).isZero();
    }
}
