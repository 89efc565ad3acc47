package dev.ueba.logs.cloudtrail;

import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.EventLogCounts;
import dev.ueba.logs.LogFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a large CloudTrail for measuring, and reads it: {@code write DIR EVENTS FILES records|lines plain|gz},
 * {@code read DIR} and {@code keep DIR} (which holds on to the events). About 1,120 bytes per event, most of them fields that
 * are not used, as in real files.
 */
final class LoadTrail {

    private static final List<String> CALLS = List.of(
            "DescribeInstances", "GetObject", "AssumeRole", "ListBuckets", "PutObject", "GetCallerIdentity", "Decrypt");
    private static final List<String> SOURCES = List.of("ec2", "s3", "sts", "s3", "s3", "sts", "kms");
    private static final List<String> REGIONS = List.of("us-east-1", "eu-west-1", "eu-central-1");
    private static final long START = Instant.parse("2026-01-05T00:00:00Z").getEpochSecond();

    private LoadTrail() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        if (arguments[0].equals("write")) {
            int events = Integer.parseInt(arguments[2]);
            int files = Integer.parseInt(arguments[3]);
            write(directory, events, files, arguments[4].equals("records"), arguments[5].equals("gz"));
        } else {
            read(directory, arguments[0].equals("keep"));
        }
    }

    static void write(Path directory, int events, int files, boolean records, boolean gzip) throws IOException {
        Files.createDirectories(directory);
        SplittableRandom random = new SplittableRandom(1);
        int written = 0;
        for (int file = 0; file < files; file++) {
            Path path = directory.resolve("trail-" + (1000 + file) + (gzip ? ".json.gz" : ".json"));
            int end = (int) ((long) events * (file + 1) / files);
            try (OutputStream out = open(path, gzip)) {
                String before = records ? "{\"Records\":[" : "";
                for (; written < end; written++) {
                    out.write((before + event(random, written)).getBytes(StandardCharsets.US_ASCII));
                    before = records ? "," : "\n";
                }
                out.write((records ? "]}" : "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static OutputStream open(Path path, boolean gzip) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
        return gzip ? new GZIPOutputStream(out, 1 << 16) : out;
    }

    static String event(SplittableRandom random, int number) {
        int user = random.nextInt(2000);
        int call = random.nextInt(CALLS.size());
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        String request = new UUID(random.nextLong(), random.nextLong()).toString();
        String service = SOURCES.get(call) + ".amazonaws.com";
        return "{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"IAMUser\",\"principalId\":\"AIDA" + user
                + "\",\"arn\":\"arn:aws:iam::123837392027:user/developer-" + user + "\",\"accountId\":\"123837392027\","
                + "\"accessKeyId\":\"ASIATFQR7NSCZGDFBS5O\",\"userName\":\"developer-" + user
                + "\",\"sessionContext\":{\"sessionIssuer\":{},\"webIdFederationData\":{},\"attributes\":"
                + "{\"creationDate\":\"2026-01-05T11:42:31Z\",\"mfaAuthenticated\":\"true\"}}},\"eventTime\":\""
                + Instant.ofEpochSecond(START + number / 20) + "\",\"eventSource\":\"" + service + "\",\"eventName\":\""
                + CALLS.get(call) + "\",\"awsRegion\":\"" + REGIONS.get(random.nextInt(REGIONS.size()))
                + "\",\"sourceIPAddress\":\"10." + user % 250 + "." + user / 250 + "." + random.nextInt(3)
                + "\",\"userAgent\":\"[Boto3/1.28.1 md/Botocore#1.31.1 ua/2.0 os/linux#5.15 md/arch#x86_64]\","
                + "\"requestParameters\":{\"filterSet\":{\"items\":[{\"name\":\"tag:Name\",\"valueSet\":{\"items\":"
                + "[{\"value\":\"service-" + random.nextInt(100_000) + "\"}]}}]},\"maxResults\":1000},"
                + "\"responseElements\":null,\"requestID\":\"" + request + "\",\"eventID\":\"" + id
                + "\",\"readOnly\":true,\"eventType\":\"AwsApiCall\",\"managementEvent\":true,"
                + "\"recipientAccountId\":\"123837392027\",\"eventCategory\":\"Management\",\"tlsDetails\":"
                + "{\"tlsVersion\":\"TLSv1.2\",\"cipherSuite\":\"ECDHE-RSA-AES128-GCM-SHA256\","
                + "\"clientProvidedHostHeader\":\"" + service + "\"}}";
    }

    private static void read(Path directory, boolean isKept) throws IOException {
        List<Path> files = LogFiles.expand(List.of(directory.toString()));
        long start = System.nanoTime();
        List<SecurityEvent> kept = new ArrayList<>();
        EventLogCounts counts = CloudTrailReader.read(files, CloudTrailOptions.defaults(), event -> {
            if (isKept) {
                kept.add(event);
            }
        });
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.getLogger("load")
                .log(System.Logger.Level.INFO, counts + "; " + kept.size() + " kept; " + millis + " ms");
    }
}
