package dev.ueba.report;

import dev.ueba.evaluation.BacktestResult;
import dev.ueba.evaluation.ModeResult;
import java.util.List;
import java.util.Locale;

/** Recall over alerts a day, drawn as SVG; colours and dashes come from the style of the page. */
final class RecallCurves {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 320;
    private static final int LEFT = 46;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 40;

    private RecallCurves() {}

    static void draw(BacktestResult result, StringBuilder html) {
        int length = result.modes().get(0).recallCurve().size();
        html.append("<svg class=\"curves\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(HEIGHT)
                .append(
                        "\" role=\"img\" aria-label=\"Share of attacks found by alerts a day, one line for each mode; the table has"
                                + " the numbers\">\n");
        for (int percent = 0; percent <= 100; percent += 25) {
            String y = y(percent / 100.0);
            html.append("<path class=\"grid\" d=\"M")
                    .append(LEFT)
                    .append(' ')
                    .append(y)
                    .append('H')
                    .append(WIDTH - RIGHT)
                    .append("\"/><text class=\"tick end\" x=\"")
                    .append(LEFT - 6)
                    .append("\" y=\"")
                    .append(y)
                    .append("\" dy=\"4\">")
                    .append(percent)
                    .append(" %</text>\n");
        }
        for (int k : List.of(1, 10, 20, 30, 40, 50)) {
            if (k <= length) {
                html.append("<text class=\"tick middle\" x=\"")
                        .append(x(k, length))
                        .append("\" y=\"")
                        .append(HEIGHT - BOTTOM + 16)
                        .append("\">")
                        .append(k)
                        .append("</text>\n");
            }
        }
        html.append("<text class=\"tick middle\" x=\"")
                .append((LEFT + WIDTH - RIGHT) / 2)
                .append("\" y=\"")
                .append(HEIGHT - 6)
                .append("\">alerts a day</text>\n");
        for (ModeResult mode : result.modes()) {
            html.append("<path class=\"curve mode-").append(mode.mode().id()).append("\" d=\"");
            for (int k = 1; k <= length; k++) {
                html.append(k == 1 ? 'M' : 'L')
                        .append(x(k, length))
                        .append(' ')
                        .append(y(mode.recallCurve().get(k - 1)));
            }
            html.append("\"><title>").append(BacktestPage.name(mode.mode())).append("</title></path>\n");
        }
        html.append("</svg>\n<p class=\"legend\">");
        for (ModeResult mode : result.modes()) {
            html.append(
                            "<span><svg class=\"sample\" viewBox=\"0 0 34 8\" aria-hidden=\"true\"><path class=\"curve mode-")
                    .append(mode.mode().id())
                    .append("\" d=\"M1 4H33\"/></svg> ")
                    .append(BacktestPage.name(mode.mode()))
                    .append("</span> ");
        }
        html.append("</p>\n");
    }

    private static String x(int k, int length) {
        return String.format(
                Locale.ROOT, "%.1f", LEFT + (WIDTH - LEFT - RIGHT) * (k - 1) / (double) Math.max(1, length - 1));
    }

    private static String y(double recall) {
        return String.format(Locale.ROOT, "%.1f", TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - recall));
    }
}
