package dev.ueba.benchmarks;

import dev.ueba.feature.FeatureTable;
import dev.ueba.logs.github.GitHubAuditFeatureOptions;
import dev.ueba.logs.github.GitHubAuditLogOptions;
import dev.ueba.logs.github.GitHubAuditLogReader;
import dev.ueba.logs.github.GitHubAuditLogSource;
import dev.ueba.logs.github.GitHubLogCounts;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a raw GitHub audit log of 100,000 events (about 35 MB unfolded) with one thread; milliseconds per log. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GitHubLogBenchmark {

    private static final int EVENTS = 100_000;
    private static final long START = 1_767_225_600_000L;
    private static final List<String> ACTIONS =
            List.of("git.clone", "git.fetch", "git.push", "pull_request.create", "workflows.completed_workflow_run");

    /** Whether the file is gzip. */
    @Param({"false", "true"})
    public boolean gzip;

    private List<Path> files = List.of();

    /**
     * Writes the log.
     *
     * @throws IOException if it cannot be written
     */
    @Setup
    public void write() throws IOException {
        Path file = Files.createTempFile("github-log", ".json");
        SplittableRandom random = new SplittableRandom(1);
        OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file));
        try (OutputStream out = gzip ? new GZIPOutputStream(raw) : raw) {
            for (int i = 0; i < EVENTS; i++) {
                out.write(event(random, i).getBytes(StandardCharsets.US_ASCII));
            }
        }
        files = List.of(file);
    }

    private static String event(SplittableRandom random, int number) {
        int actor = random.nextInt(500);
        long time = START + number * 8_000L;
        return "{\"@timestamp\":" + time + ",\"_document_id\":\"" + Long.toHexString(random.nextLong()) + number
                + "\",\"action\":\"" + ACTIONS.get(random.nextInt(ACTIONS.size())) + "\",\"actor\":\"developer-" + actor
                + "\",\"actor_id\":" + actor + ",\"actor_ip\":\"10.0." + actor % 250 + "." + random.nextInt(3)
                + "\",\"actor_location\":{\"country_code\":\"DE\"},\"business\":\"example\",\"created_at\":" + time
                + ",\"operation_type\":\"access\",\"org\":\"example-org\",\"org_id\":4711,\"public_repo\":false"
                + ",\"repo\":\"example-org/service-" + random.nextInt(300) + "\",\"user_agent\":\"git/2.43.0\"}\n";
    }

    /**
     * Removes the log.
     *
     * @throws IOException if it cannot be removed
     */
    @TearDown
    public void delete() throws IOException {
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /**
     * Events to base features.
     *
     * @return the table
     * @throws IOException if the log cannot be read
     */
    @Benchmark
    public FeatureTable features() throws IOException {
        return new GitHubAuditLogSource(
                        files, GitHubAuditLogOptions.defaults(), GitHubAuditFeatureOptions.defaults(), 1)
                .readFeatures();
    }

    /**
     * Events as objects.
     *
     * @return the counts
     * @throws IOException if the log cannot be read
     */
    @Benchmark
    public GitHubLogCounts events() throws IOException {
        return GitHubAuditLogReader.read(files, GitHubAuditLogOptions.defaults(), event -> {});
    }
}
