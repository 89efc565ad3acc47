package dev.ueba.evaluation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one mode found in a backtest.
 *
 * <p>Immutable.
 *
 * @param mode the mode
 * @param budgets at {@link Backtest#BUDGETS} and the budget of the options, ascending
 * @param recallCurve recall at 1, 2, 3, … alerts a day, up to {@link Backtest#CURVE_LENGTH}
 * @param scenarios by name
 * @param ownAlerts for the detectors; empty for simple rules
 * @param timeToDetect at the budget of the options; empty if nothing was found
 * @param stability for the detectors, if several forest seeds were compared
 */
public record ModeResult(
        BacktestMode mode,
        List<BudgetRecall> budgets,
        List<Double> recallCurve,
        List<ScenarioRecall> scenarios,
        Optional<OwnAlerts> ownAlerts,
        Optional<TimeToDetect> timeToDetect,
        Optional<SeedStability> stability) {

    public ModeResult {
        Objects.requireNonNull(mode, "mode");
        budgets = List.copyOf(budgets);
        recallCurve = List.copyOf(recallCurve);
        scenarios = List.copyOf(scenarios);
        Objects.requireNonNull(ownAlerts, "ownAlerts");
        Objects.requireNonNull(timeToDetect, "timeToDetect");
        Objects.requireNonNull(stability, "stability");
    }

    /**
     * Returns what was found within a budget.
     *
     * @param alertsPerDay one of the budgets that were measured
     * @return the numbers
     * @throws IllegalArgumentException if this budget was not measured
     */
    public BudgetRecall at(int alertsPerDay) {
        return budgets.stream()
                .filter(budget -> budget.alertsPerDay() == alertsPerDay)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(alertsPerDay + " alerts a day were not measured, only "
                        + budgets.stream().map(BudgetRecall::alertsPerDay).toList()));
    }
}
