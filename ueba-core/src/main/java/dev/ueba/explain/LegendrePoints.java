package dev.ueba.explain;

/**
 * Points and weights of the Gauss-Legendre rule on [0, 1]: {@code n} points integrate every polynomial up to degree
 * {@code 2 n - 1} exactly, but for rounding. The same bits on every machine. Immutable.
 *
 * @see <a href="https://dlmf.nist.gov/3.5#v">NIST Digital Library of Mathematical Functions, section 3.5(v)</a>
 */
final class LegendrePoints {

    private static final int STEPS = 12;

    final double[] points;
    final double[] weights;

    /** Makes the rule of {@code count >= 1} points. */
    LegendrePoints(int count) {
        points = new double[count];
        weights = new double[count];
        for (int i = 0; i < count; i++) {
            // Newton from the usual first guess; a dozen steps are more than any count needs.
            double x = StrictMath.cos(StrictMath.PI * (i + 0.75) / (count + 0.5));
            double slope = 0.0;
            for (int step = 0; step < STEPS; step++) {
                double before = 1.0;
                double value = x;
                for (int degree = 2; degree <= count; degree++) {
                    double next = ((2.0 * degree - 1.0) * x * value - (degree - 1.0) * before) / degree;
                    before = value;
                    value = next;
                }
                slope = count * (x * value - before) / (x * x - 1.0);
                x -= value / slope;
            }
            points[i] = (1.0 - x) / 2.0;
            weights[i] = 1.0 / ((1.0 - x * x) * slope * slope);
        }
    }
}
