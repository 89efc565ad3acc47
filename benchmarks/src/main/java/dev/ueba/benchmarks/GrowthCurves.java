package dev.ueba.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.ueba.baseline.DeviationOptions;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.FeatureTable;
import dev.ueba.forest.IsolationForest;
import dev.ueba.forest.IsolationForestOptions;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Measures by processor time what a doubling costs, of rows, features and trees when scoring and of actors when enriching,
 * and draws it: both axes logarithmic, so that linear growth is a straight line of slope 1.
 */
public final class GrowthCurves {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 760;
    private static final int MARGIN = 80;
    private static final long MEASURED_NANOS = 400_000_000L;
    private static final int REPEATS = 3;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Curve(String name, int[] sizes, double[] millis) {}

    private GrowthCurves() {}

    /**
     * Measures and draws.
     *
     * @param arguments the PNG file to write
     * @throws IOException if it cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        List<Curve> curves = List.of(
                curve("rows (scoring, 72 columns, 100 trees)", new int[] {25_000, 50_000, 100_000, 200_000}, rows -> {
                    double[][] columns = BenchmarkData.columns("ueba", rows);
                    IsolationForest forest = IsolationForest.fit(columns, IsolationForestOptions.defaults());
                    return () -> forest.scoreSamples(columns);
                }),
                curve("features (scoring, 20,000 rows, 100 trees)", new int[] {25, 50, 100, 200}, features -> {
                    double[][] wide = BenchmarkData.columns("wide", 20_000);
                    double[][] columns = new double[features][];
                    Arrays.setAll(columns, feature -> wide[feature % wide.length].clone());
                    IsolationForest forest = IsolationForest.fit(columns, IsolationForestOptions.defaults());
                    return () -> forest.scoreSamples(columns);
                }),
                curve("trees (scoring, 20,000 rows, 10 columns)", new int[] {50, 100, 200, 400}, trees -> {
                    double[][] columns = BenchmarkData.columns("dense", 20_000);
                    IsolationForest forest = IsolationForest.fit(
                            columns, IsolationForestOptions.defaults().withTrees(trees));
                    return () -> forest.scoreSamples(columns);
                }),
                curve("actors (enriching, 181 days)", new int[] {500, 1000, 2000, 4000}, actors -> {
                    FeatureTable base = BenchmarkData.baseFeatures(actors, 181);
                    return () -> TrainingSets.split(base, 0.5, DeviationOptions.defaults());
                }));
        draw(curves, Path.of(arguments[0]));
    }

    /** Prepares a measurement of some size. */
    @FunctionalInterface
    private interface Preparation {
        Runnable prepare(int size);
    }

    private static Curve curve(String name, int[] sizes, Preparation preparation) {
        double[] millis = new double[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            Runnable work = preparation.prepare(sizes[i]);
            // The first is for the compiler; of the others, the least disturbed counts.
            run(work);
            millis[i] = Double.POSITIVE_INFINITY;
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                millis[i] = Math.min(millis[i], run(work));
            }
        }
        StringBuilder line = new StringBuilder("| " + name);
        for (int i = 0; i < sizes.length; i++) {
            line.append(String.format(Locale.ROOT, " | %,d: %.1f ms", sizes[i], millis[i]));
        }
        System.out.println(line.append(" |"));
        return new Curve(name, sizes, millis);
    }

    private static double run(Runnable work) {
        long begin = cpuNanos();
        int runs = 0;
        while (cpuNanos() - begin < MEASURED_NANOS) {
            work.run();
            runs++;
        }
        return (cpuNanos() - begin) / 1e6 / runs;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void draw(List<Curve> curves, Path file) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        List<Color> colours =
                List.of(new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7));
        drawFrame(graphics);
        for (int i = 0; i < curves.size(); i++) {
            graphics.setColor(colours.get(i));
            drawCurve(graphics, curves.get(i));
            graphics.fillRect(MARGIN + 20, MARGIN + 20 + 28 * i, 24, 6);
            graphics.setColor(Color.BLACK);
            graphics.drawString(
                    curves.get(i).name() + ", from " + curves.get(i).sizes()[0], MARGIN + 56, MARGIN + 28 + 28 * i);
        }
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    /** One unit on either axis is a doubling: 0 to 3 of the size, 0 to 4 of the cost. */
    private static int x(double doublings) {
        return (int) (MARGIN + doublings / 3 * (WIDTH - 2 * MARGIN));
    }

    private static int y(double doublings) {
        return (int) (HEIGHT - MARGIN - doublings / 4 * (HEIGHT - 2 * MARGIN));
    }

    private static void drawFrame(Graphics2D graphics) {
        graphics.setStroke(new BasicStroke(1));
        for (int doubling = 0; doubling <= 4; doubling++) {
            graphics.setColor(Color.LIGHT_GRAY);
            graphics.drawLine(x(0), y(doubling), x(3), y(doubling));
            graphics.setColor(Color.BLACK);
            graphics.drawString((1 << doubling) + " x", MARGIN - 50, y(doubling) + 6);
            if (doubling <= 3) {
                graphics.drawString((1 << doubling) + " x", x(doubling) - 10, HEIGHT - MARGIN + 26);
            }
        }
        graphics.drawString("size, against the smallest", WIDTH / 2 - 100, HEIGHT - 24);
        graphics.drawString("processor time, against the smallest; dashed: linear growth", MARGIN, MARGIN - 24);
        graphics.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {6, 6}, 0));
        graphics.drawLine(x(0), y(0), x(3), y(3));
    }

    private static void drawCurve(Graphics2D graphics, Curve curve) {
        graphics.setStroke(new BasicStroke(3));
        int lastX = x(0);
        int lastY = y(0);
        for (int i = 0; i < curve.sizes().length; i++) {
            int pointX = x(log2((double) curve.sizes()[i] / curve.sizes()[0]));
            int pointY = y(log2(curve.millis()[i] / curve.millis()[0]));
            graphics.drawLine(lastX, lastY, pointX, pointY);
            graphics.fillOval(pointX - 5, pointY - 5, 11, 11);
            lastX = pointX;
            lastY = pointY;
        }
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
