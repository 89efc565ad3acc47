package dev.ueba.logs.github;

import dev.ueba.logs.LogFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a large log for measuring, and reads it: {@code write DIR EVENTS ACTORS DAYS FILES plain|gz} and
 * {@code read DIR THREADS [hours]}, with the column of unusual hours or without. About 340 bytes per event, most of them
 * fields that are not used, as in real exports.
 */
final class LoadLog {

    private static final List<String> ACTIONS = List.of(
            "git.clone",
            "git.fetch",
            "git.push",
            "pull_request.create",
            "pull_request.merge",
            "workflows.created_workflow_run",
            "workflows.completed_workflow_run",
            "repo.download_zip",
            "pull_request_review.submit",
            "protected_branch.policy_override");

    private static final long START = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private LoadLog() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        if (arguments[0].equals("write")) {
            write(
                    directory,
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[3]),
                    Integer.parseInt(arguments[4]),
                    Integer.parseInt(arguments[5]),
                    arguments[6].equals("gz"));
        } else {
            read(directory, Integer.parseInt(arguments[2]), arguments.length > 3 && arguments[3].equals("hours"));
        }
    }

    static void write(Path directory, int events, int actors, int days, int files, boolean gzip) throws IOException {
        Files.createDirectories(directory);
        SplittableRandom random = new SplittableRandom(1);
        int written = 0;
        for (int file = 0; file < files; file++) {
            Path path = directory.resolve("events-" + (1000 + file) + (gzip ? ".json.gz" : ".json"));
            int end = (int) ((long) events * (file + 1) / files);
            try (OutputStream out = open(path, gzip)) {
                for (; written < end; written++) {
                    out.write(event(random, written, events, actors, days).getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }

    private static OutputStream open(Path path, boolean gzip) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
        return gzip ? new GZIPOutputStream(out, 1 << 16) : out;
    }

    private static String event(SplittableRandom random, int number, int events, int actors, int days) {
        int actor = random.nextInt(actors);
        long time = START + (long) ((double) number / events * days * 86_400_000L);
        int repository = (actor * 31 + random.nextInt(8)) % 4000;
        String action = ACTIONS.get(random.nextInt(ACTIONS.size()));
        StringBuilder id = new StringBuilder(22);
        for (int i = 0; i < 22; i++) {
            id.append(ALPHABET.charAt(random.nextInt(64)));
        }
        String ip = "10." + actor % 250 + "." + actor / 250 + "." + random.nextInt(3);
        return "{\"@timestamp\":" + time + ",\"_document_id\":\"" + id + "\",\"action\":\"" + action
                + "\",\"actor\":\"developer-" + actor + "\",\"actor_id\":" + (100000 + actor) + ",\"actor_ip\":\"" + ip
                + "\",\"actor_location\":{\"country_code\":\"DE\"},\"created_at\":" + time
                + ",\"operation_type\":\"access\",\"org\":\"example-org\",\"public_repo\":false"
                + ",\"repo\":\"example-org/service-" + repository + "\",\"repo_id\":" + (900000 + repository)
                + ",\"user_agent\":\"git/2.43.0\"}\n";
    }

    private static void read(Path directory, int threads, boolean hours) throws IOException {
        long start = System.nanoTime();
        GitHubAuditLogSource source = new GitHubAuditLogSource(
                LogFiles.expand(List.of(directory.toString())),
                GitHubAuditLogOptions.defaults(),
                GitHubAuditFeatureOptions.defaults().withHourHabits(hours),
                threads);
        int rows = source.readFeatures().rowCount();
        System.Logger log = System.getLogger("load");
        long millis = (System.nanoTime() - start) / 1_000_000;
        log.log(
                System.Logger.Level.INFO,
                rows + " rows in " + millis + " ms; " + source.counts().toLines());
    }
}
