package dev.ueba;

import java.util.List;

/** Looks at a day after it was assessed and before it is learned. */
interface DayWatcher {

    /** Nobody watches. */
    DayWatcher NONE = (assessments, whatIf) -> {};

    /**
     * Is asked once for each day.
     *
     * @param assessments of the rows of the day
     * @param whatIf answers as long as this call lasts
     */
    void watch(List<RiskAssessment> assessments, WhatIf whatIf);
}
