package dev.ueba.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.feature.DayRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes the pages that the tests under {@code src/test/browser} open. */
class BrowserPagesTest {

    private static final Path PAGES = Path.of("target", "pages");

    private static void write(Report report, String name) throws IOException {
        Files.createDirectories(PAGES);
        report.write(ReportFormat.HTML, PAGES.resolve(name));
        assertThat(PAGES.resolve(name)).isNotEmptyFile();
    }

    @Test
    void html_ofSample_isWritten() throws IOException {
        write(Samples.sample(-0.32).build(), "sample.html");
    }

    @Test
    void html_ofSampleWithAnomaliesAndEvents_isWritten() throws IOException {
        write(
                Samples.sample(-0.05)
                        .activity(Samples.activity())
                        .identity("source", row -> "10.0." + row % 7 + "." + row % 250)
                        .reasons(row -> List.of("far from the actor's own past"))
                        .note("12,345 lines read, 3 of them unreadable (the first in line 17)")
                        .build(),
                "events.html");
    }

    @Test
    void html_ofExplainedSample_isWritten() throws IOException {
        write(Samples.explained(-0.05).build(), "explained.html");
    }

    @Test
    void html_ofAlerts_isWritten() throws IOException {
        write(Samples.risky().build(), "risky.html");
    }

    @Test
    void html_ofHostileAlerts_isWritten() throws IOException {
        write(Samples.hostileRisks(), "hostile-risks.html");
    }

    @Test
    void html_ofHostileNames_isWritten() throws IOException {
        write(Samples.hostile(), "hostile.html");
    }

    @Test
    void html_ofSingleEvents_isWritten() throws IOException {
        write(EventSamples.eventReport(), "single-events.html");
    }

    @Test
    void html_ofWindows_isWritten() throws IOException {
        write(EventSamples.windowReport(), "windows.html");
    }

    @Test
    void html_ofHostileEvents_isWritten() throws IOException {
        write(EventSamples.hostileEvents(), "hostile-events.html");
    }

    @Test
    void html_of50000Rows_isWritten() throws IOException {
        write(Samples.large(50_000), "large.html");
    }

    @Test
    void html_withoutRows_isWritten() throws IOException {
        Report sample = Samples.sample(-0.32).build();
        DayRange none = DayRange.of(Samples.DAY.minusYears(5));
        write(
                Report.builder(sample.table().selectDays(none), new double[0], -0.32)
                        .build(),
                "empty.html");
    }

    @Test
    void html_ofBacktest_isWritten() throws IOException {
        Files.createDirectories(PAGES);
        BacktestReportTest.hostile().writeHtml(PAGES.resolve("backtest.html"));
        assertThat(PAGES.resolve("backtest.html")).isNotEmptyFile();
    }
}
