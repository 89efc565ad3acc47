package dev.ueba.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.event.EntityAnomaly;
import dev.ueba.event.EntityLookupResult;
import dev.ueba.event.EntityMatch;
import dev.ueba.event.QueryRecord;
import dev.ueba.event.RelatedEvents;
import dev.ueba.event.RelatedQuery;
import dev.ueba.event.TableLookup;
import dev.ueba.event.TimeRange;
import dev.ueba.event.ValueSeries;
import dev.ueba.series.SeriesDecomposition;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvestigationReportTest {

    private static final Instant AT = Instant.parse("2026-01-31T14:20:00Z");
    private static final TimeRange RANGE =
            new TimeRange(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private static EntityAnomaly anomaly(String value, double last, boolean constant) {
        double[] counts = new double[31];
        Arrays.setAll(counts, i -> constant ? 0 : i * i % 5);
        counts[30] = last;
        return new EntityAnomaly(
                EntityMatch.of("alice"),
                AT,
                RANGE,
                DAY,
                "app",
                "string",
                ValueSeries.of(
                        "user",
                        "action",
                        value,
                        counts,
                        SeriesDecomposition.defaults().withTestPoints(1).decompose(counts)));
    }

    private static EntityLookupResult result(
            String entity, List<EntityAnomaly> anomalies, @Nullable String query, @Nullable URI portal) {
        RelatedEvents events = new RelatedEvents(
                EntityMatch.of(entity),
                "app",
                List.of("user"),
                List.of(new RelatedEvents.ColumnValue("action", "string", "x")),
                RANGE,
                1000);
        return new EntityLookupResult(
                EntityMatch.of(entity),
                AT,
                List.of(new TableLookup(
                        "app",
                        List.of("user"),
                        TableLookup.Outcome.SEARCHED,
                        null,
                        RANGE,
                        DAY,
                        31,
                        List.of("action"),
                        9,
                        anomalies.size())),
                anomalies,
                List.of(new QueryRecord(
                        "presence", "", Duration.ofMillis(3), query == null ? List.of() : List.of(query))),
                List.of(new RelatedQuery(events, query)),
                portal);
    }

    private String page(EntityLookupResult result) throws IOException {
        Path file = folder.resolve("page.html");
        InvestigationReport.of(result).writeHtml(file);
        return Files.readString(file);
    }

    @Test
    void writeHtml_anomalies_areToldWithPictures() throws IOException {
        String page = page(result(
                "alice",
                List.of(anomaly("download", 12, true), anomaly("read", 40, false)),
                "app\n| take 5",
                URI.create("https://portal.example.org/logs")));

        assertThat(page)
                .contains("What else was odd about", "download", "infinite", "40", "2 of 9 values in 1 columns rose")
                .contains("<pre>app\n| take 5</pre>")
                .contains("href=\"https://portal.example.org/logs\"")
                .containsPattern("alt=\"app: action = download, 12 events where 0 were expected\"")
                .doesNotContain("<script");
        assertThat(page.split("data:image/png;base64,", -1)).hasSize(3);
    }

    @Test
    void writeHtml_hostileTexts_areTextOnly() throws IOException {
        String hostile = "<img src=x onerror=alert(1)>\"'&\u202e\u0000\ud800";
        String page = page(result(
                hostile,
                List.of(anomaly(hostile, 12, true), anomaly(" ", 3, true)),
                "</pre><script>alert(1)</script>",
                URI.create("javascript:alert(1)")));

        assertThat(page)
                .doesNotContain("<img src=x", "<script", "javascript:", "\u202e", "\u0000")
                .contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;\\u{202e}\\u{0}\\u{d800}");
    }

    @Test
    void writeHtml_nothingFoundOrNotSeen_saysSo() throws IOException {
        assertThat(page(result("alice", List.of(), null, null))).contains("No value rose against");
        EntityLookupResult unseen =
                new EntityLookupResult(EntityMatch.of("eve"), AT, List.of(), List.of(), List.of(), List.of(), null);
        assertThat(page(unseen))
                .contains("does not occur around the alert in any table")
                .doesNotContain("<img");
    }

    @Test
    void writeHtml_manyAnomalies_areGrouped() throws IOException {
        List<EntityAnomaly> anomalies = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            anomalies.add(anomaly("v" + i, 20 + i * i, i < 2));
        }
        assertThat(page(result("alice", anomalies, null, null))).contains("Groups of like scores");
    }

    @Test
    void writePictures_topAnomalies_areNumberedAndOldOnesGo() throws IOException {
        Files.writeString(folder.resolve("anomaly-05.png"), "left by an earlier run");
        InvestigationReport report = InvestigationReport.of(
                result("alice", List.of(anomaly("a", 12, true), anomaly("b", 30, false)), null, null));

        List<Path> files = report.writePictures(folder);

        assertThat(files).containsExactly(folder.resolve("anomaly-01.png"), folder.resolve("anomaly-02.png"));
        assertThat(folder.resolve("anomaly-05.png")).doesNotExist();
        BufferedImage image = ImageIO.read(files.get(0).toFile());
        assertThat(image.getWidth()).isEqualTo(1000);
        assertThat(new java.awt.Color(image.getRGB(2, 2))).isEqualTo(java.awt.Color.WHITE);
        byte[] first = Files.readAllBytes(files.get(1));
        assertThat(report.writePictures(folder).get(1)).hasBinaryContent(first);
    }

    @Test
    void pictured_manyTopAnomalies_areTwelveAtMost() {
        List<EntityAnomaly> anomalies = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            anomalies.add(anomaly("v" + i, 5, true));
        }
        assertThat(InvestigationReport.of(result("alice", anomalies, null, null))
                        .pictured())
                .hasSize(12);
    }
}
