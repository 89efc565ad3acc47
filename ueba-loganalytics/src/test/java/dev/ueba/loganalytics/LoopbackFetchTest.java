package dev.ueba.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.loganalytics.ActorDayService.ActorDay;
import dev.ueba.loganalytics.LogAnalyticsException.Reason;
import dev.ueba.loganalytics.LoopbackService.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fetching through Microsoft's client from a server on this machine that has its troubles. */
@Timeout(60)
class LoopbackFetchTest {

    private static final DayRange RANGE =
            DayRange.ofInclusive(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-01-20"));

    private final ActorDayService workspace = ActorDayService.random(1, RANGE);
    private final FakeTiming timing = new FakeTiming();

    /** Returns the answer for some days as JSON, as the service would write it. */
    private String answer(DayRange days) {
        List<String> columns = ActorDayService.columns().stream()
                .map(column -> column.name() + ":" + column.type().name().toLowerCase(java.util.Locale.ROOT))
                .toList();
        List<String> rows = new ArrayList<>();
        for (ActorDay actorDay : workspace.actorDays) {
            if (days.contains(actorDay.day())) {
                List<String> cells = new ArrayList<>();
                for (Object cell : ActorDayService.row(actorDay)) {
                    cells.add(cell instanceof Long ? cell.toString() : "\"" + cell + "\"");
                }
                rows.add("[" + String.join(",", cells) + "]");
            }
        }
        return LoopbackService.table(columns, rows);
    }

    private static void ok(HttpExchange exchange, String json) throws IOException {
        LoopbackService.send(exchange, 200, "application/json", json);
    }

    private LogAnalyticsFeatureSource source(LoopbackService service, LogAnalyticsOptions options) {
        return new LogAnalyticsFeatureSource(service.executor(), options, FetchListener.none(), timing);
    }

    private FeatureTable expected() throws IOException {
        return new LogAnalyticsFeatureSource(
                        workspace, LogAnalyticsOptions.defaults().withChunkDays(1000), FetchListener.none(), timing)
                .readFeatures(RANGE);
    }

    private static void assertSame(FeatureTable actual, FeatureTable expected) {
        assertThat(actual.rowCount()).isEqualTo(expected.rowCount());
        for (int row = 0; row < expected.rowCount(); row++) {
            assertThat(actual.actor(row)).isEqualTo(expected.actor(row));
            assertThat(actual.day(row)).isEqualTo(expected.day(row));
        }
        for (int feature = 0; feature < expected.featureCount(); feature++) {
            assertThat(actual.column(feature)).containsExactly(expected.column(feature));
        }
    }

    @Test
    void fetch_ofPartsAndThrottling_isWholeWithoutLossOrCopy() throws IOException {
        AtomicInteger throttled = new AtomicInteger();
        try (LoopbackService service = new LoopbackService((request, exchange) -> {
            DayRange days = ActorDayService.daysOf(request.body());
            if (days.dayCount() > 3) {
                ok(exchange, LoopbackService.partial(answer(days)));
            } else if (days.contains(RANGE.last()) && throttled.incrementAndGet() == 1) {
                exchange.getResponseHeaders().set("Retry-After", "11");
                LoopbackService.send(exchange, 429, "application/json", "{\"error\":{\"code\":\"ThrottledError\"}}");
            } else {
                ok(exchange, answer(days));
            }
        })) {
            FetchedFeatures fetched =
                    source(service, LogAnalyticsOptions.defaults()).fetch(RANGE);
            assertSame(fetched.table(), expected());
            assertThat(fetched.report().halvings()).isEqualTo(2 * 2 + 1); // 7 = 3 + 4, 4 = 2 + 2; twice; 6 = 3 + 3
            assertThat(fetched.report().retries()).isEqualTo(1);
            assertThat(timing.waits()).containsExactly(Duration.ofSeconds(11));
            assertThat(service.requests()).extracting(Request::firstDay).contains("2026-01-01", "2026-01-18");
        }
    }

    @Test
    void fetch_whenThrottledForEver_endsAtTheDeadline() throws IOException {
        try (LoopbackService service = new LoopbackService(LoopbackService.json(429, ""))) {
            LogAnalyticsException failure = catchThrowableOfType(LogAnalyticsException.class, () -> source(
                            service, LogAnalyticsOptions.defaults().withDeadline(Duration.ofMinutes(3)))
                    .fetch(DayRange.of(RANGE.from())));
            assertThat(failure.reason()).isEqualTo(Reason.THROTTLED);
            assertThat(failure).hasMessageContaining("deadline of 3 min");
        }
    }

    @Test
    void fetch_ofNoRows_isEmptyAndNamesQuietDays() throws IOException {
        try (LoopbackService service =
                new LoopbackService(LoopbackService.json(200, answer(DayRange.of(LocalDate.EPOCH))))) {
            FetchedFeatures fetched =
                    source(service, LogAnalyticsOptions.defaults()).fetch(RANGE);
            assertThat(fetched.table().rowCount()).isZero();
            assertThat(fetched.report().quietDays()).hasSize(20);
        }
    }

    @Test
    void fetch_ofAnUnknownFunction_saysWhatKqlSays() throws IOException {
        try (LoopbackService service = new LoopbackService(
                LoopbackService.json(
                        400,
                        """
                {"error":{"code":"BadArgumentError","message":"The request had some invalid properties","innererror":
                {"code":"SemanticError","message":"Unknown function: 'fGHAuditMLFeatures'."}}}"""))) {
            LogAnalyticsException failure = catchThrowableOfType(
                    LogAnalyticsException.class,
                    () -> source(service, LogAnalyticsOptions.defaults()).fetch(RANGE));
            assertThat(failure)
                    .hasMessageStartingWith("days 2026-01-01 to 2026-01-07: ")
                    .hasMessageContaining("Unknown function: 'fGHAuditMLFeatures'.");
        }
    }

    @Test
    void cell_ofADay_isWhatTheServiceWrites() {
        // The in-memory workspace writes instants as the service does.
        assertThat(answer(DayRange.of(RANGE.from()))).contains("\"" + Instant.parse("2026-01-01T00:00:00Z") + "\"");
    }
}
