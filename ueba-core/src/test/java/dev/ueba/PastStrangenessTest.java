package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.feature.FeatureRecord;
import dev.ueba.feature.FeatureTable;
import dev.ueba.novelty.NoveltyModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That much at once is stranger than each of it alone. */
final class PastStrangenessTest {

    private static final int ACTORS = 40;
    private static final int DAYS = 60;
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    /** Each count is sometimes very high on its own, so that its own height says little. */
    private static List<FeatureRecord> history(SplittableRandom random) {
        List<FeatureRecord> rows = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            for (int actor = 0; actor < ACTORS; actor++) {
                double[] counts = {random.nextInt(4), random.nextInt(4), random.nextInt(4)};
                if (random.nextInt(12) == 0) {
                    counts[random.nextInt(3)] += 40;
                }
                rows.add(row(actor, day, counts));
            }
        }
        return rows;
    }

    private static FeatureRecord row(int actor, int day, double[] counts) {
        return new FeatureRecord(
                "actor-" + actor,
                FIRST.plusDays(day),
                Map.of("clones", counts[0], "addresses", counts[1], "repositories", counts[2]));
    }

    private static RiskAssessment last(List<FeatureRecord> history, double[] counts, ImprovedOptions options) {
        List<FeatureRecord> rows = new ArrayList<>(history);
        rows.add(row(0, DAYS, counts));
        FeatureTable table = FeatureTable.of(rows);
        RiskState state = RiskState.empty(table.schema(), options);
        RiskDay day = new RiskDay(List.of(), List.of());
        for (FeatureTable each : NoveltyModel.days(table)) {
            day = state.next(each, new double[0]);
        }
        return day.assessments().get(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void risk_ofThreeHighCountsAtOnce_isMoreThanThatOfEach(long seed) {
        List<FeatureRecord> history = history(new SplittableRandom(seed));
        ImprovedOptions options = ImprovedOptions.defaults();
        RiskAssessment all = last(history, new double[] {30, 30, 30}, options);
        for (int high = 0; high < 3; high++) {
            double[] counts = {1, 1, 1};
            counts[high] = 30;
            RiskAssessment one = last(history, counts, options);
            assertThat(all.togetherBits()).isGreaterThan(one.togetherBits() + 0.5);
            assertThat(all.risk()).isGreaterThan(one.risk());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void togetherBits_withoutNovelty_isNothing(long seed) {
        List<FeatureRecord> history = history(new SplittableRandom(seed));
        ImprovedOptions forestOnly = ImprovedOptions.defaults().withParts(false, true);
        assertThat(last(history, new double[] {30, 30, 30}, forestOnly).togetherBits())
                .isZero();
    }
}
