package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.feature.FeatureFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalystDecisionsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @TempDir
    private Path folder;

    private AnalystDecisions read(String text) throws IOException {
        return AnalystDecisions.read(Files.writeString(folder.resolve("decisions.csv"), text));
    }

    @Test
    void read_ofColumnsInAnyOrder_knowsTheDecisions() throws IOException {
        AnalystDecisions decisions = read(
                """
                        note,decision,day,actor
                        asked her,cleared,2026-03-01,ann
                        ,confirmed, 2026-03-01 ,"bob, of sales"
                        once more,cleared,2026-03-01,ann
                        """);
        assertThat(decisions.count()).isEqualTo(2);
        assertThat(decisions.of("ann", DAY)).contains(Decision.CLEARED);
        assertThat(decisions.of("bob, of sales", DAY)).contains(Decision.CONFIRMED);
        assertThat(decisions.of("ann", DAY.plusDays(1))).isEmpty();
        assertThat(decisions.of("Ann", DAY)).isEmpty();
        assertThat(read("actor,day,decision\n").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ann,2026-03-01,maybe | line 2: 'decision' must be cleared or confirmed, but is 'maybe'
                    ann,2026-03-01,Cleared | line 2: 'decision' must be cleared or confirmed, but is 'Cleared'
                    ann,2026-03-01, | line 2: 'decision' must be cleared or confirmed, but is ''
                    ann,1 March,cleared | line 2: 'day' is not a date like 2026-01-31: '1 March'
                    ,2026-03-01,cleared | line 2: 'actor' is empty
                    ann,2026-03-01 | line 2: the row has 2 cells, the header 3
                    """)
    void read_ofBadLine_namesItAndTheRule(String line, String message) {
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> read("actor,day,decision\n" + line.strip() + "\n"))
                .withMessageContaining(message);
    }

    @Test
    void read_ofTwoDecisionsAboutOneDay_isRefused() {
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> read("actor,day,decision\nann,2026-03-01,cleared\nann,2026-03-01,confirmed\n"))
                .withMessageContaining("line 3")
                .withMessageContaining("was cleared in an earlier line, and is confirmed here");
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> read("actor,date,decision\n"))
                .withMessageContaining("the header lacks the column 'day'");
    }

    @Test
    void read_ofVeryLongWord_doesNotRepeatItAll() {
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> read("actor,day,decision\nann,2026-03-01," + "x".repeat(5_000) + "\n"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void with_leavesTheOriginalAsItIs_andRefusesContradictions() {
        AnalystDecisions one = AnalystDecisions.none().with("ann", DAY, Decision.CLEARED);
        assertThat(AnalystDecisions.none().isEmpty()).isTrue();
        assertThat(one.with("ann", DAY, Decision.CLEARED).count()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.with("ann", DAY, Decision.CONFIRMED))
                .withMessageContaining("was cleared before, and is confirmed now");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.with("", DAY, Decision.CLEARED))
                .withMessageContaining("the name of an actor");
    }
}
