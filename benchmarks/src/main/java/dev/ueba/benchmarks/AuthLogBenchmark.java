package dev.ueba.benchmarks;

import dev.ueba.logs.EventLogCounts;
import dev.ueba.logs.auth.AuthLogOptions;
import dev.ueba.logs.auth.AuthLogReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
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
import org.openjdk.jmh.infra.Blackhole;

/** Reading an auth.log of 300,000 lines (about 30 MB unfolded) with one thread; milliseconds per log. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class AuthLogBenchmark {

    private static final int LINES = 300_000;
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

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
        Path file = Files.createTempFile("auth", ".log");
        SplittableRandom random = new SplittableRandom(1);
        OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file));
        try (OutputStream out = gzip ? new GZIPOutputStream(raw) : raw) {
            for (int i = 0; i < LINES; i++) {
                out.write(line(random, i).getBytes(StandardCharsets.US_ASCII));
            }
        }
        files = List.of(file);
    }

    private static String line(SplittableRandom random, int number) {
        String user = "user" + random.nextInt(2000);
        String ip = "203.0." + random.nextInt(100) + '.' + random.nextInt(10);
        String peer = ip + " port " + (1024 + random.nextInt(60_000));
        String message =
                switch (random.nextInt(5)) {
                    case 0 -> "Failed password for invalid user " + user + " from " + peer + " ssh2";
                    case 1 ->
                        "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=" + ip
                                + "  user=root";
                    case 2 -> "Connection closed by authenticating user " + user + ' ' + peer + " [preauth]";
                    case 3 -> "Received disconnect from " + peer + ":11: Bye Bye [preauth]";
                    default -> "Accepted password for " + user + " from " + peer + " ssh2";
                };
        return TIME.format(START.plusSeconds(20L * number)) + " web-" + random.nextInt(20) + " sshd["
                + random.nextInt(32_768) + "]: " + message + '\n';
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
     * Events of a log whose year is given: one reading.
     *
     * @param consumer takes the events
     * @return the counts
     * @throws IOException if the log cannot be read
     */
    @Benchmark
    public EventLogCounts events(Blackhole consumer) throws IOException {
        return AuthLogReader.read(files, AuthLogOptions.defaults().withYear(2026), consumer::consume);
    }

    /**
     * Events of a log whose year has to be found: two readings.
     *
     * @param consumer takes the events
     * @return the counts
     * @throws IOException if the log cannot be read
     */
    @Benchmark
    public EventLogCounts eventsWithoutYear(Blackhole consumer) throws IOException {
        AuthLogOptions options = AuthLogOptions.defaults().withNow(Instant.parse("2027-01-01T00:00:00Z"));
        return AuthLogReader.read(files, options, consumer::consume);
    }
}
