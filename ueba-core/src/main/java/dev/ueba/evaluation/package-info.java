/**
 * How good a detector is on labelled data.
 *
 * <p>{@link dev.ueba.evaluation.RankingMetrics} judges the order in which scores put the rows.
 */
@NullMarked
package dev.ueba.evaluation;

import org.jspecify.annotations.NullMarked;
