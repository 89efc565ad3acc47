package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.ueba.baseline.DeviationOptions;
import dev.ueba.forest.Amount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorOptionsTest {

    @Test
    void defaults_areThePublishedOnes() {
        DetectorOptions options = DetectorOptions.defaults();
        assertThat(options.cutoff()).isEqualTo(-0.32);
        assertThat(options.anomalyThreshold()).isEqualTo(-0.32);
        assertThat(options.forest().trees()).isEqualTo(100);
        assertThat(options.forest().samples()).isEqualTo(Amount.auto());
        assertThat(options.forest().contamination()).isEqualTo(Amount.share(0.1));
        assertThat(options.forest().seed()).isZero();
        assertThat(options.deviations()).isEqualTo(DeviationOptions.defaults());
    }

    @Test
    void secDev2025_flagsBelowZero() {
        DetectorOptions options = DetectorOptions.secDev2025();
        assertThat(options.cutoff()).isEqualTo(-0.32);
        assertThat(options.anomalyThreshold()).isZero();
        assertThat(options.deviations()).isEqualTo(DeviationOptions.secDev2025());
        DetectorOptions globalOnly = DetectorOptions.secDev2025GlobalOnly();
        assertThat(globalOnly.cutoff()).isEqualTo(-0.38);
        assertThat(globalOnly.anomalyThreshold()).isZero();
        assertThat(globalOnly.deviations().zScores()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void withCutoff_ofNoNumber_isRefused(double cutoff) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectorOptions.defaults().withCutoff(cutoff))
                .withMessage("the cutoff must be a finite number, but was " + cutoff);
    }

    @Test
    void with_changesOneThing() {
        DetectorOptions options = DetectorOptions.defaults();
        assertThat(options.withCutoff(-0.32)).isEqualTo(options);
        assertThat(options.withCutoff(0.5).cutoff()).isEqualTo(0.5);
        assertThat(options.withDeviations(DeviationOptions.secDev2025()).forest())
                .isEqualTo(options.forest());
        assertThat(options.withForest(options.forest().withTrees(3)).forest().trees())
                .isEqualTo(3);
        assertThatNullPointerException()
                .isThrownBy(() -> options.withForest(null))
                .withMessage("forest");
        assertThatNullPointerException()
                .isThrownBy(() -> options.withDeviations(null))
                .withMessage("deviations");
    }
}
