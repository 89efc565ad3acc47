package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.feature.FeatureTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomalyResultsTest {

    private static final FeatureTable TABLE = Samples.read(
            """
            actor,day,x
            a,2026-01-01,1
            b,2026-01-02,2
            c,2026-01-01,3
            "=d,""1\""",2026-01-02,4
            ,2026-01-03,5
            """);
    private static final AnomalyResults RESULTS =
            AnomalyResults.of(TABLE, new double[] {-0.1, 0.25, -0.1, -0.1, -0.32}, -0.1);

    @TempDir
    private Path folder;

    private static String csv(AnomalyResults results, boolean neutraliseFormulas) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        results.writeCsv(out, neutraliseFormulas);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void all_isByScoreThenNewestDayThenFileOrder() {
        assertThat(RESULTS.all()).extracting(Anomaly::actor).containsExactly("", "=d,\"1\"", "a", "c", "b");
        assertThat(RESULTS.all()).extracting(Anomaly::row).containsExactly(0, 1, 2, 3, 4);
        assertThat(RESULTS.table().column(0)).containsExactly(5, 4, 1, 3, 2);
        assertThat(RESULTS.rowCount()).isEqualTo(5);
        assertThat(RESULTS.all().get(2)).isEqualTo(new Anomaly("a", Samples.FIRST, -0.1, false, 2));
    }

    @Test
    void flagged_isStrictlyBelowTheThreshold() {
        assertThat(RESULTS.flagged()).containsExactly(new Anomaly("", Samples.FIRST.plusDays(2), -0.32, true, 0));
        assertThat(RESULTS.anomalyThreshold()).isEqualTo(-0.1);
        double justAbove = Math.nextUp(-0.1);
        assertThat(AnomalyResults.of(TABLE, new double[] {-0.1, 0.25, -0.1, -0.1, -0.32}, justAbove)
                        .flagged())
                .hasSize(4);
        assertThat(AnomalyResults.of(TABLE, new double[5], 1.0).flagged()).hasSize(5);
        assertThat(AnomalyResults.of(TABLE, new double[5], 0.0).flagged()).isEmpty();
    }

    @Test
    void top_givesAsManyAsThereAre() {
        assertThat(RESULTS.top(0)).isEmpty();
        assertThat(RESULTS.top(2)).isEqualTo(RESULTS.all().subList(0, 2));
        assertThat(RESULTS.top(Integer.MAX_VALUE)).isEqualTo(RESULTS.all());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RESULTS.top(-1))
                .withMessage("the number of rows must be >= 0, but was -1");
    }

    @Test
    void views_cannotBeChangedAndCheckTheirIndex() {
        for (List<Anomaly> view : List.of(RESULTS.all(), RESULTS.flagged(), RESULTS.top(3))) {
            assertThat(view).isInstanceOf(RandomAccess.class);
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> view.set(0, RESULTS.all().get(1)));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> view.remove(0));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(view::clear);
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> view.get(-1));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> view.get(view.size()));
        }
    }

    @Test
    void writeCsv_looksLikeTheOriginal() throws IOException {
        assertThat(csv(RESULTS, false))
                .isEqualTo(
                        """
                        actor,day,x,anomaly_score,is_anomaly
                        ,2026-01-03,5,-0.32,True
                        "=d,""1\""",2026-01-02,4,-0.1,False
                        a,2026-01-01,1,-0.1,False
                        c,2026-01-01,3,-0.1,False
                        b,2026-01-02,2,0.25,False
                        """);
    }

    @Test
    void writeCsv_neutralisingFormulas_changesOnlyTexts() throws IOException {
        Map<String, String> emails = Map.of("a", "@evil");
        String neutral = csv(RESULTS.withEmails(emails), true);
        assertThat(neutral)
                .contains("\n\"'=d,\"\"1\"\"\",2026-01-02,4,-0.1,False,\n")
                .contains("\na,2026-01-01,1,-0.1,False,'@evil\n");
    }

    @Test
    void withEmails_addsAColumnAndLeavesUnknownOnesEmpty() throws IOException {
        Map<String, String> emails = new HashMap<>(Map.of("a", "a@example.org", "nobody", "x@example.org"));
        AnomalyResults results = RESULTS.withEmails(emails);
        emails.put("b", "too late");
        String expected = csv(RESULTS, false)
                .replace("is_anomaly\n", "is_anomaly,user_email\n")
                .replace("True\n", "True,\n")
                .replace("False\n", "False,\n")
                .replace("a,2026-01-01,1,-0.1,False,", "a,2026-01-01,1,-0.1,False,a@example.org");
        assertThat(csv(results, false)).isEqualTo(expected);
        assertThat(results.email(results.all().get(2))).contains("a@example.org");
        assertThat(results.email(results.all().get(4))).isEmpty();
        assertThat(RESULTS.email(RESULTS.all().get(2))).isEmpty();
        assertThat(csv(RESULTS.withEmails(Map.of()), false)).contains(",user_email\n");
        assertThat(results.all()).isEqualTo(RESULTS.all());
    }

    @Test
    void writeCsv_toAStream_leavesItOpen() throws IOException {
        boolean[] closed = new boolean[1];
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        RESULTS.writeCsv(out, false);
        out.write('#');
        assertThat(closed[0]).isFalse();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(csv(RESULTS, false) + "#");
    }

    @Test
    void writeCsv_toAFile_compressesByName() throws IOException {
        Path plain = folder.resolve("results.csv");
        Path compressed = folder.resolve("results.csv.gz");
        RESULTS.writeCsv(plain);
        RESULTS.writeCsv(compressed, true);
        assertThat(plain).hasContent(csv(RESULTS, false));
        try (InputStream in = new GZIPInputStream(Files.newInputStream(compressed))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(csv(RESULTS, true));
        }
    }

    @Test
    void of_noRows_isEmpty() throws IOException {
        AnomalyResults none = AnomalyResults.of(TABLE.selectRows(new int[0]), new double[0], 0.0);
        assertThat(none.all()).isEmpty();
        assertThat(none.flagged()).isEmpty();
        assertThat(csv(none, false)).isEqualTo("actor,day,x,anomaly_score,is_anomaly\n");
    }
}
