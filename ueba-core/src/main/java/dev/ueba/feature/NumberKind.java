package dev.ueba.feature;

/**
 * How the numbers of a column are written as text. All are {@code double}s in a table; the kind matters only to files,
 * which look as Python's do.
 */
public enum NumberKind {
    /** Whole numbers, written without a point: {@code 3}. */
    INTEGER,
    /** Numbers written as Python's {@code repr}: {@code 3.0}, {@code 0.1}, {@code 1e-05}. */
    REAL,
    /** 0 and 1, written {@code False} and {@code True}. */
    BOOLEAN
}
