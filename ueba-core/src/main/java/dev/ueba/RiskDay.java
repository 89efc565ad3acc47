package dev.ueba;

import java.util.List;

/**
 * What a {@link RiskState} says of one day.
 *
 * @param assessments one for each row, in the order of the rows
 * @param findings the sensitive actions of the day, by row and then as in their table
 */
public record RiskDay(List<RiskAssessment> assessments, List<SensitiveFinding> findings) {

    public RiskDay {
        assessments = List.copyOf(assessments);
        findings = List.copyOf(findings);
    }
}
