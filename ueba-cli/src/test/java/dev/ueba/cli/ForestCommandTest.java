package dev.ueba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForestCommandTest {

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void writeData() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder csv = new StringBuilder("x,y,label\n");
        for (int row = 0; row < 300; row++) {
            boolean outlier = row % 50 == 0;
            csv.append(random.nextDouble() + (outlier ? 5 : 0))
                    .append(',')
                    .append(random.nextDouble())
                    .append(outlier ? ",1\n" : ",0\n");
        }
        data = Files.writeString(folder.resolve("data.csv"), csv);
    }

    @Test
    void forest_withLabel_scoresEveryRowInOrderAndMeasures() throws IOException {
        Path out = folder.resolve("scores.csv");
        Path trees = folder.resolve("trees.csv");
        CommandRun run = CommandRun.of(
                "forest", "--data", data, "--label", "label", "--trees-out", trees, "--out", out, "--seed", 1);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("ROC AUC 1.000000, average precision 1.000000", "offset -0.5,");
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(301).first().isEqualTo("path_length_sum,score_samples,decision_function,predict");
        assertThat(lines.get(1)).endsWith(",-1");
        List<String> nodes = Files.readAllLines(trees);
        assertThat(nodes.get(0)).isEqualTo("tree,node,left,right,feature,threshold_bits,n_node_samples");
        assertThat(nodes.get(1)).startsWith("0,0,1,").endsWith(",256");
        assertThat(nodes).anyMatch(line -> line.contains(",-1,-1,-2,c000000000000000,"));
        assertThat(nodes.get(nodes.size() - 1)).startsWith("99,");
    }

    @Test
    void forest_allOptions_areUsed() {
        CommandRun run = CommandRun.of(
                "forest",
                "--data",
                data,
                "--trees",
                7,
                "--samples",
                "0.5",
                "--features",
                "2",
                "--bootstrap",
                "--contamination",
                "0.1",
                "--out",
                "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(301);
        assertThat(run.err()).contains("7 trees of 150 rows", "30 of 300 rows below it");
    }

    @Test
    void forest_badCell_namesLineAndColumn() throws IOException {
        Files.writeString(data, "x,y\n1,2\n3,4;5\n");
        CommandRun run = CommandRun.of("forest", "--data", data, "--out", folder.resolve("s.csv"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("data.csv, line 3: column 'y'").hasLineCount(1);
        CommandRun lenient = CommandRun.of("forest", "--data", data, "--lenient", "--out", "-");
        assertThat(lenient.exitCode()).as(lenient.err()).isZero();
        assertThat(lenient.err()).contains("left out 1 bad row of 2");
        assertThat(lenient.out().lines()).hasSize(2);
    }

    @Test
    void forest_wrongLabelColumn_namesTheColumns() {
        CommandRun run = CommandRun.of("forest", "--data", data, "--label", "Label", "--out", "-");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no column 'Label'; the columns are [x, y, label]");
        CommandRun notBinary = CommandRun.of("forest", "--data", data, "--label", "x", "--out", "-");
        assertThat(notBinary.exitCode()).isEqualTo(1);
        assertThat(notBinary.err()).contains("expected a label 0 or 1");
    }

    @Test
    void forest_noRows_isAboutTheData() throws IOException {
        Files.writeString(data, "x,y\n");
        CommandRun run = CommandRun.of("forest", "--data", data, "--out", "-");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("0 rows", "\nueba: ").hasLineCount(2);
        assertThat(run.out()).isEmpty();
    }
}
