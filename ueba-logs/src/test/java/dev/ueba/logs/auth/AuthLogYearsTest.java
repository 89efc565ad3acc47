package dev.ueba.logs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.event.SecurityEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which years lines without one get. */
final class AuthLogYearsTest {

    private static final AuthLogOptions SUMMER_2026 =
            AuthLogOptions.defaults().withNow(Instant.parse("2026-07-01T12:00:00Z"));

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    /** Returns the days of lines given as {@code Dec 31, Jan 1}, at noon. */
    private static List<String> days(AuthLogOptions options, String dates) {
        StringBuilder text = new StringBuilder();
        for (String date : dates.split(", ", -1)) {
            text.append(date).append(date.contains(":") ? "" : " 12:00:00").append(" h a: x\n");
        }
        return ReadLog.ofText(options, text.toString()).times().stream()
                .map(time -> time.toString().substring(0, 10))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            Jun 30 | 2026-06-30
            Jul 1 | 2026-07-01
            Jul 1 12:00:01 | 2025-07-01
            Dec 31, Jan 1 | 2025-12-31, 2026-01-01
            Dec 31, Jan 1, Sep 1 | 2024-12-31, 2025-01-01, 2025-09-01
            Jan 3, Jan 2, Jan 3 | 2026-01-03, 2026-01-02, 2026-01-03
            Dec 31, Jan 1 00:00:01, Dec 31 23:59:59, Jan 1 00:00:02 | 2025-12-31, 2026-01-01, 2025-12-31, 2026-01-01
            Jan 1 00:00:01, Dec 31 23:59:59, Jan 1 00:00:02 | 2026-01-01, 2025-12-31, 2026-01-01
            Jan 22, Dec 18, Mar 23 | 2025-01-22, 2025-12-18, 2026-03-23
            Nov 1, Feb 1, Nov 1, Feb 1 | 2024-11-01, 2025-02-01, 2025-11-01, 2026-02-01
            Feb 29 | 2024-02-29
            Dec 1, Feb 29, Mar 1 | 2023-12-01, 2024-02-29, 2024-03-01
            Feb 29, Dec 31, Jan 1 | 2024-02-29, 2024-12-31, 2025-01-01
            """)
    void now_findsTheNewestYear(String dates, String expected) {
        assertThat(days(SUMMER_2026, dates)).containsExactly(expected.split(", ", -1));
    }

    @Test
    void now_isTakenInTheZone() {
        AuthLogOptions auckland = SUMMER_2026.withZone(ZoneId.of("Pacific/Auckland"));
        assertThat(ReadLog.ofText(auckland, "Jul  2 00:00:00 h a: x\n").times())
                .containsExactly(Instant.parse("2026-07-01T12:00:00Z"));
        assertThat(ReadLog.ofText(auckland, "Jul  2 00:00:01 h a: x\n").times())
                .containsExactly(Instant.parse("2025-07-01T12:00:01Z"));
        // It is 2027 there already.
        AuthLogOptions newYear = auckland.withNow(Instant.parse("2026-12-31T12:00:00Z"));
        assertThat(ReadLog.ofText(newYear, "Jan  1 00:30:00 h a: x\n").times())
                .containsExactly(Instant.parse("2026-12-31T11:30:00Z"));
    }

    @Test
    void now_around2100_findsTheLeapYear() {
        AuthLogOptions options = AuthLogOptions.defaults().withNow(Instant.parse("2103-06-01T00:00:00Z"));
        assertThat(days(options, "Feb 29")).containsExactly("2096-02-29");
    }

    @Test
    void now_withLeapDaysThatNoYearHas_keepsTheOtherLines() {
        ReadLog read = ReadLog.ofText(
                SUMMER_2026,
                "Feb 29 12:00:00 h a: x\nDec 1 12:00:00 h a: x\nFeb 29 12:00:00 h a: x\nMar 1 12:00:00 h a: x\n");
        assertThat(read.counts().unreadable()).isEqualTo(2);
        assertThat(read.times())
                .containsExactly(Instant.parse("2025-12-01T12:00:00Z"), Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void year_isThatOfTheFirstLineAndRollsOver() {
        AuthLogOptions options = AuthLogOptions.defaults().withYear(2005);
        assertThat(days(options, "Dec 31, Jan 1, Dec 31, Jan 2"))
                .containsExactly("2005-12-31", "2006-01-01", "2005-12-31", "2006-01-02");
        assertThat(days(options, "Jun 14, Jul 27")).containsExactly("2005-06-14", "2005-07-27");
        assertThat(ReadLog.ofText(options, "Feb 29 00:00:00 h a: x").reasons())
                .containsExactly("there is no 29 February in 2005");
    }

    @Test
    void years_ofLinesThatHaveThem_doNotMove() {
        ReadLog read = ReadLog.ofText(
                SUMMER_2026, "2001-01-01T00:00:00Z h a: x\nDec 31 00:00:00 h a: x\n2001-01-01T00:00:00Z h a: x\n");
        assertThat(read.times())
                .extracting(Instant::toString)
                .containsExactly("2001-01-01T00:00:00Z", "2025-12-31T00:00:00Z", "2001-01-01T00:00:00Z");
    }

    @Test
    void files_eachHaveTheirOwnYear(@TempDir Path folder) throws IOException {
        Path newer = Files.writeString(folder.resolve("auth.log"), "Jan  2 00:00:00 h a: x\n");
        Path older =
                Files.writeString(folder.resolve("auth.log.1"), "Dec 30 00:00:00 h a: x\nJan  1 00:00:00 h a: x\n");
        assertThat(ReadLog.of(SUMMER_2026, newer, older).times())
                .extracting(Instant::toString)
                .containsExactly("2026-01-02T00:00:00Z", "2025-12-30T00:00:00Z", "2026-01-01T00:00:00Z");
    }

    @Test
    void fileWithoutOrder_givesEachLineItsNewestYear() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append("Jan 1 00:00:00 h a: x\nFeb 29 00:00:00 h a: x\nSep 20 00:00:00 h a: x\n");
        }
        assertThat(ReadLog.ofText(SUMMER_2026, text.toString()).times())
                .extracting(Instant::toString)
                .hasSize(180)
                .containsOnly("2026-01-01T00:00:00Z", "2025-09-20T00:00:00Z", "2024-02-29T00:00:00Z");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void logsInOrder_comeBackAsTheyWere(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ZoneId zone = List.of(ZoneId.of("UTC"), ZoneId.of("America/New_York"), ZoneId.of("Asia/Kolkata"))
                .get(random.nextInt(3));
        DateTimeFormatter format = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
        long second = LocalDateTime.of(2015 + random.nextInt(8), 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC)
                + random.nextLong(365 * 86_400L);
        StringBuilder text = new StringBuilder();
        List<Instant> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            // Up to 6 days on, now and then a late line.
            second += random.nextInt(6 * 86_400);
            LocalDateTime local = LocalDateTime.ofEpochSecond(
                    random.nextInt(5) == 0 ? second - random.nextInt(3600) : second, 0, ZoneOffset.UTC);
            text.append(local.format(format)).append(" h a: x\n");
            expected.add(local.atZone(zone).toInstant());
        }
        Instant last = expected.stream().max(Instant::compareTo).orElseThrow();
        AuthLogOptions options =
                AuthLogOptions.defaults().withZone(zone).withNow(last.plusSeconds(random.nextInt(300 * 86_400)));
        assertThat(ReadLog.ofText(options, text.toString()).times()).isEqualTo(expected);
        int year = expected.get(0).atZone(zone).getYear();
        assertThat(ReadLog.ofText(options.withYear(year), text.toString()).times())
                .isEqualTo(expected);
    }

    @Test
    void options_withoutYearAndNow_areRefused() {
        List<SecurityEvent> events = new ArrayList<>();
        assertThatThrownBy(() -> AuthLogReader.read(List.of(), AuthLogOptions.defaults(), events::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withYear")
                .hasMessageContaining("withNow");
    }

    @Test
    void options_refuseOddYears() {
        assertThatThrownBy(() -> AuthLogOptions.defaults().withYear(99))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("year must be between 1970 and 2199, but was 99");
        assertThatThrownBy(() -> AuthLogOptions.defaults().withYear(2200)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void options_copy() {
        Instant now = Instant.parse("2026-07-01T12:00:00Z");
        AuthLogOptions options = AuthLogOptions.defaults().withYear(2020).withNow(now);
        assertThat(options.year()).isNull();
        assertThat(options.now()).isEqualTo(now);
        assertThat(options.withYear(2021).year()).isEqualTo(2021);
        assertThat(options.zone()).isEqualTo(ZoneOffset.UTC);
        assertThat(options.withLimits(options.limits().withMaxRecordBytes(7))
                        .limits()
                        .maxRecordBytes())
                .isEqualTo(7);
    }
}
