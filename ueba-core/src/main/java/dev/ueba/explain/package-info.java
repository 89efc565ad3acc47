/**
 * Why a row is an anomaly: what each feature adds to it, how that compares with the actor's past and with everyone, what would
 * have to be different, and which step of an attack it would be.
 *
 * <p>Start with {@link dev.ueba.explain.Explanation}; {@link dev.ueba.explain.Attribution} is the part that needs a forest
 * alone.
 */
@NullMarked
package dev.ueba.explain;

import org.jspecify.annotations.NullMarked;
