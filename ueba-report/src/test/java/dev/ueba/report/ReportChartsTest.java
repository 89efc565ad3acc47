package dev.ueba.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportChartsTest {

    @TempDir
    private Path folder;

    private List<Path> draw(Report report) throws IOException {
        Files.createDirectories(folder);
        ReportCharts charts = ReportCharts.of(report);
        List<Path> files = List.of(
                folder.resolve("scores.png"),
                folder.resolve("timeline.png"),
                folder.resolve("names.png"),
                folder.resolve("hours.png"),
                folder.resolve("odd-names.png"),
                folder.resolve("odd-hours.png"));
        charts.scoresByDay(files.get(0));
        charts.timeline(report.table().actor(0), files.get(1));
        charts.eventNames(files.get(2));
        charts.eventHours(files.get(3));
        charts.anomalousEventNames(files.get(4));
        charts.anomalousEventHours(files.get(5));
        return files;
    }

    private static long colours(BufferedImage image) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .distinct()
                .count();
    }

    @Test
    void charts_ofSample_arePictures() throws IOException {
        for (Path file : draw(Samples.sample(-0.05).activity(Samples.activity()).build())) {
            BufferedImage image = ImageIO.read(file.toFile());
            assertThat(image.getWidth()).isEqualTo(1200);
            assertThat(colours(image)).isGreaterThan(10);
        }
    }

    @Test
    void charts_ofHostileNames_areDrawn() throws IOException {
        assertThat(draw(Samples.hostile())).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }

    @Test
    void charts_twice_haveTheSameBytes() throws IOException {
        Report report = Samples.sample(-0.05).activity(Samples.activity()).build();
        byte[] first = Files.readAllBytes(draw(report).get(0));
        assertThat(draw(report).get(0)).hasBinaryContent(first);
    }

    @Test
    void charts_ofEventsAndWindows_areDrawn() throws IOException {
        assertThat(ReportCharts.canDraw()).isTrue();
        for (Report report :
                List.of(EventSamples.eventReport(), EventSamples.windowReport(), EventSamples.hostileEvents())) {
            assertThat(draw(report)).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        }
    }

    @Test
    void charts_ofEventsWithoutAnomalies_areRefused() {
        EventActivity quiet =
                new EventActivity.Builder().add("login", Samples.DAY, 9, false).build();
        ReportCharts charts = ReportCharts.of(ReportTest.small().activity(quiet).build());
        assertThatIllegalStateException().isThrownBy(() -> charts.anomalousEventNames(folder.resolve("x.png")));
        assertThatIllegalStateException().isThrownBy(() -> charts.anomalousEventHours(folder.resolve("x.png")));
    }

    @Test
    void charts_withoutWhatTheyShow_areRefused() {
        Report report = ReportTest.small().build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReportCharts.of(report).timeline("nobody", folder.resolve("x.png")))
                .withMessageContaining("nobody");
        assertThatIllegalStateException()
                .isThrownBy(() -> ReportCharts.of(report).eventHours(folder.resolve("x.png")));
        Report none = Report.builder(report.table().selectRows(new int[0]), new double[0], 0)
                .build();
        assertThatIllegalArgumentException().isThrownBy(() -> ReportCharts.of(none));
        assertThat(folder.resolve("x.png")).doesNotExist();
    }
}
