package dev.ueba.explain;

import java.time.LocalDate;

/**
 * A count that belongs to a {@link PatternMatch}.
 *
 * @param day when
 * @param feature which base feature
 * @param value the count of that day
 * @param usual mean of the actor's days before the window; NaN if there are none
 */
public record PatternCell(LocalDate day, String feature, double value, double usual) {}
