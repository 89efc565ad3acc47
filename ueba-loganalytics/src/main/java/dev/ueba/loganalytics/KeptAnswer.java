package dev.ueba.loganalytics;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.Context;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The answer of one call as it came. Filled by the thread that makes the call, read by it afterwards.
 */
final class KeptAnswer {

    /*
     * The client library (azure-monitor-query 1.5.2) sends, logs in and waits; what comes back it does not get to see. It takes
     * time with the square of the rows to convert them (it walks a linked list by index: 500,000 rows of one number
     * were not done after a minute, and take half a second here), keeps every cell as text (about 35 times the size of the JSON), makes
     * Java's text of dynamic cells, forgets the columns of a result without rows, keeps only the outermost message of an error,
     * and logs a piece of an answer that it cannot read.
     */

    private static final String KEY = "ueba-kept-answer";
    private static final int LOOKED_AT = 512;
    private static final int OK = 200;

    private int status;
    private String contentType = "";
    private @Nullable Duration retryAfter;
    private byte[] body = {};

    /** Returns a context that makes {@link Keeper} fill this answer. */
    Context context() {
        return new Context(KEY, this);
    }

    /** Returns the status of HTTP, or 0 if no answer came. */
    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    byte[] body() {
        return body;
    }

    /** Returns what the service says went wrong, or null if it does not say. */
    @Nullable
    String serviceError() {
        return ServiceError.read(body);
    }

    /** Tells whether this looks like a page for people. */
    boolean isMarkup() {
        String start = new String(body, 0, Math.min(body.length, LOOKED_AT), StandardCharsets.UTF_8).strip();
        return start.startsWith("<") || contentType.toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    private void keep(HttpResponse response) {
        status = response.getStatusCode();
        String type = response.getHeaderValue(HttpHeaderName.CONTENT_TYPE);
        contentType = type == null ? "" : type;
        retryAfter = retryAfter(
                response.getHeaderValue(HttpHeaderName.RETRY_AFTER), response.getHeaderValue(HttpHeaderName.DATE));
        byte[] bytes = response.getBodyAsBinaryData().toBytes();
        body = bytes == null ? new byte[0] : bytes;
    }

    /**
     * Reads the header Retry-After: whole seconds, or a date, which is taken relative to the service's own clock.
     *
     * @return null if it is not given or not understood
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110, 10.2.3</a>
     */
    static @Nullable Duration retryAfter(@Nullable String value, @Nullable String date) {
        if (value == null || value.isBlank()) {
            return null;
        }
        String text = value.strip();
        try {
            if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return text.length() > 9 ? Duration.ofDays(365) : Duration.ofSeconds(Long.parseLong(text));
            }
            if (date == null) {
                return null;
            }
            Duration wait = Duration.between(time(date.strip()), time(text));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant time(String text) {
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
    }

    /** Keeps the answers of calls whose context asks for it, and gives an empty result to the client library in place of each good one. */
    static final class Keeper implements HttpPipelinePolicy {

        @Override
        public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
            HttpResponse response = next.processSync().buffer();
            if (context.getData(KEY).orElse(null) instanceof KeptAnswer answer) {
                answer.keep(response);
                return answer.status == OK ? new EmptyResult(response.getRequest()) : response;
            }
            return response;
        }

        @Override
        public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
            throw new UnsupportedOperationException("only the synchronous client is used");
        }
    }

    /** What the client library takes for the service's answer. */
    private static final class EmptyResult extends HttpResponse {

        private static final byte[] BODY = "{\"tables\":[]}".getBytes(StandardCharsets.UTF_8);

        private final HttpHeaders headers = new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, "application/json");

        EmptyResult(HttpRequest request) {
            super(request);
        }

        @Override
        public int getStatusCode() {
            return OK;
        }

        @Override
        @Deprecated
        public @Nullable String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(BODY.clone()));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(BODY.clone());
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(new String(BODY, charset));
        }
    }
}
