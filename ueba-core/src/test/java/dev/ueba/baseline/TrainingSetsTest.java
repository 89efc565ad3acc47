package dev.ueba.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingSetsTest {

    private static final DeviationOptions OPTIONS = DeviationOptions.defaults();

    /** Twelve days from 2026-01-01, one of them without rows, the newest rows first. */
    private static FeatureTable twelveDays() {
        StringBuilder csv = new StringBuilder("actor,day,x\n");
        for (int day = 12; day >= 1; day--) {
            if (day != 7) {
                csv.append("a,2026-01-")
                        .append(day < 10 ? "0" : "")
                        .append(day)
                        .append(",")
                        .append(day)
                        .append("\n");
            }
        }
        return RandomTables.read(csv.toString());
    }

    // The first training day of the original: first + (int) (12 * share), the last day for negative shares.
    @ParameterizedTest
    @CsvSource({
        "0.5, 2026-01-07",
        "0.7, 2026-01-09",
        "0.99, 2026-01-12",
        "0.9999999999999999, 2026-01-12",
        "0.0834, 2026-01-02",
        "-1, 2026-01-12",
        "-0.001, 2026-01-12",
        "-Infinity, 2026-01-12"
    })
    void split_atShare_startsTrainingOnThatDay(double share, LocalDate start) {
        FeatureTable base = twelveDays();
        TrainingSplit split = TrainingSets.split(base, share, OPTIONS);
        assertThat(split.trainingStart()).isEqualTo(start).isEqualTo(TrainingSets.trainingStart(base, share));
        assertThat(split.history().schema()).isEqualTo(base.schema());
        assertThat(split.history().rowCount() + split.training().rowCount()).isEqualTo(11);
        assertThat(split.history().dayRange().orElseThrow().last()).isBefore(start);
        assertThat(split.training().dayRange().orElseThrow().from()).isAfterOrEqualTo(start);
        // The newest row stays first, as in the file.
        assertThat(split.training().day(0)).isEqualTo(LocalDate.of(2026, 1, 12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, 0.05, 0.083, 1e-300})
    void split_leavingNoDayToHistory_isRefused(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingSets.split(twelveDays(), share, OPTIONS))
                .withMessageContaining("history share of " + share)
                .withMessageContaining("12 days (2026-01-01 to 2026-01-12)")
                .withMessageContaining("no day of history");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.0, 2.0, Double.POSITIVE_INFINITY, Double.NaN})
    void split_leavingNoDayToTraining_isRefused(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingSets.split(twelveDays(), share, OPTIONS))
                .withMessage("the history share must be below 1 to leave days for training, but was " + share);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.99, -1.0})
    void split_ofOneDay_isRefused(double share) {
        FeatureTable base = RandomTables.read("actor,day,x\na,2026-01-01,1\nb,2026-01-01,2\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingSets.split(base, share, OPTIONS))
                .withMessageContaining("of 1 days (2026-01-01 to 2026-01-01)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.7, 0.99, -1.0})
    void split_ofTwoDays_trainsOnTheSecond(double share) {
        FeatureTable base = RandomTables.read("actor,day,x\na,2026-01-01,1\na,2026-01-02,2\n");
        TrainingSplit split = TrainingSets.split(base, share, OPTIONS);
        assertThat(split.trainingStart()).isEqualTo(LocalDate.of(2026, 1, 2));
        assertThat(split.history().rowCount()).isEqualTo(1);
        assertThat(split.training().rowCount()).isEqualTo(1);
    }

    @Test
    void split_ofEmptyTable_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingSets.split(RandomTables.read("actor,day,x\n"), 0.5, OPTIONS))
                .withMessage("the table has no rows; a training set needs some");
    }

    @Test
    void enrich_ofRangeWithoutEnd_takesAllLaterRows() {
        FeatureTable base = twelveDays();
        DayRange open = new DayRange(LocalDate.of(2026, 1, 10), LocalDate.MAX);
        assertThat(TrainingSets.enrich(base, open, OPTIONS).rowCount()).isEqualTo(3);
        DayRange everything = new DayRange(LocalDate.MIN, LocalDate.MAX);
        Tables.assertSameBits(
                TrainingSets.enrich(base, everything, OPTIONS),
                TrainingSets.enrich(base, base.dayRange().orElseThrow(), OPTIONS));
    }

    @Test
    void enrich_ofRangeWithoutRows_givesNone() {
        FeatureTable base = twelveDays();
        FeatureTable none = TrainingSets.enrich(base, DayRange.of(LocalDate.of(2026, 1, 7)), OPTIONS);
        assertThat(none.rowCount()).isZero();
        assertThat(none.schema().features()).containsExactly("x", "zscore_actor", "zscore_day", "zscore_x");
        DayRange longAgo = new DayRange(LocalDate.MIN, LocalDate.MIN.plusDays(1));
        assertThat(TrainingSets.enrich(base, longAgo, OPTIONS).rowCount()).isZero();
    }

    @Test
    void enrich_withOptionsOfTheOtherAlgorithm_isRefused() {
        FeatureTable base = twelveDays();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> TrainingSets.enrich(base, base.dayRange().orElseThrow(), DeviationOptions.secDev2025()))
                .withMessageContaining("use enrichWholePeriod");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingSets.enrichWholePeriod(base, OPTIONS))
                .withMessageContaining("use enrich with a range of days");
    }

    @Test
    void secDev2025_withRollingOnlyOptions_isRefused() {
        DeviationOptions options = DeviationOptions.secDev2025();
        assertThatIllegalArgumentException().isThrownBy(() -> options.withCompositeMax(true));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withKeepNegativeZScores(true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withModifiedZScores(true))
                .withMessageContaining("SECDEV_2025 knows only z-scores");
        assertThat(options.withZScores(false).zScores()).isFalse();
    }
}
