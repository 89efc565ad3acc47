package dev.ueba.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks of all targets and writes their table into a Markdown file, between the lines
 * {@code <!-- measured: NAME -->} and {@code <!-- end: NAME -->}. {@code benchmarks/report} starts it.
 */
public final class PerformanceReport {

    /** Which benchmarks have which plain reference. */
    private static final Map<String, String> PLAIN = Map.of(
            "ScoringBenchmark.batch", "ScoringBenchmark.plainWalk",
            "ScoringBenchmark.singleRow", "ScoringBenchmark.plainSingleRow",
            "OffsetBenchmark.select", "OffsetBenchmark.plainSort",
            "WideCsvBenchmark.read", "WideCsvBenchmark.plainRead");

    private static final List<String> BENCHMARKS = List.of(
            "ScoringBenchmark",
            "OffsetBenchmark",
            "WideCsvBenchmark",
            "EnrichBenchmark.split",
            "EnrichBenchmark.oneDay",
            "FitBenchmark");

    private PerformanceReport() {}

    /**
     * Runs everything; takes some minutes.
     *
     * @param arguments the Markdown file, the name of the table in it, the number of actors, and which benchmarks; all if none is named
     * @throws IOException if the file cannot be read or written
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        List<String> wanted = List.of(arguments).subList(3, arguments.length);
        (wanted.isEmpty() ? BENCHMARKS : wanted).forEach(name -> options.include("dev.ueba.benchmarks." + name));
        options.param("actors", arguments[2])
                .param("rows", "1000000")
                .warmupIterations(3)
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .forks(1)
                .jvmArgsAppend("-Xmx6g", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=1")
                .addProfiler(CpuTimeProfiler.class)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        replace(Path.of(arguments[0]), arguments[1], table(new Runner(options.build()).run()));
    }

    private static String table(Collection<RunResult> results) {
        Map<String, Double> processor = new HashMap<>();
        results.forEach(result -> processor.put(title(result), secondary(result, "cpu")));
        StringBuilder table = new StringBuilder("Java " + Runtime.version() + ", "
                + System.getProperty("java.vm.name") + "; one thread, serial collector.\n\n"
                + "| | clock | processor time | plain / this | bytes allocated |\n|---|---:|---:|---:|---:|\n");
        for (RunResult result : results) {
            String plain = plainTitle(result);
            Double reference = plain == null ? null : processor.get(plain);
            table.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %s %s | %s | %s | %s |%n",
                    title(result),
                    number(result.getPrimaryResult().getScore()),
                    result.getPrimaryResult().getScoreUnit(),
                    number(secondary(result, "cpu")),
                    reference == null ? "" : String.format(Locale.ROOT, "%.1f", reference / secondary(result, "cpu")),
                    number(secondary(result, "gc.alloc.rate.norm"))));
        }
        return table.toString();
    }

    private static String title(RunResult result) {
        return name(result) + parameters(result);
    }

    private static @Nullable String plainTitle(RunResult result) {
        String plain = PLAIN.get(name(result));
        return plain == null ? null : plain + parameters(result);
    }

    private static String name(RunResult result) {
        return result.getParams().getBenchmark().replace("dev.ueba.benchmarks.", "");
    }

    private static String parameters(RunResult result) {
        StringBuilder text = new StringBuilder();
        for (String key : result.getParams().getParamsKeys()) {
            if (!key.equals("trees") && !key.equals("days")) {
                text.append(' ').append(result.getParams().getParam(key));
            }
        }
        return text.toString();
    }

    private static double secondary(RunResult result, String suffix) {
        for (String key : result.getSecondaryResults().keySet()) {
            if (key.endsWith(suffix)) {
                return result.getSecondaryResults().get(key).getScore();
            }
        }
        return Double.NaN;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
    }

    private static void replace(Path file, String name, String table) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        String begin = "<!-- measured: " + name + " -->\n";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("<!-- end: " + name + " -->");
        if (from < begin.length() || to < from) {
            throw new IOException(file + " has no place for the table '" + name + "'");
        }
        Files.writeString(file, text.substring(0, from) + "\n" + table + "\n" + text.substring(to));
    }
}
