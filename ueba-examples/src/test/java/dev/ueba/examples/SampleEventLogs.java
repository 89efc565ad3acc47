package dev.ueba.examples;

import dev.ueba.evaluation.SyntheticSecurityLog;
import dev.ueba.evaluation.SyntheticSecurityLogOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Makes the sample logs of events: an auth.log, CloudTrail files and a generic log, each with an attack and its labels. All names
 * are made up, all addresses are reserved for documentation.
 */
final class SampleEventLogs {

    static final List<String> FILES = List.of(
            "auth.log",
            "auth-labels.csv",
            "cloudtrail/2026-01-05.json",
            "cloudtrail/2026-01-06.json",
            "cloudtrail/2026-01-07.json",
            "cloudtrail-labels.csv",
            "security-log.csv");

    private static final LocalDateTime BEGIN = LocalDateTime.parse("2026-01-05T00:00:00");
    private static final DateTimeFormatter SYSLOG = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);
    private static final List<String> PEOPLE =
            List.of("amir", "beate", "chen", "dora", "emeka", "fatima", "goran", "hana");
    private static final String ACCOUNT = "123456789012";

    private record Line(LocalDateTime time, String text, boolean isAttack) {}

    private SampleEventLogs() {}

    /**
     * Writes the samples anew.
     *
     * @param arguments the folder to write to
     * @throws IOException if writing fails
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]));
    }

    static void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("cloudtrail"));
        writeAuthLog(folder);
        writeCloudTrail(folder);
        SyntheticSecurityLog.generate(SyntheticSecurityLogOptions.defaults()).write(folder.resolve("security-log.csv"));
    }

    private static void writeAuthLog(Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<Line> lines = new ArrayList<>();
        for (int day = 0; day < 5; day++) {
            for (int i = 0; i < 40; i++) {
                LocalDateTime time = BEGIN.plusDays(day).plusSeconds(7 * 3_600 + random.nextInt(11 * 3_600));
                int person = random.nextInt(PEOPLE.size());
                String from = PEOPLE.get(person) + " from 192.0.2." + (20 + person) + " port " + port(random) + " ssh2";
                if (random.nextInt(15) == 0) {
                    lines.add(sshd(time.minusSeconds(6), random, "Failed password for " + from));
                }
                String way = person % 3 == 0 ? "password" : "publickey";
                lines.add(sshd(time, random, "Accepted " + way + " for " + from));
            }
            for (int i = 0; i < 12; i++) {
                LocalDateTime time = BEGIN.plusDays(day).plusSeconds(random.nextInt(86_400));
                String from = " from 198.51.100." + random.nextInt(200) + " port " + port(random);
                lines.add(sshd(time, random, "Invalid user test" + random.nextInt(9) + from));
            }
            for (int hour = 0; hour < 24; hour++) {
                LocalDateTime time = BEGIN.plusDays(day).plusHours(hour).plusMinutes(17);
                lines.add(new Line(
                        time,
                        "CRON[" + (1_000 + random.nextInt(9_000))
                                + "]: pam_unix(cron:session): session opened for user root by (uid=0)",
                        false));
            }
        }
        LocalDateTime night = LocalDateTime.parse("2026-01-08T03:12:04");
        List<String> tried = List.of("root", "admin", "amir", "oracle", "beate", "git", "dora", "deploy", "chen");
        for (int i = 0; i < 63; i++) {
            String user = tried.get(i % tried.size());
            String who = PEOPLE.contains(user) || user.equals("root") ? user : "invalid user " + user;
            String text = "Failed password for " + who + " from 203.0.113.66 port " + port(random) + " ssh2";
            lines.add(attack(sshd(night.plusSeconds(5L * i), random, text)));
        }
        String text = "Accepted password for dora from 203.0.113.66 port " + port(random) + " ssh2";
        lines.add(attack(sshd(night.plusSeconds(330), random, text)));
        lines.sort(Comparator.comparing(Line::time));
        Files.writeString(
                folder.resolve("auth.log"),
                lines.stream()
                        .map(line -> SYSLOG.format(line.time()) + " gate " + line.text() + "\n")
                        .collect(Collectors.joining()));
        StringBuilder labels = new StringBuilder("source,anomaly\n");
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isAttack()) {
                labels.append("auth.log:").append(i + 1).append(",1\n");
            }
        }
        Files.writeString(folder.resolve("auth-labels.csv"), labels);
    }

    private static Line sshd(LocalDateTime time, SplittableRandom random, String text) {
        return new Line(time, "sshd[" + (10_000 + random.nextInt(20_000)) + "]: " + text, false);
    }

    private static Line attack(Line line) {
        return new Line(line.time(), line.text(), true);
    }

    private static int port(SplittableRandom random) {
        return 32_768 + random.nextInt(28_000);
    }

    private static void writeCloudTrail(Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        List<String> reads = List.of(
                "ec2 DescribeInstances",
                "ec2 DescribeInstances",
                "s3 ListBuckets",
                "s3 GetBucketLocation",
                "logs DescribeLogGroups",
                "lambda ListFunctions20150331",
                "monitoring DescribeAlarms",
                "cloudformation DescribeStacks");
        List<Line> lines = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 420; i++) {
            LocalDateTime time = BEGIN.plusDays(i % 3).plusSeconds(8 * 3_600 + random.nextInt(9 * 3_600));
            int person = random.nextInt(4);
            boolean writes = random.nextInt(9) == 0;
            String call = writes ? "lambda UpdateFunctionCode20150331v2" : reads.get(random.nextInt(reads.size()));
            lines.add(new Line(
                    time, record(random, time, PEOPLE.get(person), "192.0.2." + (20 + person), call, !writes), false));
        }
        LocalDateTime night = LocalDateTime.parse("2026-01-07T02:41:10");
        List<String> steps = List.of(
                "sts GetCallerIdentity",
                "iam ListUsers",
                "s3 ListBuckets",
                "iam CreateUser",
                "iam CreateAccessKey",
                "iam AttachUserPolicy",
                "cloudtrail StopLogging",
                "ec2 RunInstances");
        for (int i = 0; i < steps.size(); i++) {
            LocalDateTime time = night.plusSeconds(37L * i);
            String record = record(random, time, "dora", "203.0.113.66", steps.get(i), i < 3);
            lines.add(new Line(time, record, true));
            ids.add(record.replaceFirst(".*\"eventID\":\"([^\"]*)\".*", "$1"));
        }
        lines.sort(Comparator.comparing(Line::time));
        for (int day = 0; day < 3; day++) {
            LocalDateTime from = BEGIN.plusDays(day);
            String records = lines.stream()
                    .filter(line -> line.time().toLocalDate().equals(from.toLocalDate()))
                    .map(Line::text)
                    .collect(Collectors.joining(",\n"));
            Files.writeString(
                    folder.resolve("cloudtrail/" + from.toLocalDate() + ".json"),
                    "{\"Records\":[\n" + records + "\n]}\n");
        }
        Files.writeString(
                folder.resolve("cloudtrail-labels.csv"),
                "eventID,anomaly\n" + ids.stream().map(id -> id + ",1\n").collect(Collectors.joining()));
    }

    private static String record(
            SplittableRandom random, LocalDateTime time, String user, String address, String call, boolean readOnly) {
        String[] words = call.split(" ");
        return "{\"eventVersion\":\"1.09\",\"userIdentity\":{\"type\":\"IAMUser\",\"arn\":\"arn:aws:iam::" + ACCOUNT
                + ":user/" + user + "\",\"accountId\":\"" + ACCOUNT + "\",\"userName\":\"" + user
                + "\"},\"eventTime\":\""
                + time + (time.getSecond() == 0 ? ":00" : "") + "Z\",\"eventSource\":\"" + words[0]
                + ".amazonaws.com\",\"eventName\":\"" + words[1]
                + "\",\"awsRegion\":\"eu-central-1\",\"sourceIPAddress\":\""
                + address + "\",\"readOnly\":" + readOnly + ",\"eventID\":\""
                + String.format(Locale.ROOT, "%08x-0000-4000-8000-%012x", random.nextInt(), random.nextLong() >>> 16)
                + "\"}";
    }
}
