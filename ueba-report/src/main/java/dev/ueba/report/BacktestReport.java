package dev.ueba.report;

import dev.ueba.evaluation.AttackInjectionOptions;
import dev.ueba.evaluation.BacktestOptions;
import dev.ueba.evaluation.InjectedTable;
import dev.ueba.storage.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a backtest found, for programs and for people. docs/backtest.md describes both files.
 *
 * <p>Immutable and safe to share between threads. The same runs give the same bytes.
 *
 * <pre>{@code
 * BacktestReport found = BacktestReport.of(options, List.of(new BacktestRun(OptionalDouble.empty(), result)));
 * found.writeJson(Path.of("metrics.json"));
 * found.writeHtml(Path.of("report.html"));
 * }</pre>
 */
public final class BacktestReport {

    /**
     * How attacks were put in.
     *
     * @param options as asked for
     * @param scenariosLeftOut scenarios that the table cannot tell
     * @param featuresLeftOut columns that the table lacks
     */
    record Injection(AttackInjectionOptions options, List<String> scenariosLeftOut, List<String> featuresLeftOut) {}

    private final BacktestOptions options;
    private final List<BacktestRun> runs;
    private final Optional<Injection> injection;

    private BacktestReport(BacktestOptions options, List<BacktestRun> runs, Optional<Injection> injection) {
        this.options = Objects.requireNonNull(options, "options");
        this.runs = List.copyOf(runs);
        this.injection = injection;
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a report of a backtest needs at least one run");
        }
    }

    /**
     * Returns a report.
     *
     * @param options of all runs
     * @param runs one or more, of the same days
     * @return the report
     * @throws IllegalArgumentException if there is no run
     */
    public static BacktestReport of(BacktestOptions options, List<BacktestRun> runs) {
        return new BacktestReport(options, runs, Optional.empty());
    }

    /**
     * Returns a copy that tells how attacks were put in.
     *
     * @param injectionOptions of all runs but for the strength
     * @param injected one of the tables; which does not matter
     * @return the copy
     */
    public BacktestReport withInjection(AttackInjectionOptions injectionOptions, InjectedTable injected) {
        return new BacktestReport(
                options,
                runs,
                Optional.of(new Injection(injectionOptions, injected.scenariosLeftOut(), injected.featuresLeftOut())));
    }

    /**
     * Writes all numbers as JSON.
     *
     * @param file to create or replace
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void writeJson(Path file) throws IOException {
        AtomicFiles.replace(file, out -> BacktestJson.write(this, out));
    }

    /**
     * Writes one HTML page with everything in it; it has no scripts and loads nothing.
     *
     * @param file to create or replace
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void writeHtml(Path file) throws IOException {
        AtomicFiles.replace(file, out -> BacktestPage.write(this, out));
    }

    BacktestOptions options() {
        return options;
    }

    List<BacktestRun> runs() {
        return runs;
    }

    Optional<Injection> injection() {
        return injection;
    }
}
