package dev.ueba.series;

/** What is left of a series between its season and its residuals. */
public enum SeriesTrend {
    /** The mean of the training points without their season; Kusto's {@code avg}. */
    AVERAGE,
    /** The straight line of least squares through them, continued over the test points; Kusto's {@code linefit}. */
    LINE_FIT,
    /** No trend: 0; Kusto's {@code none}. */
    NONE
}
