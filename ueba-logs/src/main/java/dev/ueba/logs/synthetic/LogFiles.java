package dev.ueba.logs.synthetic;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ueba.evaluation.SeededRandom;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Delivers events: at least once, mostly within minutes, as files in a folder for each hour of delivery. */
final class LogFiles {

    /*
     * Events wait in the hour of their delivery until no earlier day can add to it; late ones wait into the next days. Files
     * do not depend on each other, so those that are due are written side by side.
     */

    private record Delivery(long millis, AuditEvent event) {}

    private record Chunk(Path file, List<Delivery> deliveries) {}

    private static final long HOUR_MILLIS = 3_600_000L;
    private static final int HOURS_OF_DAY = 24;
    private static final int MOST_LATE_HOURS = 26;
    private static final int BUFFER_BYTES = 1 << 16;

    private static final JsonFactory JSON =
            new JsonFactoryBuilder().rootValueSeparator("\n").build();

    private final Path folder;
    private final SeededRandom names;
    private final Set<AuditLogVariant> variants;
    private final int eventsPerFile;
    private final int hoursPerDelivery;
    private final EventJson writer;
    private final TreeMap<Long, List<Delivery>> waiting = new TreeMap<>();

    private long files;
    private long lines;
    private long duplicates;
    private long late;

    LogFiles(Path folder, SyntheticAuditLogOptions options, SeededRandom names) {
        this.folder = folder;
        this.names = names;
        this.variants = options.variants();
        this.eventsPerFile = options.eventsPerFile();
        this.hoursPerDelivery = options.hoursPerDelivery();
        this.writer = new EventJson(variants);
    }

    long files() {
        return files;
    }

    long lines() {
        return lines;
    }

    long duplicates() {
        return duplicates;
    }

    long late() {
        return late;
    }

    /** Takes an event, once or twice. */
    void add(AuditEvent event) {
        SeededRandom random = event.delivery();
        long millis = event.millis() + 1000 + random.nextInt(120_000);
        boolean isLate = random.chance(AuditLogVariant.LATE.rate());
        long delay = HOUR_MILLIS + random.nextInt((int) ((MOST_LATE_HOURS - 1) * HOUR_MILLIS));
        if (isLate && variants.contains(AuditLogVariant.LATE)) {
            late++;
            millis += delay;
        }
        deliver(millis, event);
        boolean again = random.chance(AuditLogVariant.DUPLICATE.rate());
        long pause = random.nextInt((int) (3 * HOUR_MILLIS));
        // Without an id a second delivery would be a second event.
        if (again && variants.contains(AuditLogVariant.DUPLICATE) && writer.hasDocumentId(event)) {
            duplicates++;
            deliver(millis + pause, event);
        }
    }

    private void deliver(long millis, AuditEvent event) {
        lines++;
        // Deliveries go out in the last hour of each round, which for rounds of one hour is that hour.
        long rounds = Math.floorDiv(millis, HOUR_MILLIS * hoursPerDelivery);
        long hour = (rounds + 1) * hoursPerDelivery - 1;
        waiting.computeIfAbsent(hour, due -> new ArrayList<>()).add(new Delivery(millis, event));
    }

    /** Writes what was delivered before the day begins. */
    void writeBefore(long epochDay) throws IOException {
        writeHours(waiting.headMap(epochDay * HOURS_OF_DAY));
    }

    /** Writes the rest. */
    void writeAll() throws IOException {
        writeHours(waiting);
    }

    private void writeHours(SortedMap<Long, List<Delivery>> due) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        for (var hour : due.entrySet()) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(hour.getKey() * 3600, 0, ZoneOffset.UTC);
            Path place = folder.resolve(String.format(
                    Locale.ROOT,
                    "%04d/%02d/%02d/%02d",
                    time.getYear(),
                    time.getMonthValue(),
                    time.getDayOfMonth(),
                    time.getHour()));
            Files.createDirectories(place);
            List<Delivery> deliveries = hour.getValue();
            deliveries.sort(Comparator.comparingLong(Delivery::millis)); // stable: ties stay in the order of making
            SeededRandom random = names.child(hour.getKey());
            for (int from = 0; from < deliveries.size(); from += eventsPerFile) {
                int to = Math.min(deliveries.size(), from + eventsPerFile);
                chunks.add(new Chunk(place.resolve(fileName(random)), deliveries.subList(from, to)));
            }
        }
        files += chunks.size();
        try {
            chunks.parallelStream().forEach(this::write);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        due.clear();
    }

    private static String fileName(SeededRandom random) {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & 0x3fffffffffffffffL) | Long.MIN_VALUE;
        return new UUID(high, low) + ".json.gz";
    }

    private void write(Chunk chunk) {
        try (OutputStream file = Files.newOutputStream(chunk.file());
                OutputStream out = new BufferedOutputStream(
                        new Gzip(file, chunk.deliveries().size()), BUFFER_BYTES);
                JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            for (Delivery delivery : chunk.deliveries()) {
                writer.write(delivery.event(), json);
            }
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compresses large files in less time: half of what a large log costs, for a quarter more bytes. */
    private static final class Gzip extends GZIPOutputStream {

        private static final int LARGE = 2000;
        private static final int FAST = 3;

        Gzip(OutputStream out, int lines) throws IOException {
            super(out, 1 << 13);
            def.setLevel(lines < LARGE ? Deflater.DEFAULT_COMPRESSION : FAST);
        }
    }
}
