package dev.ueba.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * The heat map of events: days from left to right, hours from bottom to top, each with its name at its middle. Days between
 * without events are there, too, unless they are too many.
 */
final class EventHeatMap {

    /*
     * Drawn here and not by XChart, whose heat maps spread as many labels as fit evenly over the axis: with 24 hours they
     * stand beside the wrong rows.
     */

    /** A single wrong date must not make a picture of thousands of years. */
    private static final int MOST_DAYS = 400;

    private static final int HOURS = 24;
    private static final int CELL_HEIGHT = 24;
    private static final int WIDEST_CELL = 110;
    private static final int NARROWEST_CELL = 3;
    private static final int NARROWEST_MAP = 400;
    private static final int TOP = 64;
    private static final int LEFT = 84;
    private static final int RIGHT = 24;
    private static final int BOTTOM = 66;
    private static final int GAP = 12;
    private static final Color LIGHTEST = new Color(0xe8eef7);
    private static final Color DARKEST = new Color(0x5b93e0);
    private static final Color GROUND = new Color(0xf8f9fb);
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private EventHeatMap() {}

    /** Draws hours, at least one. */
    static BufferedImage draw(
            String title, List<EventActivity.HourCount> hours, ToLongFunction<EventActivity.HourCount> count) {
        List<LocalDate> days = days(hours);
        long[][] cells = new long[days.size()][HOURS];
        long most = 1;
        for (EventActivity.HourCount hour : hours) {
            int column = Collections.binarySearch(days, hour.day());
            if (column >= 0) {
                cells[column][hour.hour()] = count.applyAsLong(hour);
                most = Math.max(most, cells[column][hour.hour()]);
            }
        }
        int room = ReportCharts.WIDTH - LEFT - RIGHT;
        int width = Math.max(NARROWEST_CELL, Math.min(WIDEST_CELL, room / days.size()));
        BufferedImage image = new BufferedImage(
                width == WIDEST_CELL
                        ? LEFT + RIGHT + Math.max(NARROWEST_MAP, width * days.size())
                        : Math.max(ReportCharts.WIDTH, LEFT + RIGHT + width * days.size()),
                TOP + HOURS * CELL_HEIGHT + BOTTOM,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.setColor(ReportCharts.TEXT);
            graphics.setFont(PLAIN.deriveFont(Font.BOLD, 18f));
            graphics.drawString(title, LEFT, TOP / 2);
            graphics.setFont(PLAIN);
            drawCells(graphics, cells, width, most);
            drawHours(graphics);
            drawDays(graphics, days, width);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static void drawCells(Graphics2D graphics, long[][] cells, int width, long most) {
        FontMetrics metrics = graphics.getFontMetrics();
        boolean counts = metrics.stringWidth(text(most)) + 4 <= width;
        for (int column = 0; column < cells.length; column++) {
            for (int hour = 0; hour < HOURS; hour++) {
                long events = cells[column][hour];
                int x = LEFT + column * width;
                int y = TOP + (HOURS - 1 - hour) * CELL_HEIGHT;
                int gap = width > GAP ? 1 : 0;
                graphics.setColor(events == 0 ? GROUND : colour((double) events / most));
                graphics.fillRect(x, y, width - gap, CELL_HEIGHT - 1);
                if (counts && events > 0) {
                    graphics.setColor(Color.BLACK);
                    drawCentred(graphics, text(events), x + width / 2, y + CELL_HEIGHT / 2);
                }
            }
        }
    }

    private static void drawHours(Graphics2D graphics) {
        graphics.setColor(ReportCharts.SOFT);
        for (int hour = 0; hour < HOURS; hour++) {
            int y = TOP + (HOURS - 1 - hour) * CELL_HEIGHT + CELL_HEIGHT / 2;
            drawCentred(graphics, String.format(Locale.ROOT, "%02d", hour), LEFT - 20, y);
        }
        drawCentred(graphics, "hour", LEFT / 2 - 12, TOP + HOURS * CELL_HEIGHT / 2);
    }

    private static void drawDays(Graphics2D graphics, List<LocalDate> days, int width) {
        int y = TOP + HOURS * CELL_HEIGHT;
        int needed = graphics.getFontMetrics().stringWidth("0000-00-00") + GAP;
        int step = (needed + width - 1) / width;
        for (int column = 0; column < days.size(); column += step) {
            int x = LEFT + column * width + width / 2;
            graphics.drawLine(x, y, x, y + 4);
            drawCentred(graphics, days.get(column).toString(), Math.max(x, needed / 2), y + 18);
        }
        drawCentred(graphics, "day", LEFT + days.size() * width / 2, y + 46);
    }

    private static void drawCentred(Graphics2D graphics, String text, int x, int y) {
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.drawString(
                text, x - metrics.stringWidth(text) / 2, y + (metrics.getAscent() - metrics.getDescent()) / 2);
    }

    private static Color colour(double share) {
        return new Color(
                between(LIGHTEST.getRed(), DARKEST.getRed(), share),
                between(LIGHTEST.getGreen(), DARKEST.getGreen(), share),
                between(LIGHTEST.getBlue(), DARKEST.getBlue(), share));
    }

    private static int between(int from, int to, double share) {
        return (int) Math.round(from + share * (to - from));
    }

    private static String text(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Returns all days from the first to the last or, if they are too many, the newest of those with events. */
    private static List<LocalDate> days(List<EventActivity.HourCount> hours) {
        LocalDate first = hours.get(0).day();
        long span = hours.get(hours.size() - 1).day().toEpochDay() - first.toEpochDay() + 1;
        if (span <= MOST_DAYS) {
            return LongStream.range(0, span).mapToObj(first::plusDays).toList();
        }
        List<LocalDate> days =
                hours.stream().map(EventActivity.HourCount::day).distinct().toList();
        return days.subList(Math.max(0, days.size() - MOST_DAYS), days.size());
    }
}
