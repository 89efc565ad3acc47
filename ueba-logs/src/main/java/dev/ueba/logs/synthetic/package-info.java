/**
 * Raw logs of organisations that do not exist, with the attacks on them known, event by event.
 *
 * <p>{@link dev.ueba.logs.synthetic.SyntheticAuditLog} writes GitHub audit logs as a stream delivers them. What their base
 * features must be is known by construction, without reading a log.
 */
@NullMarked
package dev.ueba.logs.synthetic;

import org.jspecify.annotations.NullMarked;
