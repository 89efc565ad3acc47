package dev.ueba.logs.auth;

import dev.ueba.logs.EventLogCounts;
import dev.ueba.logs.LogFiles;
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
import java.util.zip.GZIPOutputStream;

/**
 * Writes a large auth.log for measuring, and reads it: {@code write FILE LINES plain|gz} and {@code read FILE year|now}. About 95
 * bytes per line, the kinds as often as on a host with guessing from the internet.
 */
final class LoadAuthLog {

    private static final long START = Instant.parse("2026-01-05T00:00:00Z").getEpochSecond();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private LoadAuthLog() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        if (arguments[0].equals("write")) {
            write(file, Integer.parseInt(arguments[2]), arguments[3].equals("gz"));
        } else {
            read(file, arguments[2].equals("year"));
        }
    }

    static void write(Path file, int lines, boolean gzip) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        try (OutputStream out = gzip ? new GZIPOutputStream(plain, 1 << 16) : plain) {
            for (int line = 0; line < lines; line++) {
                long second = START + (long) ((double) line / lines * 200 * 86_400);
                String text = TIME.format(Instant.ofEpochSecond(second)) + " web-" + random.nextInt(20) + ' '
                        + message(random) + '\n';
                out.write(text.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static String message(SplittableRandom random) {
        String sshd = "sshd[" + (1000 + random.nextInt(30_000)) + "]: ";
        String user = "user" + random.nextInt(5000);
        String ip = "203." + random.nextInt(20) + '.' + random.nextInt(100) + '.' + random.nextInt(10);
        int port = 1024 + random.nextInt(60_000);
        return switch (random.nextInt(10)) {
            case 0, 1 -> sshd + "Failed password for invalid user " + user + " from " + ip + " port " + port + " ssh2";
            case 2 -> sshd + "Invalid user " + user + " from " + ip + " port " + port;
            case 3 -> sshd + "Failed password for root from " + ip + " port " + port + " ssh2";
            case 4, 5 ->
                sshd
                        + "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost="
                        + ip + "  user=root";
            case 6 ->
                sshd + "Connection closed by authenticating user " + user + ' ' + ip + " port " + port + " [preauth]";
            case 7 -> sshd + "Received disconnect from " + ip + " port " + port + ":11: Bye Bye [preauth]";
            case 8 -> "CRON[" + port + "]: pam_unix(cron:session): session opened for user root by (uid=0)";
            default ->
                sshd + "Accepted publickey for " + user + " from " + ip + " port " + port
                        + " ssh2: RSA SHA256:1M4RzhMyWuFS/86uPY/ce2prh/dVTHW7iD2RhpquOZA";
        };
    }

    private static void read(Path file, boolean year) throws IOException {
        AuthLogOptions options = year
                ? AuthLogOptions.defaults().withYear(2026)
                : AuthLogOptions.defaults().withNow(Instant.parse("2027-01-01T00:00:00Z"));
        long start = System.nanoTime();
        long[] fields = new long[1];
        EventLogCounts counts = AuthLogReader.read(
                LogFiles.expand(List.of(file.toString())),
                options,
                event -> fields[0] += event.fields().names().size());
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.getLogger("load")
                .log(System.Logger.Level.INFO, counts + "; " + fields[0] + " fields in " + millis + " ms");
    }
}
