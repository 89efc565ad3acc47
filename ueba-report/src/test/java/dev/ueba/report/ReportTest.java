package dev.ueba.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.evaluation.AttackLabel;
import dev.ueba.feature.FeatureRecord;
import dev.ueba.feature.FeatureTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportTest {

    /** A hundred quiet days of "quiet", then a loud one of "loud | one". */
    static ReportBuilder small() {
        List<FeatureRecord> records = new ArrayList<>();
        for (int day = 0; day < 100; day++) {
            records.add(new FeatureRecord("quiet", Samples.DAY.plusDays(day), values(0, 1 + day % 3, 0)));
        }
        records.add(new FeatureRecord("loud | one", Samples.DAY.plusDays(100), values(1, 312.567, 8.25)));
        double[] scores = new double[101];
        for (int row = 0; row < 100; row++) {
            scores[row] = 0.1 + row % 2 * 0.001;
        }
        scores[100] = -0.4123456;
        return Report.builder(FeatureTable.of(records), scores, -0.32);
    }

    private static Map<String, Double> values(double weekend, double clones, double deviation) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("is_weekend", weekend);
        values.put("git_clone", clones);
        values.put("zscore_git_clone", deviation);
        return values;
    }

    static String text(Report report, ReportFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.write(format, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void build_ofUnsortedRows_ranksByScoreThenNewestDay() {
        Report report = small().build();
        assertThat(report.table().actor(0)).isEqualTo("loud | one");
        assertThat(report.score(1)).isEqualTo(0.1);
        assertThat(report.table().day(1)).isEqualTo(Samples.DAY.plusDays(98));
        assertThat(report.table().day(2)).isEqualTo(Samples.DAY.plusDays(96));
        assertThat(report.anomalyCount()).isEqualTo(1);
        assertThat(report.toldCount()).isEqualTo(1);
    }

    @Test
    void of_results_hasTheirRowsAndScores() {
        var results = Samples.results(Samples.organisation(), -0.05);
        Report report = Report.of(results);
        assertThat(report.rowCount()).isEqualTo(results.rowCount());
        assertThat(report.anomalyCount()).isEqualTo(results.flagged().size()).isPositive();
        for (int row = 0; row < report.rowCount(); row++) {
            assertThat(report.score(row)).isEqualTo(results.all().get(row).anomalyScore());
            assertThat(report.table().actor(row))
                    .isEqualTo(results.all().get(row).actor());
        }
    }

    @Test
    void toldCount_withoutAnomaly_isTwenty() {
        Report report =
                Report.builder(small().build().table(), new double[101], -0.32).build();
        assertThat(report.anomalyCount()).isZero();
        assertThat(report.toldCount()).isEqualTo(20);
    }

    @Test
    void standingOut_pairsValuesWithTheirDeviations() {
        List<FeatureStanding> standings = small().build().standingOut(0);
        assertThat(standings).extracting(FeatureStanding::feature).containsExactly("git_clone", "is_weekend");
        FeatureStanding clones = standings.get(0);
        assertThat(clones.value()).isEqualTo(312.567);
        assertThat(clones.deviation()).isEqualTo(8.25);
        // 100 of 101 rows are smaller, one is equal: (100 + 101) / 101 * 50
        assertThat(clones.percentileRank()).isEqualTo(201 / 101.0 * 50.0);
        assertThat(small().build().standingOut(1)).isEmpty();
    }

    @Test
    void labels_ofTheRowsActorAndDay_areJoined() {
        Report report = small().labels(List.of(
                        new AttackLabel("loud | one", Samples.DAY.plusDays(100), "mass_clone"),
                        new AttackLabel("loud | one", Samples.DAY.plusDays(100), ""),
                        new AttackLabel("quiet", Samples.DAY.minusDays(1), "elsewhere")))
                .build();
        assertThat(report.label(0)).isEqualTo("mass_clone labelled");
        assertThat(report.label(1)).isEmpty();
    }

    @Test
    void identityAndReasons_areAskedByPositionInTheGivenTable() {
        Report report = small().identity("source", row -> "line " + row)
                .reasons(row -> List.of("reason " + row))
                .build();
        assertThat(report.identities().get(0).values().get(0)).isEqualTo("line 100");
        assertThat(report.reasons(0)).containsExactly("reason 100");
    }

    @Test
    void population_isWhatRanksAreAmong() {
        FeatureTable louder = FeatureTable.of(List.of(
                new FeatureRecord("x", Samples.DAY, values(0, 1000, 90)),
                new FeatureRecord("x", Samples.DAY.plusDays(1), values(0, 2000, 90))));
        assertThat(small().population(louder).build().standingOut(0))
                .extracting(FeatureStanding::feature)
                .containsExactly("is_weekend");
        FeatureTable other = FeatureTable.of(List.of(new FeatureRecord("x", Samples.DAY, Map.of("y", 1.0))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().population(other))
                .withMessageContaining("must have the columns of the report");
    }

    @Test
    void builder_ofBadScores_isRefused() {
        FeatureTable table = small().build().table();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Report.builder(table, new double[3], 0))
                .withMessage("there are 3 scores, but 101 rows");
        double[] scores = new double[101];
        scores[7] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Report.builder(table, scores, 0))
                .withMessageContaining("row 7");
        assertThatIllegalArgumentException().isThrownBy(() -> small().detailRows(1_001));
    }

    @ParameterizedTest
    @EnumSource
    void write_twice_givesTheSameBytes(ReportFormat format) throws IOException {
        String first = text(Samples.sample(-0.05).activity(Samples.activity()).build(), format);
        String second = text(Samples.sample(-0.05).activity(Samples.activity()).build(), format);
        assertThat(second).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void write_inAnotherLocale_givesTheSameBytes(ReportFormat format) throws IOException {
        String here = text(small().build(), format);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(text(small().build(), format)).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void write_withoutRows_works(ReportFormat format, @TempDir Path folder) throws IOException {
        FeatureTable none = small().build().table().selectRows(new int[0]);
        Path file = folder.resolve("report");
        Report.builder(none, new double[0], -0.32).build().write(format, file);
        assertThat(file).exists();
        if (format != ReportFormat.JSON_LINES) {
            assertThat(Files.readString(file)).isNotEmpty();
        }
    }
}
