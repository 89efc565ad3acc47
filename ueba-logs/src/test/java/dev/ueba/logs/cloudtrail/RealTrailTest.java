package dev.ueba.logs.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.event.EventField;
import dev.ueba.event.SecurityEvent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Reads the public samples; the numbers are those of their README. */
class RealTrailTest {

    private static TestTrail.Read read(String... names) throws IOException, URISyntaxException {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            files.add(Path.of(Objects.requireNonNull(RealTrailTest.class.getResource("real/" + name))
                    .toURI()));
        }
        return TestTrail.read(files, CloudTrailOptions.defaults());
    }

    @Test
    void read_ofPlaso_givesTheInnerEvents() throws IOException, URISyntaxException {
        TestTrail.Read read = read("lookup-events-plaso.jsonl");
        assertThat(read.counts()).hasToString("1 files, 6 records: 6 understood, 0 other, 0 unreadable");
        SecurityEvent first = read.events().get(0);
        assertThat(first.time()).isEqualTo("2022-02-07T22:23:37Z");
        assertThat(first.field(EventField.USER_ARN)).contains("arn:aws:iam::012345678901:user/fakeusername");
        assertThat(first.field(EventField.READ_ONLY)).contains("true");
        assertThat(first.source().position()).isEqualTo(1);
    }

    @Test
    void read_ofCrowdSec_givesAllInSpiteOfTheirIds() throws IOException, URISyntaxException {
        TestTrail.Read read = read(
                "crowdsec-aws-bf.ndjson",
                "crowdsec-aws-cloudtrail-postexploit.ndjson",
                "crowdsec-aws-cloudtrail.ndjson",
                "crowdsec-aws-nwo-login.ndjson");
        assertThat(read.counts()).hasToString("4 files, 13 records: 13 understood, 0 other, 0 unreadable");
        assertThat(read.events().stream().filter(event -> event.has(EventField.CONSOLE_LOGIN, "Failure")))
                .isNotEmpty()
                .allMatch(event -> event.has(EventField.EVENT_NAME, "ConsoleLogin"));
        assertThat(read.events().stream().filter(event -> event.has(EventField.ERROR_CODE, "AccessDenied")))
                .isNotEmpty();
    }

    @Test
    void read_ofInvictusAndStratus_givesIndexes() throws IOException, URISyntaxException {
        TestTrail.Read read = read("invictus-records.json.gz", "stratus-console-login.json.gz");
        assertThat(read.counts()).hasToString("2 files, 3 records: 3 understood, 0 other, 0 unreadable");
        assertThat(read.events().get(1).source().toString()).endsWith("invictus-records.json.gz#1");
        assertThat(read.events().get(1).field(EventField.SOURCE_IP_ADDRESS)).contains("health.amazonaws.com");
        assertThat(read.events().get(2).field(EventField.MFA_USED)).contains("No");
        assertThat(read.events().get(2).field(EventField.CONSOLE_LOGIN)).contains("Success");
    }

    @Test
    void read_ofPanther_countsEventsWithoutTime() throws IOException, URISyntaxException {
        TestTrail.Read read = read("panther.ndjson");
        assertThat(read.events()).singleElement().satisfies(event -> assertThat(event.time())
                .isEqualTo("2025-01-21T17:49:47Z"));
        assertThat(read.problems())
                .containsExactly(
                        "2#2: there is no eventTime",
                        "3#3: there is no eventTime",
                        "4#4: the eventTime is not a time",
                        "5#5: there is no eventTime");
    }
}
