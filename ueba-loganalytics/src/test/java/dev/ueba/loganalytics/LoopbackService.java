package dev.ueba.loganalytics;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.core.publisher.Mono;

/** A Log Analytics of the tests' own: https on this machine, asked by Microsoft's real client. */
final class LoopbackService implements AutoCloseable {

    static final WorkspaceId WORKSPACE = new WorkspaceId("01234567-89ab-cdef-0123-456789abcdef");
    static final String TOKEN = "eyJ0eXAiOiJKV1QifQ.c2VjcmV0LW9mLXRoZS10ZXN0cw.c2lnbmF0dXJl";

    /** What was asked. */
    record Request(String path, Map<String, List<String>> headers, String body) {

        /** Returns the days of a query of base features. */
        String firstDay() {
            int at = body.indexOf("datetime(") + "datetime(".length();
            return body.substring(at, at + "2026-01-01".length());
        }
    }

    /** Answers a request. */
    @FunctionalInterface
    interface Answer {
        void to(Request request, HttpExchange exchange) throws IOException;
    }

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    LoopbackService(Answer answer) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(TestCertificate.context()));
        server.setExecutor(threads);
        server.createContext("/v1/workspaces/", exchange -> {
            Request request = new Request(
                    exchange.getRequestURI().getPath(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(request);
            try (exchange) {
                answer.to(request, exchange);
            }
        });
        server.start();
    }

    /** Returns what was asked so far. */
    List<Request> requests() {
        return requests;
    }

    AzureLogsQueryExecutor executor() {
        return executor(server.getAddress().getPort());
    }

    static AzureLogsQueryExecutor executor(int port) {
        return AzureLogsQueryExecutor.of(WORKSPACE, credential(), endpoint(port), trustingClient());
    }

    URI endpoint() {
        return endpoint(server.getAddress().getPort());
    }

    static URI endpoint(int port) {
        return URI.create("https://127.0.0.1:" + port + "/v1");
    }

    static com.azure.core.http.HttpClient trustingClient() {
        return new JdkHttpClientBuilder(HttpClient.newBuilder().sslContext(TestCertificate.context())).build();
    }

    static TokenCredential credential() {
        return request -> Mono.just(new AccessToken(TOKEN, OffsetDateTime.of(2100, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)));
    }

    static Answer json(int status, String body) {
        return (request, exchange) -> send(exchange, status, "application/json", body);
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** Returns an answer with columns {@code name:type} and rows as JSON lists. */
    static String table(List<String> columns, List<String> rows) {
        StringBuilder json = new StringBuilder("{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[");
        for (int i = 0; i < columns.size(); i++) {
            String[] parts = columns.get(i).split(":");
            json.append(i == 0 ? "" : ",").append("{\"name\":\"%s\",\"type\":\"%s\"}".formatted(parts[0], parts[1]));
        }
        return json.append("],\"rows\":[")
                .append(String.join(",", rows))
                .append("]}]}")
                .toString();
    }

    /** Returns an answer that also has an error: a part of the rows. */
    static String partial(String whole) {
        return whole.substring(0, whole.length() - 1)
                + ",\"error\":{\"code\":\"PartialError\",\"message\":\"There were some errors when processing your"
                + " query.\",\"details\":[{\"code\":\"EngineError\",\"message\":\"Something went wrong.\",\"innererror\":"
                + "{\"code\":\"-2133196797\",\"message\":\"The results exceed the set limit"
                + " (E_QUERY_RESULT_SET_TOO_LARGE).\",\"severity\":2}}]}}";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
