/**
 * Isolation forests, grown and scored exactly as scikit-learn does: for the same numbers, options and seed the trees are the
 * same bit for bit, and so are path lengths, scores and offset (those as NumPy gives them where it leaves logarithm and
 * power to the C library).
 *
 * <p>Start with {@link dev.ueba.forest.IsolationForest}; {@link dev.ueba.forest.IsolationForestOptions} says what can be
 * chosen.
 */
@NullMarked
package dev.ueba.forest;

import org.jspecify.annotations.NullMarked;
