/**
 * How much an actor's day differs from that actor's own past: running moments, deviations, and the split of a table into
 * history and training rows.
 *
 * <p>Start with {@link dev.ueba.baseline.TrainingSets} for whole tables and {@link dev.ueba.baseline.ActorBaselines} for
 * day by day use. Both run the same arithmetic, so their bits agree.
 */
@NullMarked
package dev.ueba.baseline;

import org.jspecify.annotations.NullMarked;
