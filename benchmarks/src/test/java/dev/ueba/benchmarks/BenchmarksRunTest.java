package dev.ueba.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs once on little data, so that none rots. */
class BenchmarksRunTest {

    /**
     * Four of scoring in three shapes, two and three of CSV, two of offsets, four of enriching, five of fitting, one of everything,
     * two of raw logs and two of auth.log, plain and gzip, three of other event logs, three of explanations, three of nights
     * with a risk state.
     */
    private static final int BENCHMARKS = 4 * 3 + 2 + 3 + 2 + 4 + 5 + 1 + 2 * 2 + 2 * 2 + 3 + 3 + 3;

    @Test
    void everyBenchmark_runsOnce() throws RunnerException {
        Options options = new OptionsBuilder()
                .include("dev\\.ueba\\.benchmarks\\.")
                .param("actors", "20")
                .param("days", "40")
                .param("trees", "5")
                .param("rows", "100")
                .param("scores", "1000")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .addProfiler(CpuTimeProfiler.class)
                .build();

        Collection<RunResult> results = new Runner(options).run();

        assertThat(results).hasSize(BENCHMARKS);
    }
}
