package dev.ueba.logs.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventTimesTest {

    private static long text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return EventTimes.ofText(bytes, 0, bytes.length);
    }

    private static long number(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return EventTimes.ofNumber(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2023-01-31 18:58:27.638          | 2023-01-31T18:58:27.638Z",
                "2023-01-31T18:58:27.638Z         | 2023-01-31T18:58:27.638Z",
                "2023-10-18 18:20:52.209000000    | 2023-10-18T18:20:52.209Z",
                "2024-12-17 00:00:00000000        | 2024-12-17T00:00:00Z",
                "2023-01-31T18:58:27+02:00        | 2023-01-31T16:58:27Z",
                "2023-01-31T18:58:27.1-0730       | 2023-02-01T02:28:27.100Z",
                "2023-01-31T18:58:27+01           | 2023-01-31T17:58:27Z",
                "2023-01-31 18:58:27 UTC          | 2023-01-31T18:58:27Z",
                "2023-01-31T18:58Z                | 2023-01-31T18:58:00Z",
                "2023-01-31T18:58                 | 2023-01-31T18:58:00Z",
                "2016-12-31T23:59:60Z             | 2016-12-31T23:59:59Z",
                "2024-02-29t23:59:59,9z           | 2024-02-29T23:59:59.900Z",
                "1675191507638                    | 2023-01-31T18:58:27.638Z",
                "1675191507638.0                  | 2023-01-31T18:58:27.638Z",
                "1675191507                       | 2023-01-31T18:58:27Z"
            })
    void ofText_readsWhatShippersWrite(String text, String instant) {
        assertThat(text(text)).isEqualTo(Instant.parse(instant).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "2023-01-31",
                "2023-02-29T10:00:00Z",
                "2023-01-31T24:00:00Z",
                "2023-01-31T10:60:00Z",
                "2023-01-31T10:00:61Z",
                "2023-01-31T10:00:00Europe/Berlin",
                "2023-01-31T10:00:00+1",
                "2023-01-31T10:00:00+99:00",
                "2023-01-31T10:00:",
                "1850-01-31T10:00:00Z",
                "9999-12-31T10:00:00Z",
                "1.2.3",
                "-5"
            })
    void ofText_ofAnythingElse_isNone(String text) {
        assertThat(text(text)).isEqualTo(EventTimes.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "1621305118553, 1621305118553",
        "1621305118553.0, 1621305118553",
        "1621305118553.9, 1621305118553",
        "1.621305118553e12, 1621305118553",
        "1621305118, 1621305118000",
        "1621305118.5, 1621305118500"
    })
    void ofNumber_readsMillisecondsAndSeconds(String text, long millis) {
        assertThat(number(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1621305118553", "1e400", "-1e400", "12", "99999999999999999999", "253402300799000"})
    void ofNumber_outsideOfTheYears2000To2199_isNone(String text) {
        assertThat(number(text)).isEqualTo(EventTimes.NONE);
    }
}
