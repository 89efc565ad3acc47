package dev.ueba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

    @TempDir
    private Path folder;

    private Path results;
    private Path labels;

    @BeforeEach
    void writeFiles() throws IOException {
        results = Files.writeString(
                folder.resolve("results.csv"),
                """
                actor,day,git_clone,anomaly_score,is_anomaly
                a,2026-01-01,1,-0.5,True
                b,2026-01-01,1,-0.4,True
                c,2026-01-01,1,0.1,False
                a,2026-01-02,1,-0.1,False
                b,2026-01-02,1,0.2,False
                """);
        labels = Files.writeString(
                folder.resolve("labels.csv"),
                "actor,day,scenario\nb,2026-01-01,x\nb,2026-01-01,y\na,2026-01-02,x\nnobody,2026-01-02,x\n");
    }

    private CommandRun evaluate(Object... further) {
        Object[] arguments = new Object[5 + further.length];
        arguments[0] = "evaluate";
        arguments[1] = "--results";
        arguments[2] = results;
        arguments[3] = "--labels";
        arguments[4] = labels;
        System.arraycopy(further, 0, arguments, 5, further.length);
        return CommandRun.of(arguments);
    }

    @Test
    void evaluate_measuresByHand() {
        CommandRun run = evaluate("--budget", "1,2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        // Strangest first: a1 -, b1 +, a2 +, c1 -, b2 -. Pairs in order: 2 of 3 each, so 4/6; AP = (1/2 + 2/3) / 2.
        assertThat(run.err())
                .isEqualTo(
                        """
                        5 rows, 2 of them attacks; 2 of 3 labels have a row
                        ROC AUC 0.666667, average precision 0.583333 (chance: 0.400000)
                        1 alerts a day (2 on 2 days): 1.0 found, precision 0.500000, recall 0.500000
                        2 alerts a day (4 on 2 days): 2.0 found, precision 0.500000, recall 1.000000
                        1 alerts in all: 0.0 found, precision 0.000000, recall 0.000000
                        2 alerts in all: 1.0 found, precision 0.500000, recall 0.500000
                        is_anomaly             True      False
                        attack                    1          1
                        other                     1          2
                        precision 0.500000, recall 0.500000, F1 0.500000
                        """
                                .replace("\n", System.lineSeparator()));
        assertThat(run.out()).isEmpty();
    }

    @Test
    void evaluate_withoutFlagsAndAttacks_saysWhatItCan() throws IOException {
        Files.writeString(results, "anomaly_score,actor,day\n-0.5,a,2026-01-05\n");
        CommandRun run = evaluate();
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("1 rows, 0 of them attacks; 0 of 3 labels have a row", "need rows that are attacks")
                .contains("25 alerts in all: 0.0 found, precision 0.000000, recall 0.000000")
                .doesNotContain("is_anomaly");
    }

    @Test
    void evaluate_badInput_namesTheLine() throws IOException {
        Files.writeString(results, "actor,day,anomaly_score\na,2026-01-05,0x1p3\n");
        assertThat(evaluate().err()).contains("results.csv, line 2: 'anomaly_score' is not a number: '0x1p3'");
        Files.writeString(results, "actor,day,anomaly_score\na,2026-01-05,nan\n");
        assertThat(evaluate().exitCode()).isEqualTo(1);
        Files.writeString(results, "actor,day,anomaly_score\na,yesterday,1\n");
        assertThat(evaluate().err()).contains("'day' is not a date like 2026-01-31: 'yesterday'");
        Files.writeString(results, "actor,day,anomaly_score,is_anomaly\na,2026-01-05,1,maybe\n");
        assertThat(evaluate().err()).contains("'is_anomaly' is neither True nor False: 'maybe'");
        Files.writeString(results, "actor,day\na,2026-01-05\n");
        assertThat(evaluate().err()).contains("lacks the column 'anomaly_score'");
        assertThat(evaluate("--budget", "0").exitCode()).isEqualTo(2);
    }
}
