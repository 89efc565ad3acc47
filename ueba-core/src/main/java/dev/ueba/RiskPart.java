package dev.ueba;

/**
 * One summand of the strangeness that a risk is made of.
 *
 * @param name a base feature, or one of the words of {@link RiskExplanation#parts}
 * @param bits what it adds; below 0 for what is taken off
 */
public record RiskPart(String name, double bits) {}
