package dev.ueba.report;

import dev.ueba.feature.NumberText;
import dev.ueba.storage.AtomicFiles;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Charts as PNG, for tickets and slides, on a white ground. No screen is needed, but a font: on a bare server install one, and
 * fontconfig.
 *
 * <pre>{@code
 * ReportCharts.of(report).scoresByDay(Path.of("scores.png"));
 * }</pre>
 */
public final class ReportCharts {

    static final int WIDTH = 1200;
    private static final int HEIGHT = 600;
    private static final int LONGEST_NAME = 40;
    private static final int MOST_BARS = 25;
    private static final int FEW_DAYS = 3;
    static final Color TEXT = new Color(0x1b2430);
    static final Color SOFT = new Color(0x52607a);
    private static final Color LINE = new Color(0xd8dee8);
    private static final Color POINT = new Color(0x5b, 0x8b, 0xd6, 0xa0);
    private static final Color BAR = new Color(0x5b8bd6);
    private static final Color ALARM = new Color(0xb3261e);
    private static final Color LABELLED = new Color(0xb58900);

    private final Report report;

    private ReportCharts(Report report) {
        this.report = report;
    }

    /**
     * Returns the charts of a report.
     *
     * @param report with at least one row
     * @return charts, drawn when they are written
     * @throws IllegalArgumentException if the report has no rows
     */
    public static ReportCharts of(Report report) {
        if (report.rowCount() == 0) {
            throw new IllegalArgumentException("a report without rows has nothing to draw");
        }
        return new ReportCharts(report);
    }

    /**
     * Draws every row by day and score, with the cutoff.
     *
     * @param file PNG to create or replace
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void scoresByDay(Path file) throws IOException {
        XYChart chart = scoreChart(shown(report.title(), 2 * LONGEST_NAME));
        List<Integer> rest = new ArrayList<>();
        List<Integer> anomalies = new ArrayList<>();
        List<Integer> labelled = new ArrayList<>();
        for (int row = 0; row < report.rowCount(); row++) {
            boolean known = !report.label(row).isEmpty();
            (known ? labelled : row < report.anomalyCount() ? anomalies : rest).add(row);
        }
        addPoints(chart, "not flagged", rest, POINT, SeriesMarkers.CIRCLE);
        addPoints(chart, "below the cutoff", anomalies, ALARM, SeriesMarkers.CIRCLE);
        addPoints(chart, "labelled", labelled, LABELLED, SeriesMarkers.DIAMOND);
        addCutoff(chart);
        write(chart, file);
    }

    /**
     * Draws the scores of one actor by day, with the cutoff.
     *
     * @param actor exact name
     * @param file PNG to create or replace
     * @throws IllegalArgumentException if the report has no row of this actor
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void timeline(String actor, Path file) throws IOException {
        List<Integer> rows = IntStream.range(0, report.rowCount())
                .filter(row -> report.table().actor(row).equals(actor))
                .boxed()
                .sorted(Comparator.comparing(report::clockDays))
                .toList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(
                    "the report has no row of the actor '" + SafeText.of(actor, LONGEST_NAME) + "'");
        }
        XYChart chart = scoreChart(shown(actor, 2 * LONGEST_NAME));
        addPoints(chart, "score", rows, BAR, SeriesMarkers.CIRCLE);
        XYSeries series = chart.getSeries("score");
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setLineColor(LINE);
        series.setLineStyle(new BasicStroke(1.5f));
        addPoints(
                chart,
                "below the cutoff",
                rows.stream().filter(row -> row < report.anomalyCount()).toList(),
                ALARM,
                SeriesMarkers.CIRCLE);
        addCutoff(chart);
        write(chart, file);
    }

    /**
     * Draws the counts of events by name, the most frequent 25.
     *
     * @param file PNG to create or replace
     * @throws IllegalStateException if the report has no counts of events
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void eventNames(Path file) throws IOException {
        names("Events by name", EventActivity.NameCount::events, file);
    }

    /**
     * Draws the counts of anomalous events by name, the most frequent 25.
     *
     * @param file PNG to create or replace
     * @throws IllegalStateException if the report has no counts of anomalous events
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void anomalousEventNames(Path file) throws IOException {
        names("Anomalous events by name", EventActivity.NameCount::anomalies, file);
    }

    private void names(String title, ToLongFunction<EventActivity.NameCount> count, Path file) throws IOException {
        List<EventActivity.NameCount> names = activity().names().stream()
                .filter(name -> count.applyAsLong(name) > 0)
                .sorted(Comparator.comparingLong(count).reversed())
                .toList();
        requireCounts(names);
        List<EventActivity.NameCount> shown = names.subList(0, Math.min(MOST_BARS, names.size()));
        List<EventBars.Bar> bars = new ArrayList<>();
        for (EventActivity.NameCount name : shown) {
            bars.add(new EventBars.Bar(shown(name.name(), LONGEST_NAME), count.applyAsLong(name)));
        }
        String heading = names.size() > shown.size() ? title + " (the most frequent of " + names.size() + ")" : title;
        write(EventBars.draw(heading, bars), file);
    }

    /**
     * Draws the counts of events by hour and day; with the counts in the cells where they fit.
     *
     * @param file PNG to create or replace
     * @throws IllegalStateException if the report has no counts of events
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void eventHours(Path file) throws IOException {
        List<EventActivity.HourCount> hours = activity().hours();
        write(EventHeatMap.draw("Events by hour and day", hours, EventActivity.HourCount::events), file);
    }

    /**
     * Draws the counts of anomalous events by hour and day; with the counts in the cells where they fit.
     *
     * @param file PNG to create or replace
     * @throws IllegalStateException if the report has no counts of anomalous events
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void anomalousEventHours(Path file) throws IOException {
        List<EventActivity.HourCount> hours = activity().hours();
        requireCounts(hours.stream().filter(hour -> hour.anomalies() > 0).toList());
        write(EventHeatMap.draw("Anomalous events by hour and day", hours, EventActivity.HourCount::anomalies), file);
    }

    /**
     * Tells whether Java can draw here: without any font it cannot.
     *
     * @return false if a chart would fail
     */
    public static boolean canDraw() {
        try {
            return new Font(Font.SANS_SERIF, Font.PLAIN, 13)
                            .getStringBounds("0", new FontRenderContext(null, true, true))
                            .getHeight()
                    > 0;
        } catch (RuntimeException | InternalError | LinkageError e) {
            return false;
        }
    }

