package dev.ueba.evaluation;

/**
 * What a mode finds within a number of alerts a day, see {@link Backtest}.
 *
 * <p>Immutable.
 *
 * @param alertsPerDay the budget
 * @param found labelled rows that were looked at; an average, if equally strange rows lie across the limit
 * @param recall their share of all labelled rows, in [0, 1]
 * @param precision their share of all rows that were looked at, in [0, 1]
 * @param incidentRecall share of the incidents of which at least one row was looked at
 */
public record BudgetRecall(int alertsPerDay, double found, double recall, double precision, Interval incidentRecall) {}
