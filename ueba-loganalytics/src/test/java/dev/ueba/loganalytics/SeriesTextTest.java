package dev.ueba.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTextTest {

    @Test
    void numbers_ofAList_areRead() {
        assertThat(SeriesText.numbers("[1,2.5, -3e-2 ]", 3)).containsExactly(1, 2.5, -0.03);
        assertThat(SeriesText.numbers("[]", 0)).isEmpty();
    }

    @Test
    void numbers_thatJsonDoesNotHave_areWords() {
        assertThat(SeriesText.numbers("[null,\"NaN\",NaN,\"Infinity\",-Infinity]", 5))
                .containsExactly(
                        Double.NaN, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "]",
                "1,2",
                "[1]",
                "[1,2,3]",
                "[1,]",
                "[,1]",
                "[1,,2]",
                "[1,x]",
                "[1,\"\"]",
                "[1,0x2]",
                "[1,2d]",
                "[[1],2]",
                "{\"a\":1}"
            })
    void numbers_ofAnythingElse_areRefused(String text) {
        assertThatThrownBy(() -> SeriesText.numbers(text, 2)).isInstanceOf(NumberFormatException.class);
    }
}
