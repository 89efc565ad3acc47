package dev.ueba.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.CredentialUnavailableException;
import dev.ueba.loganalytics.LogAnalyticsException.Reason;
import dev.ueba.loganalytics.LoopbackService.Answer;
import dev.ueba.loganalytics.QueryTable.Column;
import dev.ueba.loganalytics.QueryTable.ColumnType;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Microsoft's client against a server on this machine. */
@Timeout(60)
class AzureLogsQueryExecutorTest {

    private static final List<String> ONE_NUMBER = List.of("n:long");

    private static LogAnalyticsException failure(Answer answer) throws IOException {
        try (LoopbackService service = new LoopbackService(answer)) {
            return failure(service.executor());
        }
    }

    private static LogAnalyticsException failure(LogsQueryExecutor executor) {
        LogAnalyticsException failure =
                catchThrowableOfType(LogAnalyticsException.class, () -> executor.run("T | take 1"));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).doesNotContain(LoopbackService.TOKEN).doesNotContain("take 1");
        return failure;
    }

    private static QueryTable table(String json) throws Exception {
        try (LoopbackService service = new LoopbackService(LoopbackService.json(200, json))) {
            return service.executor().run("T");
        }
    }

    @Test
    void run_ofEveryType_givesExactValues() throws Exception {
        QueryTable table = table(LoopbackService.table(
                List.of(
                        "b:bool",
                        "t:datetime",
                        "d:decimal",
                        "g:guid",
                        "i:int",
                        "l:long",
                        "r:real",
                        "s:string",
                        "p:timespan"),
                List.of(
                        """
                        [true,"2026-01-04T23:59:59.1234567Z","0.1","01234567-89ab-cdef-0123-456789abcdef",-7,9007199254740993,"NaN","ä\\"😀","1.02:03:04.5"]""",
                        "[false,\"2026-01-04T00:00:00Z\",12.5,null,2147483647,-9223372036854775808,0.1,\"\",null]",
                        "[null,null,null,null,null,9223372036854775807,\"-Infinity\",null,null]")));

        assertThat(table.columns())
                .extracting(Column::type)
                .containsExactly(
                        ColumnType.BOOL,
                        ColumnType.DATETIME,
                        ColumnType.DECIMAL,
                        ColumnType.GUID,
                        ColumnType.INT,
                        ColumnType.LONG,
                        ColumnType.REAL,
                        ColumnType.STRING,
                        ColumnType.TIMESPAN);
        assertThat(table.columnIndex("l")).hasValue(5);
        assertThat(row(table, 0))
                .containsExactly(
                        true,
                        Instant.parse("2026-01-04T23:59:59.123456700Z"),
                        new BigDecimal("0.1"),
                        "01234567-89ab-cdef-0123-456789abcdef",
                        -7L,
                        9_007_199_254_740_993L, // 2^53 + 1, which no double holds
                        Double.NaN,
                        "ä\"😀",
                        "1.02:03:04.5");
        assertThat(row(table, 1))
                .containsExactly(
                        false,
                        Instant.parse("2026-01-04T00:00:00Z"),
                        new BigDecimal("12.5"),
                        null,
                        2_147_483_647L,
                        Long.MIN_VALUE,
                        0.1,
                        "",
                        null);
        assertThat(row(table, 2))
                .containsExactly(null, null, null, null, null, Long.MAX_VALUE, Double.NEGATIVE_INFINITY, null, null);
    }

    private static Object[] row(QueryTable table, int row) {
        Object[] cells = new Object[table.columns().size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = table.cell(row, i);
        }
        return cells;
    }

    @Test
    void run_sendsQueryTimespanAndPatience() throws Exception {
        try (LoopbackService service =
                new LoopbackService(LoopbackService.json(200, LoopbackService.table(ONE_NUMBER, List.of("[1]"))))) {
            LogsQueryExecutor executor = service.executor();
            executor.run("T | where a == \"x\"");
            executor.run(
                    "T",
                    QueryInterval.of(Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2026-01-02T03:04:05Z")),
                    Duration.ofSeconds(90));

            LoopbackService.Request plain = service.requests().get(0);
            assertThat(plain.path()).isEqualTo("/v1/workspaces/" + LoopbackService.WORKSPACE + "/query");
            assertThat(plain.headers().get("Authorization")).containsExactly("Bearer " + LoopbackService.TOKEN);
            assertThat(plain.headers().get("Prefer")).containsExactly("wait=600");
            assertThat(plain.body()).contains("T | where a == \\\"x\\\"").doesNotContain("timespan");

            LoopbackService.Request bounded = service.requests().get(1);
            assertThat(bounded.headers().get("Prefer")).containsExactly("wait=90");
            assertThat(bounded.body()).contains("\"timespan\":\"2024-01-01T00:00Z/2026-01-02T03:04:05Z\"");
        }
    }

    @Test
    void run_withoutRows_hasColumns() throws Exception {
        QueryTable table = table(LoopbackService.table(ONE_NUMBER, List.of()));
        assertThat(table.rowCount()).isZero();
        assertThat(table.columns()).containsExactly(new Column("n", ColumnType.LONG));
    }

    @Test
    void run_withAnError_refusesThePartAndSaysWhatTheServiceSays() throws IOException {
        LogAnalyticsException failure = failure(LoopbackService.json(
                200, LoopbackService.partial(LoopbackService.table(ONE_NUMBER, List.of("[1]", "[2]")))));
        assertThat(failure.reason()).isEqualTo(Reason.PARTIAL_RESULT);
        assertThat(failure)
                .hasMessageContaining("part of the rows")
                .hasMessageContaining("E_QUERY_RESULT_SET_TOO_LARGE");
    }

    @Test
    void run_ofAWrongQuery_givesTheErrorOfKql() throws IOException {
        LogAnalyticsException failure = failure(
                LoopbackService.json(
                        400,
                        """
                {"error":{"message":"The request had some invalid properties","code":"BadArgumentError","correlationId":"c",
                "innererror":{"code":"SemanticError","message":"A semantic error occurred.","innererror":{"code":"SEM0100",
                "message":"'where' operator: Failed to resolve column or scalar expression named 'actr'"}}}}"""));
        assertThat(failure.reason()).isEqualTo(Reason.QUERY_REFUSED);
        assertThat(failure.status()).hasValue(400);
        assertThat(failure).hasMessageContaining("named 'actr' (SEM0100)");
    }

    @ParameterizedTest
    @CsvSource({
        "302, UNREADABLE_ANSWER, failed",
        "401, NOT_LOGGED_IN, az login",
        "403, NO_PERMISSION, Log Analytics Reader",
        "404, NO_WORKSPACE, no such workspace",
        "408, TIMED_OUT, out of time",
        "413, TOO_MANY_ROWS, too large",
        "429, THROTTLED, fewer questions",
        "500, SERVICE_FAILED, failed",
        "503, SERVICE_FAILED, failed",
        "504, TIMED_OUT, out of time"
    })
    void run_ofEachStatus_hasItsReason(int status, Reason reason, String text) throws IOException {
        LogAnalyticsException failure = failure(LoopbackService.json(
                status,
                "{\"error\":{\"code\":\"SomeError\",\"message\":\"You sent Bearer " + LoopbackService.TOKEN + "\"}}"));
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.status()).hasValue(status);
        assertThat(failure).hasMessageContaining(text).hasMessageContaining("You sent Bearer *** (SomeError)");
    }

    @Test
    void run_whenThrottled_tellsHowLongToWaitAndAsksOnlyOnce() throws IOException {
        try (LoopbackService service = new LoopbackService((request, exchange) -> {
            exchange.getResponseHeaders().set("Retry-After", "17");
            LoopbackService.send(exchange, 429, "application/json", "");
        })) {
            assertThat(failure(service.executor()).retryAfter()).hasValue(Duration.ofSeconds(17));
            assertThat(service.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[{\"name\":\"n\",\"type\":\"long\"}],\"rows\":[[1],[2",
                "{\"tables\":[]}",
                "{}",
                "null",
                "[]",
                "",
                "{\"tables\":[{\"name\":\"PrimaryResult\"}]}",
                "{\"tables\":[{\"name\":\"P\",\"columns\":[{\"name\":\"n\",\"type\":\"long\"}],\"rows\":[[1,2]]}]}",
                "{\"tables\":[{\"name\":\"P\",\"columns\":[{\"name\":\"n\",\"type\":\"long\"}],\"rows\":[[1],[]]}]}",
                "{\"tables\":[{\"name\":\"P\",\"columns\":[{\"name\":\"n\",\"type\":\"odd\"}],\"rows\":[[1]]}]}",
                "{\"tables\":[{\"name\":\"P\",\"columns\":[{\"name\":\"n\",\"type\":\"long\"}],\"rows\":[[1.5]]}]}",
                "{\"tables\":[{\"name\":\"P\",\"columns\":[{\"name\":\"n\",\"type\":\"long\"}],\"rows\":[[9223372036854775808]]}]}",
                "{\"tables\":[{\"name\":\"P\",\"columns\":[{\"name\":\"n\",\"type\":\"datetime\"}],\"rows\":[[\"yesterday\"]]}]}"
            })
    void run_ofAnswersNobodySends_isUnreadable(String body) throws IOException {
        LogAnalyticsException failure = failure(LoopbackService.json(200, body));
        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(Reason.UNREADABLE_ANSWER);
        assertThat(failure)
                .hasMessageContaining("not what Log Analytics sends")
                .message()
                .doesNotContain("yesterday");
    }

    @Test
    void run_ofADynamicColumn_givesJson() throws Exception {
        QueryTable table = table(LoopbackService.table(
                List.of("d:dynamic"),
                List.of("[{\"a\":[1,2.50,null,{}]}]", "[\"{\\\"b\\\":1}\"]", "[[\"x\"]]", "[1e400]", "[null]")));
        assertThat(table.columns()).containsExactly(new Column("d", ColumnType.DYNAMIC));
        assertThat(List.of(table.text(0, 0), table.text(1, 0), table.text(2, 0), table.text(3, 0)))
                .containsExactly("{\"a\":[1,2.50,null,{}]}", "{\"b\":1}", "[\"x\"]", "1E+400");
        assertThat(table.isNull(4, 0)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"200, UNREADABLE_ANSWER", "502, SERVICE_FAILED", "407, QUERY_REFUSED"})
    void run_throughAProxyThatAnswersWithAPage_saysSo(int status, Reason reason) throws IOException {
        LogAnalyticsException failure = failure((request, exchange) ->
                LoopbackService.send(exchange, status, "text/html", "<!DOCTYPE html><html><b>Log in</b></html>"));
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageContaining("a page for people, probably from a proxy");
    }

    @Test
    void run_ofAsManyRowsAsTheServiceEverGives_isRefused() throws IOException {
        LogAnalyticsException failure = failure((request, exchange) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                String empty = LoopbackService.table(ONE_NUMBER, List.of());
                int at = empty.indexOf("[]}]}") + 1;
                out.write(empty.substring(0, at).getBytes(StandardCharsets.UTF_8));
                byte[] rows = "[1],".repeat(1000).getBytes(StandardCharsets.UTF_8);
                for (int i = 1; i < AnswerReader.MOST_ROWS / 1000; i++) {
                    out.write(rows);
                }
                out.write(rows, 0, rows.length - 1);
                out.write(empty.substring(at).getBytes(StandardCharsets.UTF_8));
            }
        });
        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(Reason.TOO_MANY_ROWS);
        assertThat(failure).hasMessageContaining("500000 rows");
    }

    @Test
    void run_ofABodyThatEndsTooEarly_isALostConnection() throws Exception {
        try (SSLServerSocket server = (SSLServerSocket) TestCertificate.context()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> {
                try (SSLSocket socket = (SSLSocket) server.accept()) {
                    socket.getInputStream().read(new byte[8192]);
                    socket.getOutputStream()
                            .write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n"
                                            + LoopbackService.table(ONE_NUMBER, List.of("[1]")))
                                    .getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.start();
            assertThat(failure(LoopbackService.executor(server.getLocalPort())).reason())
                    .isEqualTo(Reason.CONNECTION_LOST);
            thread.join();
        }
    }

    @Test
    void run_ofASlowServer_givesUpInTime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (LoopbackService service = new LoopbackService((request, exchange) -> await(end))) {
            LogsQueryExecutor executor = service.executor();
            LogAnalyticsException failure = catchThrowableOfType(
                    LogAnalyticsException.class,
                    () -> executor.run("T", QueryInterval.unbounded(), Duration.ofMillis(300)));
            assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
            assertThat(failure).hasMessageContaining("300 ms");
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void run_whenInterrupted_stopsAndLeavesNoThread() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (LoopbackService service = new LoopbackService((request, exchange) -> {
            asked.countDown();
            await(end);
        })) {
            LogsQueryExecutor executor = service.executor();
            Thread thread = new Thread(() -> {
                try {
                    executor.run("T");
                } catch (LogAnalyticsException | InterruptedException | RuntimeException e) {
                    thrown.set(e);
                }
            });
            thread.start();
            asked.await();
            thread.interrupt();
            thread.join();
            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            for (Thread other : Thread.getAllStackTraces().keySet()) {
                if (other.getName().equals("ueba-log-analytics-query")) {
                    other.join();
                }
            }
            end.countDown();
        }
    }

    @Test
    void run_ofACertificateNobodyTrusts_isUnreachable() throws IOException {
        try (LoopbackService service = new LoopbackService(LoopbackService.json(200, "{}"))) {
            LogAnalyticsException failure = failure(AzureLogsQueryExecutor.of(
                    LoopbackService.WORKSPACE,
                    LoopbackService.credential(),
                    service.endpoint(),
                    new JdkHttpClientBuilder().build()));
            assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(failure)
                    .hasMessageContaining("no trusted connection to 127.0.0.1")
                    .hasMessageContaining("trust store");
            assertThat(service.requests()).isEmpty();
        }
    }

    @Test
    void run_whereNobodyListens_isUnreachable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        LogAnalyticsException failure = failure(LoopbackService.executor(port));
        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure).hasMessageContaining("no connection to 127.0.0.1");
    }

    @Test
    void run_withoutALogin_saysHowToLogIn() throws IOException {
        TokenCredential nobody = request ->
                Mono.error(new CredentialUnavailableException("Azure CLI not installed\nPlease run az login"));
        try (LoopbackService service = new LoopbackService(LoopbackService.json(200, "{}"))) {
            LogAnalyticsException failure = failure(AzureLogsQueryExecutor.of(
                    LoopbackService.WORKSPACE, nobody, service.endpoint(), LoopbackService.trustingClient()));
            assertThat(failure.reason()).isEqualTo(Reason.NOT_LOGGED_IN);
            assertThat(failure)
                    .hasMessageContaining("run 'az login'")
                    .hasMessageContaining("Azure CLI not installed Please run");
            assertThat(service.requests()).isEmpty();
        }
    }

    @Test
    void of_withoutTls_refusesToSendALogin() {
        assertThatThrownBy(() -> AzureLogsQueryExecutor.of(
                        LoopbackService.WORKSPACE, LoopbackService.credential(), URI.create("http://127.0.0.1/v1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https only");
    }
}
