package dev.ueba.report;

import dev.ueba.event.EntityAnomaly;
import dev.ueba.event.ValueSeries;
import java.awt.BasicStroke;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The counts of a value, what was to be expected, and the points that stand out. */
final class SeriesChart {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 380;
    private static final int LONGEST_NAME = 50;
    private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    private SeriesChart() {}

    /** Returns the picture as PNG. */
    static byte[] png(EntityAnomaly anomaly) throws IOException {
        BufferedImage image = BitmapEncoder.getBufferedImage(chart(anomaly));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** Returns what the picture shows, in words. */
    static String title(EntityAnomaly anomaly) {
        return shown(anomaly.table()) + ": " + shown(anomaly.series().column()) + " = "
                + shown(anomaly.series().value());
    }

    private static String shown(String text) {
        return text.isBlank() ? "(no name)" : SafeText.of(text, LONGEST_NAME);
    }

    private static XYChart chart(EntityAnomaly anomaly) {
        boolean hourly = anomaly.step().equals(Duration.ofHours(1));
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title(anomaly))
                .xAxisTitle(hourly ? "hour (UTC)" : "day")
                .yAxisTitle(hourly ? "events per hour" : "events per day")
                .build();
        ReportCharts.style(chart.getStyler());
        chart.getStyler().setMarkerSize(7);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(SeriesChart::number);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(step -> label(anomaly, step, hourly));
        ValueSeries series = anomaly.series();
        XYSeries counts = add(chart, "events", series.counts(), step -> true);
        counts.setLineColor(ReportCharts.BAR);
        counts.setLineStyle(new BasicStroke(2f));
        counts.setMarkerColor(ReportCharts.BAR);
        counts.setMarker(SeriesMarkers.CIRCLE);
        XYSeries expected = add(chart, "expected", series.anomalies().baseline(), step -> true);
        expected.setLineColor(ReportCharts.SOFT);
        expected.setLineStyle(
                new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, new float[] {6f}, 0f));
        expected.setMarker(SeriesMarkers.NONE);
        XYSeries flagged = add(
                chart, "stands out", series.counts(), step -> series.anomalies().flag(step) != 0);
        flagged.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        flagged.setMarkerColor(ReportCharts.ALARM);
        flagged.setMarker(SeriesMarkers.DIAMOND);
        return chart;
    }

    /** Adds the chosen points; the last step of an anomaly always stands out, so that there is one at least. */
    private static XYSeries add(XYChart chart, String name, double[] values, IntPredicate chosen) {
        int[] steps = IntStream.range(0, values.length).filter(chosen).toArray();
        return chart.addSeries(
                name,
                IntStream.of(steps).mapToDouble(step -> step).toArray(),
                IntStream.of(steps).mapToDouble(step -> values[step]).toArray());
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%,.1f", value);
    }

    /** Steps have labels, what lies between has none. */
    private static String label(EntityAnomaly anomaly, double position, boolean hourly) {
        long step = Math.round(position);
        if (Math.abs(position - step) > 1e-6
                || step < 0
                || step >= anomaly.series().length()) {
            return " ";
        }
        Instant start = anomaly.range().from().plus(anomaly.step().multipliedBy(step));
        // The middle of a day has the right date in UTC, wherever the day began.
        LocalDateTime time = LocalDateTime.ofInstant(hourly ? start : start.plus(Duration.ofHours(12)), ZoneOffset.UTC);
        return hourly ? HOURS.format(time) : time.toLocalDate().toString();
    }
}
