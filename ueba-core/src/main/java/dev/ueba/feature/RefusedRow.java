package dev.ueba.feature;

/**
 * A row that was left out of a table.
 *
 * @param line line of the file where the row begins, from 1
 * @param reason column, what was expected, what was found
 */
public record RefusedRow(long line, String reason) {}
