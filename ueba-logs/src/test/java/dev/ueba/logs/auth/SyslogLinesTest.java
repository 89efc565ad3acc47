package dev.ueba.logs.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.event.SecurityEvent;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before the message. */
final class SyslogLinesTest {

    private static final String MESSAGE = "Failed password for root from 192.0.2.7 port 22 ssh2";
    private static final String UNDERSTOOD = "event=failed user=root ip=192.0.2.7 method=password";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            Feb 12 14:10:21 | 2026-02-12T14:10:21Z
            Nov 2 14:10:21 | 2026-11-02T14:10:21Z
            Jun  8 14:10:21 | 2026-06-08T14:10:21Z
            Aug 03 14:10:21 | 2026-08-03T14:10:21Z
            DEC 31 23:59:60 | 2026-12-31T23:59:59Z
            Mar 23 23:01:18.123 | 2026-03-23T23:01:18.123Z
            Feb 12 2005 14:10:21 | 2005-02-12T14:10:21Z
            Feb 29 2004 14:10:21 | 2004-02-29T14:10:21Z
            <38>Feb 12 14:10:21 | 2026-02-12T14:10:21Z
            Feb 12 14:10:21 <auth.info> | 2026-02-12T14:10:21Z
            2023-11-14T00:20:42.738197+01:00 | 2023-11-13T23:20:42.738197Z
            2023-11-14T00:20:42+0130 | 2023-11-13T22:50:42Z
            2023-11-14T00:20:42-07 | 2023-11-14T07:20:42Z
            2023-11-14T00:20:42Z | 2023-11-14T00:20:42Z
            2023-11-14t00:20:42z | 2023-11-14T00:20:42Z
            2023-11-14T00:20:42 | 2023-11-14T00:20:42Z
            2023-11-14 00:20:42,5 | 2023-11-14T00:20:42.500Z
            2023-11-14 00:20:42.123456-0700 | 2023-11-14T07:20:42.123456Z
            2023-11-14 00:20:42 +0100 | 2023-11-13T23:20:42Z
            2023-11-14T00:20:42.1234567891234Z | 2023-11-14T00:20:42.123456789Z
            <14>2021-03-06T04:07:33Z | 2021-03-06T04:07:33Z
            """)
    void time_ofEachForm(String prefix, String time) {
        SecurityEvent event = ReadLog.event(prefix + " host sshd[7]: " + MESSAGE);
        assertThat(event.time()).isEqualTo(Instant.parse(time));
        assertThat(event.textOrNull("host")).isEqualTo("host");
        assertThat(ReadLog.text(event)).isEqualTo(UNDERSTOOD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            host sshd[7]: | host | sshd
            host sshd: | host | sshd
            host  sshd[7]: | host | sshd
            host sshd[7] <Info>: | host | sshd
            sshd[7]: | - | sshd
            sshd: | - | sshd
            2001:db8::1 sshd[7]: | 2001:db8::1 | sshd
            host.example.org/relay sshd[7]: | host.example.org/relay | sshd
            host sshd(pam_unix)[7]: | host | sshd
            """)
    void hostAndProcess_ofEachForm(String words, String host, String process) {
        SecurityEvent event = ReadLog.event("Feb 12 14:10:21 " + words + " " + MESSAGE);
        assertThat(ReadLog.fullText(event))
                .isEqualTo("1 2026-02-12T14:10:21Z " + host + " " + process + " " + UNDERSTOOD);
    }

    @Test
    void severityInsteadOfTheHost_isNoHost() {
        assertThat(ReadLog.fullText(ReadLog.event("2016-10-25T12:37:23-07:00 INFO sshd[7]: " + MESSAGE)))
                .isEqualTo("1 2016-10-25T19:37:23Z - sshd " + UNDERSTOOD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            Feb 12 14:10:21 | - -
            Feb 12 14:10:21 host | host -
            Feb 12 14:10:21 host sshd[7]: | host sshd
            Feb 12 14:10:21: text | - -
            Feb 12 14:10:21 host Job `cron.daily' terminated | host -
            Feb 12 14:10:21 host -- root[7]: ROOT LOGIN ON tty2 | host -
            Feb 12 14:10:21 host []: x | host []
            Feb 12 14:10:21 host : x | host -
            """)
    void oddLines_areOther(String line, String hostAndProcess) {
        assertThat(ReadLog.fullText(ReadLog.event(line)))
                .isEqualTo("1 2026-02-12T14:10:21Z " + hostAndProcess + " event=other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            <38>1 2021-03-06T04:07:38Z h sshd 7 - - | h sshd
            <38>1 2021-03-06T04:07:38Z h sshd 7 - -  | h sshd
            <38>1 2021-03-06T04:07:38Z - sshd - - - | - sshd
            <38>1 2021-03-06T04:07:38Z h sshd 7 ID47 [a b="c"] | h sshd
            <38>1 2021-03-06T04:07:38Z h sshd 7 - [a b="]\\" x"][c d="\\\\"] | h sshd
            <38>1 2021-03-06T04:07:38Z h sshd 7 - [a] | h sshd
            1 2021-03-06T04:07:38Z h sshd 7 - - | h sshd
            """)
    void protocolLines_ofRfc5424(String head, String hostAndProcess) {
        assertThat(ReadLog.fullText(ReadLog.event(head + " " + MESSAGE)))
                .isEqualTo("1 2021-03-06T04:07:38Z " + hostAndProcess + " " + UNDERSTOOD);
        assertThat(ReadLog.text(ReadLog.event(head + " \ufeff" + MESSAGE))).isEqualTo(UNDERSTOOD);
    }

    @Test
    void protocolLines_withoutMessageOrProgram_areOther() {
        assertThat(ReadLog.text(ReadLog.event("<38>1 2021-03-06T04:07:38Z h sshd 7 - -")))
                .isEqualTo("event=other");
        assertThat(ReadLog.text(ReadLog.event("<38>1 2021-03-06T04:07:38Z h - - - - " + MESSAGE)))
                .isEqualTo("event=other");
        assertThat(ReadLog.text(ReadLog.event("<38>1 2021-03-06T04:07:38Z"))).isEqualTo("event=other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MMM 22 07:54:32 host anacron[7]: x",
                "\tcontinued",
                "with another line",
                "Feb 30 14:10:21 host a: x",
                "Feb 0 14:10:21 host a: x",
                "Feb 123 14:10:21 host a: x",
                "Feb 12 24:10:21 host a: x",
                "Feb 12 14:60:21 host a: x",
                "Feb 12 14:10:61 host a: x",
                "Feb 12 14:10:2 host a: x",
                "Feb 12 14.10.21 host a: x",
                "Feb 12 14:10:211 host a: x",
                "Feb 12",
                "2023-13-14T00:20:42Z h a: x",
                "2023-02-30T00:20:42Z h a: x",
                "2023-11-14T00:20Z h a: x",
                "2023-11-14T00:20:42+99:00 h a: x",
                "2023-11-14T00:20:42x h a: x",
                "<>Feb 12 14:10:21 h a: x",
                "<1234>Feb 12 14:10:21 h a: x",
                "<38",
                "<38>",
                "<38>1 Feb 12 14:10:21 h a - - - x",
                "{\"MESSAGE\":\"Failed password\",\"__REALTIME_TIMESTAMP\":\"1700000000000000\"}",
                "type=USER_LOGIN msg=audit(1700000000.1:2): pid=7"
            })
    void whatIsNoSyslog_isUnreadable(String line) {
        ReadLog read = ReadLog.ofText(ReadLog.IN_2026, line + "\n");
        assertThat(read.events()).isEmpty();
        assertThat(read.reasons()).containsExactly("this is not a syslog line");
        assertThat(read.counts().firstUnreadable().get(0).place().line()).isEqualTo(1);
    }

    @Test
    void otherProblems_areNamed() {
        assertThat(ReadLog.ofText(ReadLog.IN_2026, "<38>1 - h sshd 7 - - x").reasons())
                .containsExactly("the line has no time");
        assertThat(ReadLog.ofText(ReadLog.IN_2026, "<38>1 2021-03-06T04:07:38Z h sshd 7 - [a b=\"] x")
                        .reasons())
                .containsExactly("the structured data of the line do not end");
        assertThat(ReadLog.ofText(ReadLog.IN_2026, "1969-03-06T04:07:38Z h sshd: x")
                        .reasons())
                .containsExactly("the year is not between 1970 and 2199");
        assertThat(ReadLog.ofText(ReadLog.IN_2026, "Feb 29 00:00:00 h sshd: x").reasons())
                .containsExactly("there is no 29 February in 2026");
        assertThat(ReadLog.ofText(ReadLog.IN_2026, "2023-02-29T00:00:00Z h sshd: x")
                        .reasons())
                .containsExactly("there is no 29 February in 2023");
    }

    @Test
    void linesOfWindowsAndBlankLinesAndATornEnd() {
        String line = "Feb 12 14:10:21 host sshd[7]: " + MESSAGE;
        ReadLog read = ReadLog.ofText(ReadLog.IN_2026, "\ufeff" + line + "\r\n\r\n \t\n" + line + " \r\n" + line);
        assertThat(read.events()).extracting(ReadLog::text).containsOnly(UNDERSTOOD);
        assertThat(read.events()).extracting(event -> event.source().position()).containsExactly(1L, 4L, 5L);
        assertThat(read.counts().records()).isEqualTo(3);
    }

    @Test
    void clockChange_followsJavaTime() {
        AuthLogOptions berlin = ReadLog.IN_2026.withZone(ZoneId.of("Europe/Berlin"));
        // 29 March 2026, 02:00 to 03:00 is left out; 25 October, 02:00 to 03:00 comes twice.
        ReadLog read = ReadLog.ofText(
                berlin,
                "Mar 29 02:30:00 h a: x\nMar 29 03:30:00 h a: x\nOct 25 02:30:00 h a: x\n2026-10-25 02:30:00 h a: x");
        assertThat(read.times())
                .isEqualTo(List.of(
                        Instant.parse("2026-03-29T01:30:00Z"),
                        Instant.parse("2026-03-29T01:30:00Z"),
                        Instant.parse("2026-10-25T00:30:00Z"),
                        Instant.parse("2026-10-25T00:30:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "+05:45", "America/New_York", "Australia/Lord_Howe"})
    void anyTime_isWhatJavaTimeSays(String zone) {
        SplittableRandom random = new SplittableRandom(zone.hashCode());
        DateTimeFormatter iso = DateTimeFormatter.ISO_LOCAL_DATE_TIME;
        DateTimeFormatter traditional = DateTimeFormatter.ofPattern("MMM ppd yyyy HH:mm:ss", Locale.ROOT);
        ZoneId id = ZoneId.of(zone);
        StringBuilder text = new StringBuilder();
        List<Instant> expected = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(random.nextLong(7_258_000_000L), 0, ZoneOffset.UTC);
            text.append(local.format(random.nextBoolean() ? iso : traditional)).append(" h a: x\n");
            expected.add(local.atZone(id).toInstant());
        }
        assertThat(ReadLog.ofText(ReadLog.IN_2026.withZone(id), text.toString()).times())
                .isEqualTo(expected);
    }
}
