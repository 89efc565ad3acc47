/**
 * GitHub audit logs: raw files to events, events to base features per actor and day.
 *
 * <p>Start with {@link dev.ueba.logs.github.GitHubAuditLogSource} for files,
 * {@link dev.ueba.logs.github.GitHubAuditFeatureAggregator} for events of your own, and
 * {@link dev.ueba.logs.github.GitHubAuditLogReader} to see single events.
 */
@NullMarked
package dev.ueba.logs.github;

import org.jspecify.annotations.NullMarked;
