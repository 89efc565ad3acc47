package dev.ueba;

/**
 * What became of the analysts' decisions.
 *
 * @param cleared let into what is usual
 * @param confirmed kept out for good
 * @param unknownActors of actors that never had a row, by their exact name
 * @param notYet of days that are not over for the state: held since its newest day, or later than it. They have an effect if
 *     given again with the next day
 * @param notHeld of days that were not held: never an alert, decided before, or let in when their quarantine was over
 */
public record DecisionEffects(int cleared, int confirmed, int unknownActors, int notYet, int notHeld) {

    /** No decisions, no effects. */
    static final DecisionEffects NONE = new DecisionEffects(0, 0, 0, 0, 0);

    /**
     * Returns whether there were no decisions at all.
     *
     * @return true if every number is 0
     */
    public boolean isNone() {
        return equals(NONE);
    }
}
