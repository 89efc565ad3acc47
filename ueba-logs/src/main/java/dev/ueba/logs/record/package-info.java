/**
 * What the readers of event logs have in common: bytes of hostile files within limits, JSON records and CSV rows with their
 * places, times, and texts that are kept once.
 *
 * <p>For the readers of this library; start with {@link dev.ueba.logs.record.LogBytes}. Nothing here is thread-safe unless it
 * says so.
 */
@NullMarked
package dev.ueba.logs.record;

import org.jspecify.annotations.NullMarked;
