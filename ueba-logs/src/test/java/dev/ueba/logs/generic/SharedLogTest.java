package dev.ueba.logs.generic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.logs.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads loghub's parsed logs, which are CSV, with a mapping for each. */
class SharedLogTest {

    private static TestLog.Read read(String name, GenericLogOptions options) throws IOException {
        Path file = SharedData.orSkip("data/loghub-generic/" + name + "_2k.log_structured.csv.gz");
        TestLog.Read read = TestLog.read(List.of(file), options);
        assertThat(read.counts()).hasToString("1 files, 2,000 records: 2,000 understood, 0 other, 0 unreadable");
        return read;
    }

    private static String firstTime(TestLog.Read read) {
        return read.events().get(0).time().toString();
    }

    @Test
    void read_supercomputer_hasSecondsAndLabels() throws IOException {
        FieldMapping mapping = FieldMapping.of("Timestamp")
                .withUser("Node")
                .withAction("EventId")
                .withResource("Component")
                .withAnomaly("Label");
        TestLog.Read read = read("BGL", GenericLogOptions.defaults().withMapping(mapping));
        assertThat(firstTime(read)).isEqualTo("2005-06-03T22:42:50Z");
        assertThat(read.texts("anomaly"))
                .filteredOn(label -> !label.equals("-"))
                .hasSize(143);
    }

    @Test
    void read_webServer_hasAPattern() throws IOException {
        FieldMapping mapping = FieldMapping.of("Time").withAction("EventId").with("level", "Level");
        TestLog.Read read = read(
                "Apache",
                GenericLogOptions.defaults().withMapping(mapping).withTimestampPattern("EEE MMM dd HH:mm:ss yyyy"));
        assertThat(firstTime(read)).isEqualTo("2005-12-04T04:47:44Z");
        assertThat(read.texts("level")).containsOnly("notice", "error");
    }

    @Test
    void read_cloud_hasDateAndTime() throws IOException {
        FieldMapping mapping =
                FieldMapping.ofJoined("Date", "Time").withAction("EventId").withResource("Content");
        TestLog.Read read = read("OpenStack", GenericLogOptions.defaults().withMapping(mapping));
        assertThat(firstTime(read)).isEqualTo("2017-05-16T00:00:00.008Z");
        assertThat(read.texts("resource").get(0)).startsWith("10.11.10.1 \"GET /v2/");
    }

    @Test
    void read_desktop_hasNoYear() throws IOException {
        FieldMapping mapping =
                FieldMapping.ofJoined("Month", "Date", "Time").withUser("User").withAction("EventId");
        TestLog.Read read = read(
                "Mac", GenericLogOptions.defaults().withMapping(mapping).withTimestampPattern("MMM d HH:mm:ss", 2017));
        assertThat(firstTime(read)).isEqualTo("2017-07-01T09:00:55Z");
    }
}
