package dev.ueba.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonTest {

    private static final FeaturePast NOTHING = new FeaturePast(0, Double.NaN, Double.NaN, Optional.empty());

    private static Reason reason(String feature, double value, double share, FeaturePast past, double rank) {
        boolean first = value != 0 && past.lastSeen().isEmpty();
        return new Reason(
                feature,
                value,
                3.0 * share,
                share,
                past,
                rank,
                first,
                OptionalDouble.empty(),
                AttackTechniques.forGitHubAudit().of(feature));
    }

    @Test
    void text_ofUsualFeature_comparesWithThePast() {
        FeaturePast past = new FeaturePast(40, 3.2, 9, Optional.of(LocalDate.of(2026, 1, 2)));
        Reason clones = reason("git_clone", 120, 0.456, past, 99.987);

        assertThat(clones.brief()).isEqualTo("git_clone=120 (usual 3.2, max 9; 99.9th percentile) T1213.003");
        assertThat(clones.text())
                .isEqualTo(
                        "git_clone is 120, usually 3.2 and at most 9 on 40 earlier days (99.9th percentile); 46 % of what"
                                + " shortens the path; ATT&CK v19: T1213.003 Data from Information Repositories: Code"
                                + " Repositories.");
        assertThat(clones.expected()).isEqualTo(3.2);
    }

    @Test
    void text_ofRareFeature_saysWhenItWasLastSeen() {
        FeaturePast past = new FeaturePast(1, 0.5, 1, Optional.of(LocalDate.of(2026, 1, 2)));

        assertThat(reason("x", 2.5, 1, past, Double.NaN).text())
                .isEqualTo("x is 2.5, usually 0.5 and at most 1 on 1 earlier day, last on 2026-01-02; 100 % of what"
                        + " shortens the path.");
        assertThat(reason("x", 2.5, 1, past, Double.NaN).brief()).isEqualTo("x=2.5 (usual 0.5, max 1)");
    }

    @Test
    void text_withoutPastOrFirstTime_saysSo() {
        FeaturePast zeros = new FeaturePast(7, 0, 0, Optional.empty());

        assertThat(reason("x", 1, 1, NOTHING, 50).brief()).isEqualTo("x=1 (no earlier day; 50.0th percentile)");
        assertThat(reason("x", 1, 1, zeros, 92.3).brief())
                .isEqualTo("x=1 (never in 7 earlier days; 92.3rd percentile)");
        assertThat(reason("x", 0, 1, zeros, 92.1).brief()).isEqualTo("x=0 (as in 7 earlier days; 92.1st percentile)");
        assertThat(reason("x", 1, 1, NOTHING, 50).text())
                .startsWith("x is 1 without any earlier day to compare with (");
    }

    @Test
    void text_ofColumnThatIsNoBaseFeature_saysNothingOfThePast() {
        FeaturePast other = new FeaturePast(7, Double.NaN, Double.NaN, Optional.empty());

        assertThat(reason("zscore_composite_max", 0, 1, other, Double.NaN).brief())
                .isEqualTo("zscore_composite_max=0");
        assertThat(reason("zscore_composite_max", 0, 1, other, 10).text())
                .isEqualTo("zscore_composite_max is 0 (10.0th percentile); 100 % of what shortens the path.");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "3.2499,3.2",
        "0.1702,0.17",
        "12.34,12.3",
        "123.6,124",
        "-4,-4",
        "0.00001234,0.000012",
        "1e-7,1E-7",
        "40,40"
    })
    void rounded_keepsTheDigitsThatMatter(double value, String expected) {
        assertThat(ReasonNumbers.rounded(value)).isEqualTo(expected);
    }

    @Test
    void mainReasons_areAtMostFiveAndNoneBelowFivePercent() {
        Attribution attribution = new Attribution(10, 7, new double[] {3});
        List<Reason> equal = IntStream.range(0, 7)
                .mapToObj(i -> reason("f" + i, 1, 1.0 / 7, NOTHING, 50))
                .toList();
        List<Reason> oneLarge = List.of(reason("a", 1, 0.9, NOTHING, 50), reason("b", 1, 0.04, NOTHING, 50));

        assertThat(new Explanation(-0.1, false, attribution, equal).mainReasons())
                .hasSize(5);
        assertThat(new Explanation(-0.1, true, attribution, oneLarge).mainReasons())
                .hasSize(1);
        assertThat(new Explanation(-0.1, true, attribution, oneLarge).summary())
                .isEqualTo(
                        "Flagged: the average path is 7 edges instead of 10, mostly because of a (90 % of what shortens it).");
        assertThat(new Explanation(0.2, false, attribution, List.of()).brief()).isEmpty();
        assertThat(new Explanation(0.2, false, attribution, List.of()).summary())
                .isEqualTo("Nothing shortens the path of this row.");
    }
}
