package dev.ueba.examples;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sample data of the examples, copied from the class path to a new temporary folder. Your own code has files instead. */
final class Sample {

    private final Path folder;

    private Sample(Path folder) {
        this.folder = folder;
    }

    /** Makes a temporary folder, puts the sample there and says where it is. */
    static Sample unpack() throws IOException {
        Sample sample = new Sample(Files.createTempDirectory("ueba-example"));
        for (String name : new String[] {"base.csv", "labels.csv"}) {
            try (InputStream in = Sample.class.getResourceAsStream("/sample/" + name)) {
                if (in == null) {
                    throw new FileNotFoundException("sample/" + name + " is not on the class path");
                }
                Files.copy(in, sample.file(name));
            }
        }
        System.out.println("files are in " + sample.folder);
        return sample;
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
