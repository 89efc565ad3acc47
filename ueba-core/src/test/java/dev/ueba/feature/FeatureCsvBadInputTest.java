package dev.ueba.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our verdict on every file of the reference's malformed and borderline inputs. */
class FeatureCsvBadInputTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/pipeline/bad-input");

    /** File: row count if it is read, else pieces of the message. */
    private static final String VERDICTS =
            """
            good: 29
            columns-reordered: 29
            utf8-bom: 29
            crlf: 29
            boolean-is-weekend: 29
            fractional-count: 29
            beyond-float32: 29
            leading-zeros: 29
            spaces-around-number: 29
            mixed-date-forms: 29
            utc-dates: 29
            utc-dates-naive-day: 29
            utc-mixed-with-naive: 29
            derived-column-in-input: 29
            all-actors-numeric: 29
            day-after-all-data: 29
            day-before-all-data: 29
            first-day: 29
            second-day: 29
            gap-day: 25
            header-then-no-history: 29
            history-0: 29
            history-0.99: 29
            history-1: 29
            history-2: 29
            history-minus-1: 29
            history-nan: 29
            history-tiny: 29
            one-actor: 12
            one-day-only: 1
            one-row-only: 1
            two-days: 3
            header-only: 0
            zero-bytes: line 1 | empty
            blank-lines-only: line 1 | empty
            no-header: line 1 | lacks the columns 'actor', 'day', 'is_weekend' | looks like data
            semicolons: line 1 | lacks the columns 'actor', 'day' | semicolons
            header-with-spaces: line 1 | lacks | ' actor' is not 'actor'
            header-uppercase: line 1 | lacks | 'ACTOR' is not 'actor'
            missing-actor-column: line 1 | lacks the column 'actor';
            missing-day-column: line 1 | lacks the column 'day';
            missing-feature-column: line 1 | lacks the column 'git_clone';
            missing-two-columns: line 1 | lacks the columns 'unique_repos_accessed', 'outlier_time_count';
            duplicate-header: line 1 | 'git_clone' occurs twice, as column 8 and 40
            index-column: line 1 | column 1 has no name | index=False
            latin1-actor: line 2 | column 'actor' | not UTF-8
            row-too-short: line 5 | has 36 cells, the header 39
            row-too-long: line 5 | has 40 cells, the header 39
            unclosed-quote: line 2 | quote | never closed
            text-cell-in-history: line 2 | column 'git_clone' | expected a number, found 'abc'
            text-cell-in-training: line 16 | column 'git_clone' | expected a number, found 'abc'
            text-extra-column: line 2 | column 'team' | expected a number, found
            empty-extra-column: line 2 | column 'note' | empty
            text-is-weekend: line 16 | column 'is_weekend' | 0, 1, True or False | 'no'
            thousands-separator: line 16 | column 'git_clone' | '1,234' | thousands separators
            infinite-in-history: line 2 | column 'git_clone' | finite | 'inf'
            infinite-in-training: line 16 | column 'git_clone' | finite | 'inf'
            infinite-on-last-day: line 30 | column 'git_clone' | finite | 'inf'
            nan-in-history: line 2 | column 'git_clone' | empty
            nan-in-training: line 16 | column 'git_clone' | empty
            nan-on-last-day: line 30 | column 'git_clone' | empty
            nan-whole-column: line 2 | column 'git_clone' | empty
            na-word-in-history: line 2 | column 'git_clone' | 'NA' | missing value
            negative-count: line 16 | column 'git_clone' | negative | '-5'
            huge-integer: line 16 | column 'git_clone' | '123456789012345678901234567890' | 2^53
            all-actors-empty: line 2 | column 'actor' | empty
            one-actor-empty: line 2 | column 'actor' | empty
            bad-date: line 16 | column 'day' | 'not-a-date' | yyyy-MM-dd
            impossible-date: line 16 | column 'day' | '2025-02-30' | no such day
            empty-date: line 16 | column 'day' | empty
            empty-date-on-first-day: line 2 | column 'day' | empty
            date-before-1677: line 2 | column 'day' | '1600-01-01' | 1677-09-22
            us-dates: line 2 | column 'day' | '07/01/2025' | day and month
            day-first-dates: line 2 | column 'day' | '01/07/2025' | day and month
            compact-dates: line 2 | column 'day' | '20250701' | hyphens
            time-of-day-same: line 2 | column 'day' | '2025-07-01 13:00:00' | time of day
            time-of-day-varied: line 2 | column 'day' | '2025-07-01 00:30:00' | time of day
            """;

    static List<String> verdicts() {
        return VERDICTS.lines().toList();
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void read_borderlineFile_hasKnownVerdict(String verdict) throws IOException {
        int colon = verdict.indexOf(": ");
        Path file = FOLDER.resolve(verdict.substring(0, colon) + ".csv");
        String expected = verdict.substring(colon + 2);
        if (expected.matches("\\d+")) {
            FeatureTable table = FeatureCsv.read(file, FeatureCsvOptions.forGitHubAudit());
            assertThat(table.rowCount()).isEqualTo(Integer.parseInt(expected));
            assertThat(table.schema().columns()).containsAll(GitHubAuditFeatures.SCHEMA.columns());
            return;
        }
        List<String> pieces = new ArrayList<>(List.of(expected.split(" \\| ")));
        pieces.add(file.toString());
        assertThatThrownBy(() -> FeatureCsv.read(file, FeatureCsvOptions.forGitHubAudit()))
                .isInstanceOf(FeatureFormatException.class)
                .hasMessageContainingAll(pieces.toArray(CharSequence[]::new))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1500).doesNotContain("\n"));
    }

    @Test
    void verdicts_coverEveryFile() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".csv") && !name.equals("outcomes.csv"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .toList();
            assertThat(verdicts().stream().map(verdict -> verdict.substring(0, verdict.indexOf(": "))))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void readReported_lenient_leavesOutBadRowsOnly(String verdict) throws IOException {
        int colon = verdict.indexOf(": ");
        Path file = FOLDER.resolve(verdict.substring(0, colon) + ".csv");
        String expected = verdict.substring(colon + 2);
        FeatureCsvOptions lenient = FeatureCsvOptions.forGitHubAudit().withLenient(true);
        if (expected.startsWith("line 1 |")) {
            assertThatThrownBy(() -> FeatureCsv.read(file, lenient)).isInstanceOf(FeatureFormatException.class);
            return;
        }
        FeatureCsvReading reading = FeatureCsv.readReported(file, lenient, ReadProgress.none());
        assertThat(reading.table().rowCount()).isEqualTo((int) (reading.rowsRead() - reading.rowsRefused()));
        if (expected.matches("\\d+")) {
            assertThat(reading.rowsRefused()).isZero();
            return;
        }
        assertThat(reading.rowsRefused()).isPositive();
        RefusedRow first = reading.firstRefused().get(0);
        assertThat("line " + first.line() + " " + first.reason()).contains(expected.split(" \\| "));
    }

    @Test
    void read_booleanWeekend_isBoolean() throws IOException {
        FeatureTable table =
                FeatureCsv.read(FOLDER.resolve("boolean-is-weekend.csv"), FeatureCsvOptions.forGitHubAudit());

        assertThat(table.kind(table.schema().featureIndex("is_weekend"))).isEqualTo(NumberKind.BOOLEAN);
        assertThat(table.kind(table.schema().featureIndex("git_clone"))).isEqualTo(NumberKind.INTEGER);
    }

    @Test
    void read_pandasMissing_takesWhatPandasTook() throws IOException {
        FeatureCsvOptions options = FeatureCsvOptions.forGitHubAudit().withPandasMissing(true);

        FeatureTable empty = FeatureCsv.read(FOLDER.resolve("one-actor-empty.csv"), options);
        assertThat(empty.actor(0)).isEmpty();
        assertThat(empty.actorIndex(0)).isEqualTo(-1);
        FeatureTable word = FeatureCsv.read(FOLDER.resolve("na-word-in-history.csv"), options);
        int clones = word.schema().featureIndex("git_clone");
        assertThat(word.value(0, clones)).isNaN();
        assertThat(word.kind(clones)).isEqualTo(NumberKind.REAL);
        assertThat(word.firstMissing()).contains(new FeatureTable.Cell(0, clones));
        assertThatThrownBy(() -> FeatureCsv.read(FOLDER.resolve("empty-date.csv"), options))
                .hasMessageContaining("line 16");
    }
}
