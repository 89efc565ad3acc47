/**
 * AWS CloudTrail: its files as events for {@link dev.ueba.event.CloudTrailDetection}.
 *
 * <p>Start with {@link dev.ueba.logs.cloudtrail.CloudTrailReader}.
 */
@NullMarked
package dev.ueba.logs.cloudtrail;

import org.jspecify.annotations.NullMarked;