    private static void requireCounts(List<?> counts) {
        if (counts.isEmpty()) {
            throw new IllegalStateException("the report counts no such events; there is nothing to draw");
        }
    }

    private EventActivity activity() {
        return report.activity()
                .filter(activity -> !activity.hours().isEmpty())
                .orElseThrow(() -> new IllegalStateException(
                        "the report has no counts of events; give them with ReportBuilder.activity"));
    }

    /** Returns text that can be drawn: of empty text there is nothing to measure. */
    private static String shown(String text, int limit) {
        return text.isBlank() ? "(no name)" : SafeText.of(text, limit);
    }

    private XYChart scoreChart(String title) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(report.hasTimes() ? "time" : "day")
                .yAxisTitle("anomaly score (lower is stranger)")
                .build();
        style(chart.getStyler());
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        chart.getStyler().setMarkerSize(7);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(this::dayLabel);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(score -> String.format(Locale.ROOT, "%.2f", score));
        return chart;
    }

    private String dayLabel(double days) {
        boolean hours = report.hasTimes() && report.days().orElseThrow().dayCount() <= FEW_DAYS;
        return hours
                ? Times.text(Instant.ofEpochSecond(Math.round(days * 86_400)), ZoneOffset.UTC)
                        .substring(5, 16)
                : LocalDate.ofEpochDay((long) Math.floor(days)).toString();
    }

    private static void style(AxesChartStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(LINE);
        styler.setPlotGridLinesStroke(new BasicStroke(1f));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setChartFontColor(TEXT);
        styler.setAxisTickLabelsColor(SOFT);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setLegendBorderColor(Color.WHITE);
        styler.setChartPadding(16);
    }

    private void addPoints(XYChart chart, String name, List<Integer> rows, Color colour, Marker marker) {
        if (rows.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries(
                name,
                rows.stream().mapToDouble(report::clockDays).toArray(),
                rows.stream().mapToDouble(report::score).toArray());
        series.setMarkerColor(colour);
        series.setMarker(marker);
    }

    private void addCutoff(XYChart chart) {
        double margin = report.hasTimes() ? 0.02 : 1.0;
        double first = IntStream.range(0, report.rowCount())
                .mapToDouble(report::clockDays)
                .min()
                .orElseThrow();
        double last = IntStream.range(0, report.rowCount())
                .mapToDouble(report::clockDays)
                .max()
                .orElseThrow();
        XYSeries line = chart.addSeries(
                "cutoff " + NumberText.repr(report.cutoff()),
                new double[] {first - margin, last + margin},
                new double[] {report.cutoff(), report.cutoff()});
        line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        line.setMarker(SeriesMarkers.NONE);
        line.setLineColor(ALARM);
        line.setLineStyle(
                new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, new float[] {6f}, 0f));
    }

    private static void write(IChart chart, Path file) throws IOException {
        write(BitmapEncoder.getBufferedImage(chart), file);
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        AtomicFiles.replace(file, out -> ImageIO.write(image, "png", out));
    }
}
