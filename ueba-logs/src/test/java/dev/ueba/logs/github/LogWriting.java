package dev.ueba.logs.github;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Writes events into files, in all the containers that the reader knows. */
final class LogWriting {

    /** How many containers there are. */
    static final int CONTAINERS = 10;

    private LogWriting() {}

    /** Splits events over some files below a folder; their containers vary. */
    static void write(Path folder, List<TestEvent> events, SplittableRandom random) throws IOException {
        int files = 1 + random.nextInt(5);
        List<List<TestEvent>> parts = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            parts.add(new ArrayList<>());
        }
        for (TestEvent event : events) {
            parts.get(random.nextInt(files)).add(event);
        }
        for (int i = 0; i < files; i++) {
            Path file = folder.resolve("2026/0" + random.nextInt(10)).resolve("part-" + i + ".json");
            Files.createDirectories(file.getParent());
            byte[] bytes =
                    container(parts.get(i), random, random.nextInt(CONTAINERS)).getBytes(StandardCharsets.UTF_8);
            Files.write(file, random.nextBoolean() ? gzip(bytes) : bytes);
        }
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    static String container(List<TestEvent> events, SplittableRandom random, int container) {
        List<String> lines = new ArrayList<>();
        events.forEach(event -> lines.add(event.toJson(random)));
        return switch (container) {
            case 0 -> "[" + String.join(",", lines) + "]";
            case 1 -> "[\n  " + String.join(",\n  ", lines) + "\n]\n";
            case 2 -> "{\"Records\":[" + String.join(", ", lines) + "],\"next\":{\"a\":[]}}";
            case 3 -> "{\"count\":7,\"value\":[" + String.join(",", lines) + "]}\n";
            case 4 -> each(lines, line -> "{\"host\":\"x\",\"message\":" + TestEvent.quoted(line, false) + "}\n");
            case 5 -> each(lines, line -> "<134>1 2026-03-20T01:02:03Z ghe github_audit[7] - " + line + "\n");
            case 6 -> each(lines, line -> line.replace(",", ",\n    ") + "\n");
            case 7 -> String.join("", lines);
            case 8 -> "\ufeff" + each(lines, line -> line + "\r\n");
            default -> each(lines, line -> line + "\n");
        };
    }

    private static String each(List<String> lines, UnaryOperator<String> form) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(form.apply(line)));
        return text.toString();
    }
}
