package dev.ueba;

import java.time.LocalDate;

/**
 * One scored row: an actor on a day.
 *
 * @param actor who; empty only for rows read as "no actor" with pandas' missing words
 * @param day when
 * @param anomalyScore raw score minus the model's offset, in (-1 - offset, -offset); <strong>lower is stranger</strong>
 * @param isAnomaly whether the score is below the model's cutoff
 * @param row position of the row in {@link AnomalyResults#table()}, from 0
 */
public record Anomaly(String actor, LocalDate day, double anomalyScore, boolean isAnomaly, int row) {}
