/**
 * Azure Log Analytics: queries in KQL, and base features per actor and day out of a workspace.
 *
 * <p>Start with {@link dev.ueba.loganalytics.LogsQueryExecutor}, the one place that talks to the service. {@link
 * dev.ueba.loganalytics.LogAnalyticsEventQueries} looks for what was odd about an entity.
 */
@NullMarked
package dev.ueba.loganalytics;

import org.jspecify.annotations.NullMarked;
