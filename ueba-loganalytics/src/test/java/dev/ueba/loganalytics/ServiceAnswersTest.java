package dev.ueba.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small pieces of answers: errors, Retry-After. */
class ServiceAnswersTest {

    private static String error(String json) {
        return ServiceError.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void error_ofManyLevels_isReadFromOutsideIn() {
        assertThat(
                        error(
                                """
                        {"tables":[{"error":{"message":"not this"}}],"error":{"details":[{"code":7,"message":"c"},{"message":"d"}],
                        "innererror":{"message":"b","code":"B"},"code":"A","message":"a","other":{"message":"x"}}}"""))
                .isEqualTo("a (A); c (7); d; b (B)");
    }

    @Test
    void error_ofTheSameTwice_isToldOnce() {
        assertThat(error("{\"error\":{\"message\":\"a\",\"innererror\":{\"message\":\"a\"}}}"))
                .isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "null",
                "<html>",
                "{\"error\":null}",
                "{\"error\":[]}",
                "{\"error\":{\"message\":[1]}}"
            })
    void error_ofNone_isNull(String json) {
        assertThat(error(json)).isNull();
    }

    @Test
    void error_ofHostileNesting_ends() {
        String deep = "{\"innererror\":".repeat(100_000);
        assertThat(error("{\"error\":{\"message\":\"a\",\"innererror\":" + deep))
                .isNull();
        assertThat(error("{\"error\":" + "{\"innererror\":".repeat(500) + "{\"message\":\"deep\"}" + "}".repeat(500)
                        + "}"))
                .isNull();
        assertThat(error("{\"error\":{\"details\":[" + "{\"message\":\"m\"},".repeat(10_000) + "{}]}}"))
                .isEqualTo("m");
    }

    @ParameterizedTest
    @CsvSource({
        "'17', , 17",
        "' 0 ', , 0",
        "'Wed, 21 Oct 2026 07:28:00 GMT', 'Wed, 21 Oct 2026 07:27:30 GMT', 30",
        "'Wed, 21 Oct 2026 07:28:00 GMT', 'Wed, 21 Oct 2026 08:27:30 GMT', 0",
        "'99999999999999999999', , 31536000"
    })
    void retryAfter_isSecondsOrADate(String value, String date, long seconds) {
        assertThat(KeptAnswer.retryAfter(value, date)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "Wed, 21 Oct 2026 07:28:00 GMT"})
    void retryAfter_ofWhatIsNotUnderstood_isNull(String value) {
        assertThat(KeptAnswer.retryAfter(value, null)).isNull();
    }

    @Test
    void backOff_growsToAMinute() {
        assertThat(PatientQueries.backOff(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(PatientQueries.backOff(6)).isEqualTo(Duration.ofSeconds(32));
        assertThat(PatientQueries.backOff(7)).isEqualTo(Duration.ofMinutes(1));
        assertThat(PatientQueries.backOff(1000)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void durations_areReadable() {
        assertThat(Durations.text(Duration.ofMillis(250))).isEqualTo("250 ms");
        assertThat(Durations.text(Duration.ofSeconds(5))).isEqualTo("5 s");
        assertThat(Durations.text(Duration.ofSeconds(90))).isEqualTo("90 s");
        assertThat(Durations.text(Duration.ofHours(1))).isEqualTo("60 min");
        assertThat(Durations.text(Duration.ofSeconds(61))).isEqualTo("61 s");
    }
}
