package dev.ueba.benchmarks;

import dev.ueba.logs.EventLogCounts;
import dev.ueba.logs.cloudtrail.CloudTrailOptions;
import dev.ueba.logs.cloudtrail.CloudTrailReader;
import dev.ueba.logs.generic.GenericLogOptions;
import dev.ueba.logs.generic.GenericLogReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading logs of 30,000 events as objects, with one thread; milliseconds per log. CloudTrail is about 30 MB in one list, the
 * security log about 2 MB as CSV and 3 MB as JSON.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EventLogBenchmark {

    private static final int EVENTS = 30_000;
    private static final long START = 1_767_225_600L;
    private static final List<String> CALLS = List.of("DescribeInstances", "GetObject", "AssumeRole", "PutObject");

    private Path trail = Path.of("");
    private Path csv = Path.of("");
    private Path json = Path.of("");

    /**
     * Writes the logs.
     *
     * @throws IOException if they cannot be written
     */
    @Setup
    public void write() throws IOException {
        trail = Files.createTempFile("trail", ".json");
        csv = Files.createTempFile("security-log", ".csv");
        json = Files.createTempFile("security-log", ".json");
        SplittableRandom random = new SplittableRandom(1);
        try (BufferedWriter trailOut = Files.newBufferedWriter(trail, StandardCharsets.US_ASCII);
                BufferedWriter csvOut = Files.newBufferedWriter(csv, StandardCharsets.US_ASCII);
                BufferedWriter jsonOut = Files.newBufferedWriter(json, StandardCharsets.US_ASCII)) {
            csvOut.write("timestamp,user,ip,action,resource\n");
            trailOut.write("{\"Records\":[");
            for (int i = 0; i < EVENTS; i++) {
                String time = Instant.ofEpochSecond(START + i).toString();
                String user = "developer-" + random.nextInt(500);
                String ip = "10.0.1." + random.nextInt(250);
                String call = CALLS.get(random.nextInt(CALLS.size()));
                String id = new UUID(random.nextLong(), random.nextLong()).toString();
                csvOut.write(time + "," + user + "," + ip + "," + call + ",service\n");
                jsonOut.write("{\"timestamp\":\"" + time + "\",\"user\":\"" + user + "\",\"ip\":\"" + ip
                        + "\",\"action\":\"" + call + "\",\"resource\":\"service\"}\n");
                trailOut.write((i == 0 ? "" : ",") + event(time, user, ip, call, id));
            }
            trailOut.write("]}");
        }
    }

    private static String event(String time, String user, String ip, String call, String id) {
        return "{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"IAMUser\",\"arn\":\"arn:aws:iam::123837392027:user/"
                + user + "\",\"accountId\":\"123837392027\",\"accessKeyId\":\"ASIATFQR7NSCZGDFBS5O\",\"userName\":\""
                + user
                + "\",\"sessionContext\":{\"sessionIssuer\":{},\"attributes\":{\"creationDate\":\"2026-01-05T11:42:31Z\","
                + "\"mfaAuthenticated\":\"true\"}}},\"eventTime\":\"" + time
                + "\",\"eventSource\":\"ec2.amazonaws.com\","
                + "\"eventName\":\"" + call + "\",\"awsRegion\":\"us-east-1\",\"sourceIPAddress\":\"" + ip
                + "\",\"userAgent\":\"[Boto3/1.28.1 md/Botocore#1.31.1 ua/2.0 os/linux#5.15 md/arch#x86_64]\","
                + "\"requestParameters\":{\"filterSet\":{\"items\":[{\"name\":\"tag:Name\",\"valueSet\":{\"items\":"
                + "[{\"value\":\"service\"}]}}]},\"maxResults\":1000},\"responseElements\":null,\"requestID\":\"" + id
                + "\",\"eventID\":\"" + id
                + "\",\"readOnly\":true,\"eventType\":\"AwsApiCall\",\"managementEvent\":true,"
                + "\"recipientAccountId\":\"123837392027\",\"eventCategory\":\"Management\",\"tlsDetails\":{\"tlsVersion\":"
                + "\"TLSv1.2\",\"cipherSuite\":\"ECDHE-RSA-AES128-GCM-SHA256\",\"clientProvidedHostHeader\":"
                + "\"ec2.us-east-1.amazonaws.com\"}}";
    }

    /**
     * Removes the logs.
     *
     * @throws IOException if they cannot be removed
     */
    @TearDown
    public void delete() throws IOException {
        Files.delete(trail);
        Files.delete(csv);
        Files.delete(json);
    }

    /**
     * CloudTrail.
     *
     * @return the counts
     * @throws IOException if the log cannot be read
     */
    @Benchmark
    public EventLogCounts cloudTrail() throws IOException {
        return CloudTrailReader.read(List.of(trail), CloudTrailOptions.defaults(), event -> {});
    }

    /**
     * A security log as CSV.
     *
     * @return the counts
     * @throws IOException if the log cannot be read
     */
    @Benchmark
    public EventLogCounts securityLogCsv() throws IOException {
        return GenericLogReader.read(List.of(csv), GenericLogOptions.defaults(), event -> {});
    }

    /**
     * A security log as JSON, one event a line.
     *
     * @return the counts
     * @throws IOException if the log cannot be read
     */
    @Benchmark
    public EventLogCounts securityLogJson() throws IOException {
        return GenericLogReader.read(List.of(json), GenericLogOptions.defaults(), event -> {});
    }
}
