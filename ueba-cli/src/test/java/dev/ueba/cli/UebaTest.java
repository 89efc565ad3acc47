package dev.ueba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UebaTest {

    @TempDir
    private Path folder;

    @Test
    void run_withoutCommand_isWrongUsageInOneLine() {
        CommandRun run = CommandRun.of();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).containsExactly("ueba: a command is missing; see 'ueba --help'");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void run_withUnknownCommand_isWrongUsage() {
        CommandRun run = CommandRun.of("detekt");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'detekt'").hasLineCount(1);
    }

    @Test
    void run_help_namesAllCommandsAndExitCodes() {
        CommandRun run = CommandRun.of("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("detect", "train", "predict", "daily", "forest", "generate")
                .contains("Exit codes", "wrong usage");
    }

    @Test
    void run_version_saysOne() {
        assertThat(CommandRun.of("--version").out()).startsWith("ueba ").doesNotContain("$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"detect", "train", "predict", "daily", "forest", "generate"})
    void run_helpOfCommand_describesItsOptions(String command) {
        CommandRun run = CommandRun.of(command, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: ueba " + command).contains("--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"detect", "train", "predict", "daily", "forest", "generate"})
    void run_commandWithoutOptions_isWrongUsageInOneLine(String command) {
        CommandRun run = CommandRun.of(command);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("see 'ueba " + command + " --help'");
    }

    @Test
    void run_missingFile_isOneLineAboutTheInput() {
        Path missing = folder.resolve("no.csv");
        CommandRun run = CommandRun.of("detect", "--base", missing, "--out", folder.resolve("out"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).containsExactly("ueba: " + missing + ": there is no such file");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void run_folderInsteadOfFile_isAboutTheInput() {
        CommandRun run = CommandRun.of("detect", "--base", folder, "--out", folder.resolve("out"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("ueba: ").hasLineCount(1);
    }

    @Test
    void run_emptyFile_isAboutTheInput() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        CommandRun run = CommandRun.of("detect", "--base", empty, "--out", folder.resolve("out"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("empty.csv, line 1: the file is empty").hasLineCount(1);
    }

    @Test
    void report_ofABug_printsTheStackAndExitsWithThree() {
        java.io.StringWriter text = new java.io.StringWriter();
        int code = Failures.report(new IllegalStateException("oops"), new java.io.PrintWriter(text, true));
        assertThat(code).isEqualTo(3);
        assertThat(text.toString()).contains("this is a bug", "IllegalStateException: oops", "UebaTest");
    }

    @Test
    void parse_amounts_tellCountsFromShares() {
        assertThat(List.of("auto", "256", "0.5", "1.0", "1"))
                .map(text -> Amounts.parse("--samples", text).toString())
                .doesNotHaveDuplicates();
        for (String bad : List.of("", ".", "x", "1d", "0x10", "NaN", "-1", "1e", "Infinity")) {
            org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                    .as(bad)
                    .isThrownBy(() -> Amounts.parse("--samples", bad));
        }
    }
}
