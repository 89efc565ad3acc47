/**
 * Single security events of any vendor: encoded as numbers and scored one by one, or gathered per entity and time window.
 *
 * <p>Start with {@link dev.ueba.event.SecurityEvent}. Nothing here reads a log; the readers live in {@code ueba-logs}.
 */
@NullMarked
package dev.ueba.event;

import org.jspecify.annotations.NullMarked;
