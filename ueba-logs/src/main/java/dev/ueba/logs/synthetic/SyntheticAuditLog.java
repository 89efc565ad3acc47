package dev.ueba.logs.synthetic;

import dev.ueba.evaluation.AttackLabel;
import dev.ueba.evaluation.LabelCsv;
import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The raw GitHub audit log of an organisation that does not exist, with the attacks on it known event by event.
 *
 * <p>The organisation is that of {@link dev.ueba.evaluation.SyntheticOrganisation} for the same options: every count of an
 * actor's UTC day becomes that many events, on as many repositories and from as many addresses as planned there. Around them
 * are events without a column (pushes, fetches, reviews, members that come and go), bots, deploy keys and the system itself.
 * Actors work in zones of their own; work that passes midnight UTC stays on its UTC day. Addresses are from ranges reserved for
 * documentation and the like. How events are written varies as in real logs ({@link AuditLogVariant}).
 *
 * <p>The same options give the same logs, byte for byte once decompressed; the compressed bytes also depend on the
 * compression library of the JVM. With the same seed, the events of an actor's own work are the same lines
 * whatever the attacks (but for the members that administrators take in and let go).
 *
 * <p>Memory grows with the actor-days of the plan and with the events of one day, not with those of the log. Immutable.
 *
 * <pre>{@code
 * SyntheticAuditLog log = SyntheticAuditLog.generate(SyntheticAuditLogOptions.defaults(), Path.of("made"));
 * // made/logs/2026/01/01/09/<uuid>.json.gz and so on, made/labels.csv, made/label-events.csv
 * }</pre>
 */
public final class SyntheticAuditLog {

    private final SyntheticAuditLogOptions options;
    private final AuditLogCounts counts;
    private final List<AttackLabel> labels;
    private final Optional<FeatureTable> expectedBaseFeatures;

    private SyntheticAuditLog(
            SyntheticAuditLogOptions options,
            AuditLogCounts counts,
            List<AttackLabel> labels,
            Optional<FeatureTable> expectedBaseFeatures) {
        this.options = options;
        this.counts = counts;
        this.labels = List.copyOf(labels);
        this.expectedBaseFeatures = expectedBaseFeatures;
    }

    /**
     * Writes a log and its labels.
     *
     * <p>Files: {@code logs/YYYY/MM/DD/HH/<uuid>.json.gz}, one JSON object a line, in folders by the UTC hour of delivery;
     * {@code labels.csv} with {@code actor,day,scenario}; {@code label-events.csv} with
     * {@code document_id,actor,day,scenario} for each event of an attack; and if asked for {@code expected-base.csv}.
     *
     * @param options what to make
     * @param folder made if it is not there; must not hold {@code logs} with something in it
     * @return what was made
     * @throws IOException if the folder has logs already, or writing fails; logs written so far stay
     */
    public static SyntheticAuditLog generate(SyntheticAuditLogOptions options, Path folder) throws IOException {
        Path logs = folder.resolve("logs");
        requireEmpty(logs);
        Files.createDirectories(logs);
        AuditLogRun run = new AuditLogRun(options, logs);
        CsvOutput.writeFile(folder.resolve("label-events.csv"), false, run::writeLogs);
        LabelCsv.write(run.labels(), folder.resolve("labels.csv"));
        Optional<FeatureTable> expected = run.expectedBaseFeatures();
        if (expected.isPresent()) {
            FeatureCsv.write(expected.get(), folder.resolve("expected-base.csv"));
        }
        return new SyntheticAuditLog(options, run.counts(), run.labels(), expected);
    }

    private static void requireEmpty(Path logs) throws IOException {
        if (!Files.isDirectory(logs)) {
            return;
        }
        try (Stream<Path> content = Files.list(logs)) {
            if (content.findAny().isPresent()) {
                throw new FileSystemException(
                        logs.toString(), null, "there are logs already; choose another folder or remove them");
            }
        }
    }

    /**
     * Returns what the log was made from.
     *
     * @return the options
     */
    public SyntheticAuditLogOptions options() {
        return options;
    }

    /**
     * Returns how much was written.
     *
     * @return counts of files, lines and events
     */
    public AuditLogCounts counts() {
        return counts;
    }

    /**
     * Returns the attacks, at most one for an actor and day.
     *
     * @return unmodifiable; by day, then by actor
     */
    public List<AttackLabel> labels() {
        return labels;
    }

    /**
     * Returns the base features that a reader of the log must come to: bots, deploy keys, undated events and those of nobody
     * left out, repeated deliveries counted once, unusual times of day judged over the whole log, in UTC.
     *
     * <p>Counted from the events before they were written, by no code that reads logs.
     *
     * @return columns as in {@link dev.ueba.feature.GitHubAuditFeatures#SCHEMA}, rows by day, then by actor; empty if the options
     *     do not ask for it
     */
    public Optional<FeatureTable> expectedBaseFeatures() {
        return expectedBaseFeatures;
    }
}
