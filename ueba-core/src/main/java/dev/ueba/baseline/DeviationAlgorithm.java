package dev.ueba.baseline;

/** Against what an actor's day is compared. */
public enum DeviationAlgorithm {
    /**
     * All days of the actor before the day in question (January 2026 pipeline). The window expands; despite its name in the
     * original it never drops old days.
     */
    ROLLING,
    /**
     * The whole period the table covers, later days included (the notebooks of the SecDev 2025 paper). Deviations are absolute
     * values; columns that never exceed 1 get none.
     */
    SECDEV_2025
}
