package dev.ueba.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** Horizontal bars, each with its name and its count. Names are drawn whole, or cut with a mark. */
final class EventBars {

    /*
     * Drawn here and not by XChart: of many long names it leaves out every other one, and it counts events in fifths.
     */

    /** One bar: a name that can be drawn, and a count above 0. */
    record Bar(String name, long count) {}

    private static final int ROW_HEIGHT = 26;
    private static final int BAR_HEIGHT = 18;
    private static final int TOP = 64;
    private static final int SIDE = 24;
    private static final int BOTTOM = 24;
    private static final int GAP = 10;
    private static final Color BAR = new Color(0x5b8bd6);
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private EventBars() {}

    /** Draws bars, at least one, from top to bottom. */
    static BufferedImage draw(String title, List<Bar> bars) {
        BufferedImage image = new BufferedImage(
                ReportCharts.WIDTH, TOP + bars.size() * ROW_HEIGHT + BOTTOM, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.setColor(ReportCharts.TEXT);
            graphics.setFont(PLAIN.deriveFont(Font.BOLD, 18f));
            graphics.drawString(title, SIDE, TOP / 2);
            graphics.setFont(PLAIN);
            drawBars(graphics, bars);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static void drawBars(Graphics2D graphics, List<Bar> bars) {
        FontMetrics metrics = graphics.getFontMetrics();
        int names = bars.stream()
                .mapToInt(bar -> metrics.stringWidth(bar.name()))
                .max()
                .orElse(0);
        int left = SIDE + Math.min(names, ReportCharts.WIDTH / 2) + GAP;
        long most = bars.stream().mapToLong(Bar::count).max().orElse(1);
        int room = ReportCharts.WIDTH - SIDE - GAP - metrics.stringWidth(text(most)) - left;
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int y = TOP + i * ROW_HEIGHT;
            int baseline = y + (BAR_HEIGHT + metrics.getAscent() - metrics.getDescent()) / 2;
            int length = Math.max(1, (int) Math.round((double) room * bar.count() / most));
            graphics.setColor(BAR);
            graphics.fillRect(left, y, length, BAR_HEIGHT);
            graphics.setColor(ReportCharts.TEXT);
            graphics.drawString(bar.name(), Math.max(SIDE, left - GAP - metrics.stringWidth(bar.name())), baseline);
            graphics.drawString(text(bar.count()), left + length + GAP / 2, baseline);
        }
    }

    private static String text(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
