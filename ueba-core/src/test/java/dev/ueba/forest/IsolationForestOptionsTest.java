package dev.ueba.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationForestOptionsTest {

    private static final IsolationForestOptions DEFAULTS = IsolationForestOptions.defaults();

    @Test
    void toString_ofDefaults_namesEverything() {
        assertThat(DEFAULTS)
                .hasToString("IsolationForestOptions[trees=100, samples=auto, features=1.0, bootstrap=false,"
                        + " contamination=auto, seed=0, constantTolerance=1.0E-7, noveltyGuard=false]");
        assertThat(DEFAULTS.withSamples(Amount.count(12)).toString()).contains("samples=12");
    }

    @Test
    void equals_ofEqualOptions_isTrue() {
        assertThat(DEFAULTS.withSamples(Amount.share(0.5)).withSeed(7))
                .isEqualTo(DEFAULTS.withSeed(7).withSamples(Amount.share(0.5)))
                .isNotEqualTo(DEFAULTS.withSeed(7).withSamples(Amount.count(1)));
        assertThat(DEFAULTS.withConstantTolerance(-0.0f)).isEqualTo(DEFAULTS.withConstantTolerance(0.0f));
    }

    @Test
    void sampleSize_followsScikitLearn() {
        assertThat(DEFAULTS.sampleSize(255)).isEqualTo(255);
        assertThat(DEFAULTS.sampleSize(1000)).isEqualTo(256);
        assertThat(DEFAULTS.withSamples(Amount.count(300)).sampleSize(100)).isEqualTo(100);
        // 0.29 * 100 is below 29 in double precision.
        assertThat(DEFAULTS.withSamples(Amount.share(0.29)).sampleSize(100)).isEqualTo(28);
        assertThat(DEFAULTS.withSamples(Amount.share(1.0)).sampleSize(100)).isEqualTo(100);
        assertThat(DEFAULTS.withSamples(Amount.count(1)).sampleSize(100)).isEqualTo(1);
        assertThatThrownBy(() -> DEFAULTS.withSamples(Amount.share(1.0)).sampleSize(1 << 30))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void featuresPerTree_followsScikitLearn() {
        assertThat(DEFAULTS.featuresPerTree(72)).isEqualTo(72);
        assertThat(DEFAULTS.withFeatures(Amount.share(0.3)).featuresPerTree(8)).isEqualTo(2);
        assertThat(DEFAULTS.withFeatures(Amount.share(0.001)).featuresPerTree(8))
                .isEqualTo(1);
        assertThat(DEFAULTS.withFeatures(Amount.count(8)).featuresPerTree(8)).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.1, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
    void share_outOfRange_isRefused(double value) {
        assertThatThrownBy(() -> Amount.share(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a share must be in (0, 1], but was " + value);
    }

    @Test
    void count_belowOne_isRefused() {
        assertThatThrownBy(() -> Amount.count(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a count must be >= 1, but was 0");
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatThrownBy(() -> DEFAULTS.withTrees(0)).hasMessage("trees must be >= 1, but was 0");
        assertThatThrownBy(() -> DEFAULTS.withFeatures(Amount.auto())).hasMessageContaining("features must be");
        assertThatThrownBy(() -> DEFAULTS.withContamination(Amount.share(0.51)))
                .hasMessage("contamination must be auto or a share in (0, 0.5], but was 0.51");
        assertThatThrownBy(() -> DEFAULTS.withContamination(Amount.count(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DEFAULTS.withSeed(-1)).hasMessage("seed must be in [0, 4294967295], but was -1");
        assertThatThrownBy(() -> DEFAULTS.withSeed(1L << 32)).isInstanceOf(IllegalArgumentException.class);
        assertThat(DEFAULTS.withSeed((1L << 32) - 1).seed()).isEqualTo(4294967295L);
        for (float value : new float[] {-1e-7f, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> DEFAULTS.withConstantTolerance(value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("constantTolerance must be finite and >= 0");
        }
    }
}
