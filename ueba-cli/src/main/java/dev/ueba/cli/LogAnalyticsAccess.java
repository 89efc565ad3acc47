package dev.ueba.cli;

import dev.ueba.loganalytics.AzureLogsQueryExecutor;
import dev.ueba.loganalytics.LogsQueryExecutor;
import dev.ueba.loganalytics.WorkspaceId;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a fetch from Log Analytics needs of its surroundings; tests have others.
 *
 * @param connect opens a workspace; Microsoft's classes are loaded only then
 * @param environment the variables
 * @param dotEnv the file of further variables, which need not exist
 * @param today the day in UTC
 */
record LogAnalyticsAccess(
        Function<WorkspaceId, LogsQueryExecutor> connect,
        Map<String, String> environment,
        Path dotEnv,
        Supplier<LocalDate> today) {

    static LogAnalyticsAccess system() {
        return new LogAnalyticsAccess(
                id -> AzureLogsQueryExecutor.of(id),
                System.getenv(),
                Path.of(".env"),
                () -> LocalDate.now(ZoneOffset.UTC));
    }
}
