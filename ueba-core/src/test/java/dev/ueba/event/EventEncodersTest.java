package dev.ueba.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventEncodersTest {

    private static final EventText V = EventText.field("v");

    @Test
    void timeEncoders_readClockAndCalendarOfTheZone() {
        // 2026-03-01 is a Sunday and day 60; in Auckland (UTC+13) it is Monday noon already.
        List<SecurityEvent> events = List.of(Events.at(Instant.parse("2026-03-01T23:59:59Z"), 0));
        ZoneId auckland = ZoneId.of("Pacific/Auckland");
        assertThat(encode(EventEncoders.hourOfDay("h", ZoneOffset.UTC), events)).containsExactly(23);
        assertThat(encode(EventEncoders.hourOfDay("h", auckland), events)).containsExactly(12);
        assertThat(encode(EventEncoders.dayOfYear("d", ZoneOffset.UTC), events)).containsExactly(60);
        assertThat(encode(EventEncoders.dayOfYear("d", auckland), events)).containsExactly(61);
        assertThat(encode(EventEncoders.dayOfWeek("w", ZoneOffset.UTC), events)).containsExactly(6);
        assertThat(encode(EventEncoders.dayOfWeek("w", auckland), events)).containsExactly(0);
    }

    @Test
    void dayOfYear_lastDayOfALeapYear_is366() {
        List<SecurityEvent> events = List.of(
                Events.at(Instant.parse("2024-01-01T00:00:00Z"), 0),
                Events.at(Instant.parse("2024-12-31T00:00:00Z"), 1));
        assertThat(encode(EventEncoders.dayOfYear("d", ZoneOffset.UTC), events)).containsExactly(1, 366);
    }

    @Test
    void date_codesByFirstAppearance_unseenDaysAreMinusOne() {
        EventEncoder date = EventEncoders.date("date", ZoneOffset.UTC);
        List<SecurityEvent> events = List.of(Events.at(0), Events.at(10), Events.at(86_400), Events.at(0));
        assertThat(encode(date, events)).containsExactly(0, 0, 1, 0);
        assertThat(date.fit(events).encode(List.of(Events.at(3 * 86_400)))).containsExactly(-1);
    }

    @Test
    void factorise_firstSeenOrder_missingAndUnseenAreMinusOne() {
        EventEncoder codes = EventEncoders.factorise("c", V);
        assertThat(encode(codes, Events.of("b", "a", null, "b", "", "c"))).containsExactly(0, 1, -1, 0, 2, 3);
        EventEncoder.Fitted fitted = codes.fit(Events.of("b", "a"));
        assertThat(fitted.encode(Events.of("a", "z", null, "b"))).containsExactly(1, -1, -1, 0);
        assertThat(fitted.encode(Events.of("z", "a"))).containsExactly(-1, 1);
    }

    @Test
    void hash01_isTheFirst32BitsOfSha256() {
        // SHA-256 of "" begins e3b0c442, of "abc" ba7816bf (FIPS 180-2, appendix B.1)
        double[] places = encode(EventEncoders.hash01("h", V), Events.of("", "abc", null, "abc"));
        assertThat(places[0]).isEqualTo(0xe3b0c442L / 4294967295.0);
        assertThat(places[1]).isEqualTo(0xba7816bfL / 4294967295.0);
        assertThat(places[2]).isEqualTo(places[0]);
        assertThat(places[3]).isEqualTo(places[1]);
    }

    @Test
    void frequency_countsInTraining_unseenAndMissingAreZero() {
        EventEncoder frequency = EventEncoders.frequency("f", V);
        assertThat(encode(frequency, Events.of("a", "b", "a", null))).containsExactly(2, 1, 2, 0);
        assertThat(frequency.fit(Events.of("a", "a")).encode(Events.of("a", "z")))
                .containsExactly(2, 0);
    }

    @Test
    void rarity_isInBits() {
        EventEncoder rarity = EventEncoders.rarity("r", V);
        // n = 7: seen 3 times is log2(8 / 4), once is log2(8 / 2), never is log2(8)
        EventEncoder.Fitted fitted = rarity.fit(Events.of("a", "a", "a", "b", "c", "c", "c", null));
        assertThat(fitted.encode(Events.of("a", "b", "z", null)))
                .containsExactly(new double[] {1, 2, 3, 0}, within(1e-12));
    }

    @Test
    void rarity_ofAGroup_knowsOnlyTheGroup() {
        EventEncoder rarity = EventEncoders.rarity("r", V, EventText.field("g"));
        List<SecurityEvent> training =
                List.of(Events.at(0, "v", "a", "g", "x"), Events.at(1, "v", "b", "g", "y"), Events.at(2, "v", "b"));
        List<SecurityEvent> later = List.of(
                Events.at(3, "v", "b", "g", "x"), Events.at(4, "v", "b", "g", "y"), Events.at(5, "v", "b", "g", "new"));
        assertThat(rarity.fit(training).encode(later)).containsExactly(new double[] {1, 0, 0}, within(1e-12));
    }

    @Test
    void firstSeen_looksBackToTraining() {
        EventEncoder first = EventEncoders.firstSeen("f", V);
        List<SecurityEvent> training = Events.of("a", "b", "a", null);
        assertThat(first.encodeTraining(training)).containsExactly(1, 1, 0, 0);
        assertThat(first.fit(training).encode(Events.of("a", "c", "c"))).containsExactly(0, 1, 0);
    }

    @Test
    void rollingCount_ofLastEvents_countsThoseOfTheKey() {
        List<SecurityEvent> events = List.of(
                Events.login(0, "failed", "u", "x"),
                Events.login(1, "failed", "u", "y"),
                Events.login(2, "accepted", "u", "x"),
                Events.login(3, "failed", "u", "x"),
                Events.login(4, "failed", "u", null),
                Events.login(5, "accepted", "u", "x"),
                Events.login(6, "accepted", "u", "x"),
                Events.login(7, "accepted", "u", "x"));
        assertThat(encode(EventEncoders.rollingCount("r", EventText.field("ip"), 3, EventEncodersTest::failed), events))
                .containsExactly(1, 1, 1, 2, 0, 1, 1, 0);
    }

    @Test
    void rollingCount_ofAWhile_leavesOutWhatIsExactlyAsOld() {
        List<SecurityEvent> events = List.of(
                Events.login(0, "failed", "u", "x"),
                Events.login(0, "failed", "u", "x"),
                Events.login(599, "accepted", "u", "x"),
                Events.login(600, "failed", "u", "x"),
                Events.login(1199, "accepted", "u", "x"),
                Events.login(1200, "accepted", "u", "x"));
        assertThat(encode(
                        EventEncoders.rollingCount(
                                "r", EventText.field("ip"), Duration.ofMinutes(10), EventEncodersTest::failed),
                        events))
                .containsExactly(1, 2, 2, 1, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rollingCount_agreesWithCountingAnew(long seed) {
        List<SecurityEvent> events = SecurityEvent.sorted(Events.random(seed, 400));
        double[] byTime = encode(
                EventEncoders.rollingCount(
                        "r", EventText.field("ip"), Duration.ofMinutes(7), EventEncodersTest::failed),
                events);
        double[] byCount =
                encode(EventEncoders.rollingCount("r", EventText.field("ip"), 5, EventEncodersTest::failed), events);
        for (int row = 0; row < events.size(); row++) {
            SecurityEvent event = events.get(row);
            String ip = event.textOrNull("ip");
            int expectedByTime = 0;
            int expectedByCount = 0;
            int looked = 0;
            for (int earlier = row; earlier >= 0 && ip != null; earlier--) {
                SecurityEvent other = events.get(earlier);
                if (other.has("ip", ip)) {
                    boolean satisfies = failed(other);
                    if (looked++ < 5 && satisfies) {
                        expectedByCount++;
                    }
                    if (satisfies
                            && Duration.between(other.time(), event.time()).toSeconds() < 420) {
                        expectedByTime++;
                    }
                }
            }
            assertThat(byTime[row]).isEqualTo(expectedByTime);
            assertThat(byCount[row]).isEqualTo(expectedByCount);
        }
    }

    @Test
    void flag_andLogarithm_byHand() {
        assertThat(encode(EventEncoders.flag("f", event -> event.has("v", "a")), Events.of("a", "b", null)))
                .containsExactly(1, 0, 0);
        assertThat(encode(EventEncoders.logarithm(EventEncoders.frequency("f", V)), Events.of("a", "a")))
                .containsExactly(StrictMath.log1p(2), StrictMath.log1p(2));
    }

    @Test
    void standardised_usesThePopulationDeviationOfTraining() {
        EventEncoder scaled = EventEncoders.standardised(EventEncoders.factorise("c", V));
        // Codes 0, 1, 2, 1: mean 1, population variance 0.5.
        double unit = 1 / Math.sqrt(0.5);
        assertThat(scaled.encodeTraining(Events.of("a", "b", "c", "b")))
                .containsExactly(new double[] {-unit, 0, unit, 0}, within(1e-15));
        assertThat(scaled.fit(Events.of("a", "b", "c", "b")).encode(Events.of("z")))
                .containsExactly(new double[] {-2 * unit}, within(1e-15));
        assertThat(scaled.fit(Events.of("a", "a")).encode(Events.of("a", "z"))).containsExactly(0, 0);
    }

    @Test
    void encoders_ofNoEvents_giveNothing() {
        assertThat(encode(EventEncoders.standardised(EventEncoders.hourOfDay("h", ZoneOffset.UTC)), List.of()))
                .isEmpty();
        assertThat(EventEncoders.rarity("r", V).fit(List.of()).encode(Events.of("a")))
                .containsExactly(0);
    }

    @Test
    void encoders_badArguments_areRefused() {
        assertThatThrownBy(() -> EventEncoders.factorise(" ", V)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventEncoders.rollingCount("r", V, 0, EventEncodersTest::failed))
                .hasMessage("lastEvents must be >= 1, but was 0");
        assertThatThrownBy(() -> EventEncoders.rollingCount("r", V, Duration.ZERO, EventEncodersTest::failed))
                .hasMessageContaining("must be positive");
    }

    @Test
    void texts_ofSeveralFields_areNeverMistaken() {
        EventText both = EventText.fields("a", "b");
        assertThat(both.of(Events.at(0, "a", "1;", "b", "2"))).isNotEqualTo(both.of(Events.at(0, "a", "1", "b", ";2")));
        assertThat(both.of(Events.at(0, "a", "1"))).isNotEqualTo(both.of(Events.at(0, "b", "1")));
        assertThat(both.of(Events.at(0, "a", "-"))).isNotEqualTo(both.of(Events.at(0, "a", "-", "b", "")));
        assertThat(both.of(Events.at(0, "c", "1"))).isNull();
        assertThat(EventText.field("a", "none").of(Events.at(0))).isEqualTo("none");
    }

    @Test
    void addressRange_knowsTheBlocks() {
        assertThat(range("10.1.2.3")).isEqualTo("private 10/8");
        assertThat(range("172.16.0.1")).isEqualTo("private 172.16/12");
        assertThat(range("172.32.0.1")).isEqualTo("public");
        assertThat(range("::ffff:192.168.1.1")).isEqualTo("private 192.168/16");
        assertThat(range("100.64.0.1")).isEqualTo("shared 100.64/10");
        assertThat(range("127.0.0.1")).isEqualTo("loopback");
        assertThat(range("::1")).isEqualTo("loopback");
        assertThat(range("169.254.1.1")).isEqualTo("link-local");
        assertThat(range("fe80::1%eth0")).isEqualTo("link-local");
        assertThat(range("fd00::1")).isEqualTo("unique-local");
        assertThat(range("2001:db8::1")).isEqualTo("public");
        assertThat(range("::")).isEqualTo("public");
        for (String name : new String[] {
            "",
            "ec2.amazonaws.com",
            "1.2.3",
            "1.2.3.4.5",
            "256.1.1.1",
            "1..2.3",
            "0010.1.1.1",
            "12345::1",
            ":",
            "g::1",
            "١.٢.٣.٤",
            "%::",
            "AWS Internal"
        }) {
            assertThat(range(name)).as(name).isEqualTo("name");
        }
        assertThat(EventText.addressRange("v").of(Events.at(0))).isNull();
    }

    private static boolean failed(SecurityEvent event) {
        return event.has("event", "failed");
    }

    private static String range(String address) {
        return EventText.addressRange("v").of(Events.at(0, "v", address));
    }

    private static double[] encode(EventEncoder encoder, List<SecurityEvent> events) {
        return encoder.encodeTraining(events);
    }
}
