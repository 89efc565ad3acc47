package dev.ueba;

/**
 * How many alerts there may be. A budget in place of a cut: what people can look at does not depend on the scores.
 *
 * <p>Immutable.
 *
 * @param alertsPerDay the most alerts of a day, or with {@code averageDays} how many a day on average, from 1 to 100,000
 * @param machineAlertsPerDay how many of them machine accounts may take, from 0 to {@code alertsPerDay}
 * @param averageDays 0: each day has its own budget. Else the cut that would have given so many alerts a day over that number of
 *     past days decides, and a day has three times the budget at most; up to 3,650
 * @param leastRisk bits that an alert needs, {@code >= 0}
 * @param coolDownDays days in which the same actor is not an alert again for the same reason, {@code >= 0}
 * @param coolDownBits a repetition that is riskier by more than so many bits is an alert all the same, {@code >= 0}
 */
public record AlertBudget(
        int alertsPerDay,
        int machineAlertsPerDay,
        int averageDays,
        double leastRisk,
        int coolDownDays,
        double coolDownBits) {

    private static final int MOST_ALERTS = 100_000;
    private static final int MOST_DAYS = 3_650;

    /** With an average, a bad day may have so many times the budget. */
    private static final int MOST_OF_A_BAD_DAY = 3;

    public AlertBudget {
        if (alertsPerDay < 1 || alertsPerDay > MOST_ALERTS) {
            throw new IllegalArgumentException(
                    "alertsPerDay must be from 1 to " + MOST_ALERTS + ", but was " + alertsPerDay);
        }
        if (machineAlertsPerDay < 0 || machineAlertsPerDay > alertsPerDay) {
            throw new IllegalArgumentException("machineAlertsPerDay must be from 0 to alertsPerDay, " + alertsPerDay
                    + ", but was " + machineAlertsPerDay);
        }
        if (averageDays < 0 || averageDays > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "averageDays must be from 0 to " + MOST_DAYS + ", but was " + averageDays);
        }
        if (!(leastRisk >= 0.0 && leastRisk < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("leastRisk must be >= 0 and finite, but was " + leastRisk);
        }
        if (coolDownDays < 0) {
            throw new IllegalArgumentException("coolDownDays must be >= 0, but was " + coolDownDays);
        }
        if (!(coolDownBits >= 0.0)) {
            throw new IllegalArgumentException("coolDownBits must be >= 0, but was " + coolDownBits);
        }
    }

    /**
     * Returns 10 alerts a day at most, 2 of them for machine accounts, with 4 bits at least; a cool-down of 7 days unless 2 bits
     * riskier.
     *
     * @return the defaults
     */
    public static AlertBudget defaults() {
        return perDay(10);
    }

    /**
     * Returns a budget for each day.
     *
     * @param alerts the most alerts of a day; a fifth of them, one at least, for machine accounts
     * @return the rest as in {@link #defaults}
     */
    public static AlertBudget perDay(int alerts) {
        return new AlertBudget(alerts, Math.max(1, alerts / 5), 0, 4.0, 7, 2.0);
    }

    /**
     * Returns a budget on average: quiet days have fewer alerts, and bad days more.
     *
     * @param alerts alerts a day that the cut would have given
     * @param pastDays over so many past days
     * @return the rest as in {@link #defaults}
     */
    public static AlertBudget average(int alerts, int pastDays) {
        return perDay(alerts).withAverageDays(pastDays);
    }

    /**
     * Returns a copy with another share of machine accounts.
     *
     * @param value from 0 to {@code alertsPerDay}
     * @return the copy
     */
    public AlertBudget withMachineAlertsPerDay(int value) {
        return new AlertBudget(alertsPerDay, value, averageDays, leastRisk, coolDownDays, coolDownBits);
    }

    /**
     * Returns a copy that is met on average.
     *
     * @param value past days; 0 for a budget of each day
     * @return the copy
     */
    public AlertBudget withAverageDays(int value) {
        return new AlertBudget(alertsPerDay, machineAlertsPerDay, value, leastRisk, coolDownDays, coolDownBits);
    }

    /**
     * Returns a copy with another least risk.
     *
     * @param value bits, {@code >= 0}; 0 fills the budget whatever the risk
     * @return the copy
     */
    public AlertBudget withLeastRisk(double value) {
        return new AlertBudget(alertsPerDay, machineAlertsPerDay, averageDays, value, coolDownDays, coolDownBits);
    }

    /**
     * Returns a copy with another cool-down.
     *
     * @param days {@code >= 0}; 0 switches it off
     * @param bits {@code >= 0}
     * @return the copy
     */
    public AlertBudget withCoolDown(int days, double bits) {
        return new AlertBudget(alertsPerDay, machineAlertsPerDay, averageDays, leastRisk, days, bits);
    }

    /** Returns the most alerts that a single day can have. */
    int mostAlertsOfADay() {
        return averageDays > 0 ? MOST_OF_A_BAD_DAY * alertsPerDay : alertsPerDay;
    }

    /** Returns the most of them that machine accounts can have. */
    int mostMachineAlertsOfADay() {
        return averageDays > 0 ? MOST_OF_A_BAD_DAY * machineAlertsPerDay : machineAlertsPerDay;
    }
}
