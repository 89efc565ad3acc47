package dev.ueba.examples;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sample data of the examples, copied from the class path to a new temporary folder. Your own code has files instead. */
final class Sample {

    private final Path folder;

    private Sample(Path folder) {
        this.folder = folder;
    }

    /** Makes a temporary folder, puts the sample there and says where it is. */
    static Sample unpack() throws IOException {
        Sample sample = new Sample(Files.createTempDirectory("ueba-example"));
        sample.copy("sample", List.of("base.csv", "labels.csv"));
        System.out.println("files are in " + sample.folder);
        return sample;
    }

    /** Does the same with the raw logs. */
    static Sample unpackLogs() throws IOException {
        Sample sample = new Sample(Files.createTempDirectory("ueba-example"));
        sample.copy("sample-logs", List.of("files.txt", "labels.csv"));
        sample.copy("sample-logs", Files.readAllLines(sample.file("files.txt")));
        System.out.println("files are in " + sample.folder);
        return sample;
    }

    /** Does the same with the logs of single events. */
    static Sample unpackEvents() throws IOException {
        Sample sample = new Sample(Files.createTempDirectory("ueba-example"));
        sample.copy("sample-events", List.of("auth.log", "security-log.csv"));
        for (String day : List.of("2026-01-05", "2026-01-06", "2026-01-07")) {
            sample.copy("sample-events", List.of("cloudtrail/" + day + ".json"));
        }
        System.out.println("files are in " + sample.folder);
        return sample;
    }

    private void copy(String resources, List<String> names) throws IOException {
        for (String name : names) {
            try (InputStream in = Sample.class.getResourceAsStream("/" + resources + "/" + name)) {
                if (in == null) {
                    throw new FileNotFoundException(resources + "/" + name + " is not on the class path");
                }
                Path target = file(name);
                Files.createDirectories(target.getParent());
                Files.copy(in, target);
            }
        }
    }

    /** Raw GitHub audit logs of the same actors and days. */
    Path logs() {
        return file("logs");
    }

    /** 60 actors, 2026-01-01 to 2026-03-31. */
    Path base() {
        return file("base.csv");
    }

    /** The attacks that were put into the last third of the days. */
    Path labels() {
        return file("labels.csv");
    }

    /** A place for a file of the example's own. */
    Path file(String name) {
        return folder.resolve(name);
    }
}
