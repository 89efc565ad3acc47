/**
 * How good a detector is, and labelled data to find out.
 *
 * <p>{@link dev.ueba.evaluation.SyntheticOrganisation} makes base features with injected attacks,
 * {@link dev.ueba.evaluation.LabelCsv} reads and writes what is known about rows, and
 * {@link dev.ueba.evaluation.RankingMetrics} judges the order in which scores put them. {@link dev.ueba.evaluation.BlindSpotAudit}
 * says what a model cannot see, and {@link dev.ueba.evaluation.Backtest} goes through past days and tells what would have been
 * found.
 */
@NullMarked
package dev.ueba.evaluation;

import org.jspecify.annotations.NullMarked;
