package dev.ueba.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.hours.HourHabitOptions;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HourHabitEncoderTest {

    private static final long HOUR = 3600;
    private static final HourHabitOptions OPTIONS = HourHabitOptions.defaults();

    private static EventEncoder encoder(ZoneId zone) {
        return EventEncoders.hourHabit("hour_bits", EventText.field("user"), zone, OPTIONS);
    }

    /** Days of a user who logs in at an hour and the one after it. */
    private static List<SecurityEvent> days(String user, int count, int hour) {
        List<SecurityEvent> events = new ArrayList<>();
        for (int day = 0; day < count; day++) {
            events.add(Events.at((24L * day + hour - 12) * HOUR, "user", user));
            events.add(Events.at((24L * day + hour - 11) * HOUR, "user", user));
        }
        return events;
    }

    @Test
    void encode_ofAnHourNeverKept_hasMoreBits() {
        List<SecurityEvent> training = days("ada", 100, 22);
        List<SecurityEvent> today = List.of(
                Events.at((24L * 100 - 7) * HOUR, "user", "ada"),
                Events.at(24L * 100 * HOUR, "user", "ada"),
                Events.at((24L * 100 + 10) * HOUR, "user", "ada"),
                Events.at((24L * 100 + 10) * HOUR, "other", "x"));
        double[] bits = encoder(ZoneOffset.UTC).fit(training).encode(today);
        // 5 o'clock and noon are never kept, 22 o'clock is; without a user nothing is known.
        assertThat(bits[0]).isGreaterThan(6);
        assertThat(bits[1]).isGreaterThan(6);
        assertThat(bits[2]).isLessThan(1);
        assertThat(bits[3]).isZero();
    }

    @Test
    void encodeTraining_ofTheFirstDay_isZero() {
        List<SecurityEvent> events = List.of(Events.at(0, "user", "a"), Events.at(5 * HOUR, "user", "a"));
        assertThat(encoder(ZoneOffset.UTC).encodeTraining(events)).containsExactly(0, 0);
        assertThat(encoder(ZoneOffset.UTC).fit(List.of()).encode(events)).containsExactly(0, 0);
        assertThat(encoder(ZoneOffset.UTC).encodeTraining(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void encode_afterTraining_goesOnAsIfItWereOneList(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SecurityEvent> all = new ArrayList<>();
        long second = 0;
        for (int i = 0; i < 300; i++) {
            second += random.nextInt(4 * 3600);
            all.add(Events.at(second, "user", "user" + random.nextInt(4)));
        }
        int cut = random.nextInt(300);
        EventEncoder encoder = encoder(ZoneId.of("America/New_York"));
        EventEncoder.Fitted fitted = encoder.fit(all.subList(0, cut));
        double[] whole = encoder.encodeTraining(all);
        double[] rest = Arrays.copyOfRange(whole, cut, 300);
        assertThat(fitted.encode(all.subList(cut, 300))).isEqualTo(rest);
        // A second time the same: encoding teaches nothing.
        assertThat(fitted.encode(all.subList(cut, 300))).isEqualTo(rest);
        // What comes later changes no bit of what was before.
        assertThat(encoder.encodeTraining(all.subList(0, cut))).isEqualTo(Arrays.copyOf(whole, cut));
    }

    @Test
    void encode_whenTheClockIsSetBackToTheDayBefore_staysOnTheDay() {
        // St. John's, 2006-10-29: at 00:01 the clock went back to 23:01 of the day before.
        List<SecurityEvent> events = new ArrayList<>();
        for (String time : List.of("2006-10-28T12:00:00Z", "2006-10-29T02:30:30Z", "2006-10-29T02:31:00Z")) {
            events.add(Events.at(Instant.parse(time), events.size(), "user", "a"));
        }
        events.add(Events.at(Instant.parse("2006-10-30T12:00:00Z"), 3, "user", "a"));
        double[] bits = encoder(ZoneId.of("America/St_Johns")).encodeTraining(events);
        assertThat(bits).hasSize(4).doesNotContain(Double.NaN);
        assertThat(bits[2]).isNotNegative();
    }

    @Test
    void encode_ofManyStrangers_givesAllTheSame() {
        List<SecurityEvent> events = new ArrayList<>(days("ada", 50, 9));
        for (int i = 0; i < 20_000; i++) {
            events.add(Events.at(24L * 50 * HOUR, "user", "guess-" + i));
        }
        double[] bits = encoder(ZoneOffset.UTC).encodeTraining(events);
        assertThat(Arrays.stream(bits).skip(100).distinct().count()).isOne();
        assertThat(bits[100]).isGreaterThan(0);
    }

    @Test
    void hourHabit_withoutName_isRefused() {
        assertThatThrownBy(() -> EventEncoders.hourHabit(" ", EventText.field("user"), ZoneOffset.UTC, OPTIONS))
                .hasMessageContaining("needs a name");
    }
}
