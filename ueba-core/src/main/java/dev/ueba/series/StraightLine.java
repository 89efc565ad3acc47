package dev.ueba.series;

/** The line of least squares through values at 0, 1, 2 … */
record StraightLine(double mean, double slope, double middle) {

    static StraightLine through(double[] values) {
        double mean = mean(values);
        double middle = (values.length - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            products += (i - middle) * (values[i] - mean);
            squares += (i - middle) * (i - middle);
        }
        return new StraightLine(mean, squares == 0 ? 0 : products / squares, middle);
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    double at(int position) {
        return mean + slope * (position - middle);
    }
}
