/**
 * Any security log, as CSV or JSON: its records as events for {@link dev.ueba.event.SecurityLogDetection}.
 *
 * <p>Start with {@link dev.ueba.logs.generic.GenericLogReader}; {@link dev.ueba.logs.generic.FieldMapping} says what the columns
 * mean.
 */
@NullMarked
package dev.ueba.logs.generic;

import org.jspecify.annotations.NullMarked;
