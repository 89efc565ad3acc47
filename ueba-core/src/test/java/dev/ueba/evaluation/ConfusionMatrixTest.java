package dev.ueba.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    @Test
    void of_countsTheFourKinds() {
        // y_true = [1, 0, 1, 1, 0, 0], y_pred = [1, 1, 0, 1, 0, 0]; scikit-learn: precision 2/3, recall 2/3, F1 2/3
        ConfusionMatrix matrix = ConfusionMatrix.of(
                new boolean[] {true, true, false, true, false, false},
                new boolean[] {true, false, true, true, false, false});
        assertThat(matrix).isEqualTo(new ConfusionMatrix(2, 1, 1, 2));
        assertThat(matrix.precision()).isEqualTo(2.0 / 3);
        assertThat(matrix.recall()).isEqualTo(2.0 / 3);
        assertThat(matrix.f1()).isEqualTo(2.0 / 3, within(1e-15));
        assertThat(matrix.falsePositiveRate()).isEqualTo(1.0 / 3);
        assertThat(matrix.rowCount()).isEqualTo(6);
    }

    @Test
    void shares_ofUnequalCounts_byHand() {
        ConfusionMatrix matrix = new ConfusionMatrix(6, 5, 4, 495);
        assertThat(matrix.precision()).isEqualTo(6.0 / 11);
        assertThat(matrix.recall()).isEqualTo(0.6);
        assertThat(matrix.f1()).isEqualTo(12.0 / 21);
    }

    @Test
    void shares_ofNothing_areZero() {
        ConfusionMatrix nothing = ConfusionMatrix.of(new boolean[0], new boolean[0]);
        assertThat(nothing.precision()).isZero();
        assertThat(nothing.recall()).isZero();
        assertThat(nothing.f1()).isZero();
        assertThat(nothing.falsePositiveRate()).isZero();
        ConfusionMatrix noneFlagged = ConfusionMatrix.of(new boolean[2], new boolean[] {true, false});
        assertThat(noneFlagged.precision()).isZero();
        assertThat(noneFlagged.f1()).isZero();
    }

    @Test
    void of_mistakes_areRefused() {
        assertThatThrownBy(() -> ConfusionMatrix.of(new boolean[1], new boolean[2]))
                .hasMessage("there are 1 flags, but 2 labels");
        assertThatThrownBy(() -> new ConfusionMatrix(0, 0, -1, 0)).hasMessageContaining(">= 0");
    }
}
