package dev.ueba.loganalytics;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.monitor.query.LogsQueryClient;
import com.azure.monitor.query.LogsQueryClientBuilder;
import com.azure.monitor.query.models.LogsQueryOptions;
import com.azure.monitor.query.models.QueryTimeInterval;
import dev.ueba.loganalytics.LogAnalyticsException.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs queries with Microsoft's client library. Thread-safe. Asks once: {@link LogAnalyticsFeatureSource} decides whether to
 * ask again.
 *
 * <p>Nothing is logged but what the client library itself says about its own state; requests and answers are not.
 */
public final class AzureLogsQueryExecutor implements LogsQueryExecutor {

    /** The service of Azure's public cloud. */
    public static final URI PUBLIC_CLOUD = URI.create("https://api.loganalytics.io/v1");

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MOST_SILENCE_WITHIN_AN_ANSWER = Duration.ofMinutes(2);

    private final WorkspaceId workspace;
    private final LogsQueryClient client;
    private final AzureFailures failures;

    private AzureLogsQueryExecutor(
            WorkspaceId workspace, URI endpoint, TokenCredential credential, HttpClient httpClient) {
        this.workspace = Objects.requireNonNull(workspace, "workspace");
        if (!"https".equals(endpoint.getScheme()) || endpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "a login is sent over https only, but the address of the service was " + endpoint);
        }
        CheckedCredential checked = new CheckedCredential(Objects.requireNonNull(credential, "credential"));
        this.failures = new AzureFailures(endpoint.getAuthority(), checked);
        this.client = new LogsQueryClientBuilder()
                .endpoint(endpoint.toString())
                .credential(checked)
                .httpClient(httpClient)
                .httpLogOptions(new HttpLogOptions().setLogLevel(HttpLogDetailLevel.NONE))
                // The library would try again by itself, also after a time-out, and nobody could say for how long.
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))))
                .addPolicy(new KeptAnswer.Keeper())
                .buildClient();
    }

    /**
     * Returns an executor with the login that {@code DefaultAzureCredential} finds: environment variables, a managed identity,
     * {@code az login} and others. Nothing is asked yet.
     *
     * @param workspace where to ask
     * @return the executor
     */
    public static AzureLogsQueryExecutor of(WorkspaceId workspace) {
        HttpClient httpClient = httpClient();
        return new AzureLogsQueryExecutor(
                workspace,
                PUBLIC_CLOUD,
                new DefaultAzureCredentialBuilder().httpClient(httpClient).build(),
                httpClient);
    }

    /**
     * Returns an executor with a login of the caller's.
     *
     * @param workspace where to ask
     * @param credential gives tokens
     * @param endpoint {@link #PUBLIC_CLOUD} or that of another cloud, with {@code /v1}; https
     * @return the executor
     * @throws IllegalArgumentException if the endpoint is not https
     */
    public static AzureLogsQueryExecutor of(WorkspaceId workspace, TokenCredential credential, URI endpoint) {
        return new AzureLogsQueryExecutor(workspace, endpoint, credential, httpClient());
    }

    /**
     * Returns an executor with a login and a way to the network of the caller's: a proxy, certificates.
     *
     * @param workspace where to ask
     * @param credential gives tokens
     * @param endpoint {@link #PUBLIC_CLOUD} or that of another cloud, with {@code /v1}; https
     * @param httpClient sends the requests
     * @return the executor
     * @throws IllegalArgumentException if the endpoint is not https
     */
    public static AzureLogsQueryExecutor of(
            WorkspaceId workspace, TokenCredential credential, URI endpoint, HttpClient httpClient) {
        return new AzureLogsQueryExecutor(workspace, endpoint, credential, httpClient);
    }

    private static HttpClient httpClient() {
        return new JdkHttpClientBuilder()
                .connectionTimeout(CONNECTION_TIMEOUT)
                .readTimeout(MOST_SILENCE_WITHIN_AN_ANSWER)
                .build();
    }

    @Override
    public QueryTable run(String kql, QueryInterval interval, Duration timeout)
            throws LogAnalyticsException, InterruptedException {
        Objects.requireNonNull(kql, "kql");
        Objects.requireNonNull(interval, "interval");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("expected a timeout above 0, but was " + timeout);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        // In a thread of its own: the library bounds the time to the first byte and between two bytes, not the whole.
        FutureTask<QueryTable> task = new FutureTask<>(() -> ask(kql, interval, timeout));
        Thread thread = new Thread(task, "ueba-log-analytics-query");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LogAnalyticsException(
                    Reason.TIMED_OUT, "there was no whole answer within " + Durations.text(timeout));
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (CancellationException e) {
            throw new AssertionError("nobody else can cancel this", e);
        } finally {
            task.cancel(true);
        }
    }

    private static LogAnalyticsException rethrown(@Nullable Throwable failure) {
        if (failure instanceof LogAnalyticsException known) {
            return known;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException("a query failed in a way nobody thought of", failure);
    }

    private QueryTable ask(String kql, QueryInterval interval, Duration timeout) throws LogAnalyticsException {
        KeptAnswer answer = new KeptAnswer();
        try {
            client.queryWorkspaceWithResponse(
                    workspace.text(),
                    kql,
                    timespan(interval),
                    new LogsQueryOptions().setServerTimeout(serverTimeout(timeout)),
                    answer.context());
        } catch (RuntimeException e) {
            // HttpResponseException and its kin, UncheckedIOException, and more.
            throw failures.of(e, answer);
        }
        if (answer.isMarkup()) {
            throw failures.markup(answer);
        }
        AnswerReader reader = new AnswerReader(answer.body());
        reader.read();
        if (reader.isPartial()) {
            throw failures.partial(answer);
        }
        return reader.table();
    }

    /** Without an interval the library sends none, and the service bounds nothing. */
    private static @Nullable QueryTimeInterval timespan(QueryInterval interval) {
        Instant from = interval.from();
        Instant to = interval.to();
        return from == null || to == null
                ? null
                : new QueryTimeInterval(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC));
    }

    /** Whole seconds, between 1 and what the service allows; without it the service stops after three minutes. */
    private static Duration serverTimeout(Duration timeout) {
        long seconds = Math.max(1, Math.min(timeout.toSeconds(), LONGEST_QUERY.toSeconds()));
        return Duration.ofSeconds(seconds);
    }
}
