/**
 * Series of counts at equal steps: season, trend, and the points that stand out.
 *
 * <p>Start with {@link dev.ueba.series.SeriesDecomposition}. Here a <em>higher</em> score is stranger.
 */
@NullMarked
package dev.ueba.series;

import org.jspecify.annotations.NullMarked;
