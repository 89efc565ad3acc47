package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.feature.DayRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingProvenanceTest {

    private static final String HASH = "0123456789abcdef".repeat(4);

    private static TrainingProvenance provenance(long rows, long distinct, String hash) {
        return new TrainingProvenance("0.1.0", DayRange.of(Samples.FIRST), rows, distinct, hash);
    }

    @Test
    void new_withPossibleNumbers() {
        assertThat(provenance(1, 1, HASH).trainingDataHash()).isEqualTo(HASH);
        assertThat(provenance(Long.MAX_VALUE, 2, HASH).distinctRows()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 0", "5, 6", "-1, -1", "5, -5"})
    void new_withImpossibleCounts_isRefused(long rows, long distinct) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provenance(rows, distinct, HASH))
                .withMessage("expected 1 <= distinctRows <= trainingRows, but they are " + distinct + " and " + rows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF",
                "g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void new_withOtherThanAHash_isRefused(String hash) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provenance(1, 1, hash))
                .withMessageContaining("must be 64 hexadecimal digits");
    }
}
