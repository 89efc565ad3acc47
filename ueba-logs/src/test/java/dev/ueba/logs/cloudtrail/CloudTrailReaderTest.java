package dev.ueba.logs.cloudtrail;

import static dev.ueba.logs.cloudtrail.TestTrail.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.event.EventField;
import dev.ueba.event.EventSource;
import dev.ueba.event.SecurityEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudTrailReaderTest {

    private static final String ID = "875240ac-e821-4fc6-a311-8c352a1d20f5";

    @TempDir
    private Path folder;

    private TestTrail.Read read(String content) throws IOException {
        return TestTrail.read(folder, content);
    }

    private static String withId(String name, String id) {
        return event(name).replaceFirst("\\{", "{\"eventID\":\"" + id + "\",");
    }

    @Test
    void read_deliveredFile_hasIndexes() throws IOException {
        TestTrail.Read read = read("{\"Records\":[" + event("A") + "," + event("B") + "]}");
        assertThat(read.calls()).containsExactly("#0 A", "#1 B");
        assertThat(read.counts().understood()).isEqualTo(2);
        assertThat(read.counts().files()).isEqualTo(1);
    }

    @Test
    void read_membersAroundTheRecords_areSteppedOver() throws IOException {
        TestTrail.Read read = read("{\"a\":{\"Records\":[1,{}]},\"Records\":[" + event("A")
                + "] , \"b\":[{\"c\":1}],\"Events\":[" + event("B") + "],\"d\":\"]\"}\n" + event("C"));
        assertThat(read.calls()).containsExactly("#0 A", "#1 B", ":2 C");
        assertThat(read.counts().unreadable()).isZero();
    }

    @Test
    void read_onManyLines_isTheSame() throws IOException {
        String content = "{\n  \"Records\": [\n    " + event("A").replace(",", ",\n      ") + ",\n    " + event("B")
                + "\n  ]\n}\n";
        assertThat(read(content).calls()).containsExactly("#0 A", "#1 B");
        assertThat(read(content.replace("\n", "\r\n")).calls()).containsExactly("#0 A", "#1 B");
        assertThat(read(content).counts().records()).isEqualTo(2);
    }

    @Test
    void read_list_hasIndexes() throws IOException {
        assertThat(read("[" + event("A") + ",\n" + event("B") + "]").calls()).containsExactly("#0 A", "#1 B");
        assertThat(read("[]").counts().records()).isZero();
        assertThat(read("{\"Records\":[]}").counts().records()).isZero();
    }

    @Test
    void read_oneEventALine_hasLines() throws IOException {
        assertThat(read("\ufeff" + event("A") + "\r\n\r\n" + event("B") + "\n" + event("C"))
                        .calls())
                .containsExactly(":1 A", ":3 B", ":4 C");
    }

    @Test
    void read_oneObject_isAnEvent() throws IOException {
        assertThat(read(event("A").replace(",", ",\n")).calls()).containsExactly(":1 A");
    }

    @Test
    void read_eventBridge_isItsDetail() throws IOException {
        TestTrail.Read read = read("{\"version\":\"0\",\"id\":\"1\",\"detail-type\":\"AWS API Call via CloudTrail\","
                + "\"time\":\"2020-01-01T00:00:00Z\",\"detail\":" + event("A") + "}\n"
                + "{\"detail-type\":\"EC2 Instance State-change\",\"detail\":{\"state\":\"running\"}}");
        assertThat(read.calls()).containsExactly(":1 A");
        assertThat(read.events().get(0).time()).isEqualTo("2023-07-10T11:47:39Z");
        assertThat(read.counts().other()).isEqualTo(1);
    }

    @Test
    void read_lookupEvents_prefersTheInnerEvent() throws IOException {
        String inner = event("A").replace("\"", "\\\"");
        TestTrail.Read read = read("{\"Events\":[{\"EventId\":\"x\",\"EventName\":\"Outer\",\"EventTime\":1600000000.5,"
                + "\"CloudTrailEvent\":\"" + inner
                + "\"},{\"EventId\":\"y\",\"EventName\":\"Outer\",\"ReadOnly\":\"true\","
                + "\"Username\":\"bob\",\"EventTime\":1600000000.5}],\"NextToken\":\"t\"}");
        assertThat(read.calls()).containsExactly("#0 A", "#1 Outer");
        assertThat(read.events().get(0).time()).isEqualTo("2023-07-10T11:47:39Z");
        SecurityEvent outer = read.events().get(1);
        assertThat(outer.time()).isEqualTo("2020-09-13T12:26:40.500Z");
        assertThat(outer.field(EventField.USER_NAME)).contains("bob");
        assertThat(outer.field(EventField.READ_ONLY)).contains("true");
    }

    @Test
    void read_cloudWatchLogs_isTheMessage() throws IOException {
        String message = event("A").replace("\"", "\\\"");
        TestTrail.Read read = read("{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"id\":\"1\",\"timestamp\":1,"
                + "\"message\":\"" + message + "\"}]}\n2023-07-10T11:47:39.000Z " + event("B"));
        assertThat(read.calls()).containsExactly("#0 A", ":2 B");
    }

    @Test
    void read_otherKinds_areOther() throws IOException {
        TestTrail.Read read = read("{\"awsAccountId\":\"1\",\"digestStartTime\":\"2023-07-10T11:47:39Z\","
                + "\"digestS3Object\":\"x\",\"logFiles\":[{\"s3Object\":\"a\"}]}\n{}");
        assertThat(read.events()).isEmpty();
        assertThat(read.counts().other()).isEqualTo(2);
        assertThat(read.counts().unreadable()).isZero();
    }

    @Test
    void read_allFields_areKept() throws IOException {
        SecurityEvent event = read("{\"eventTime\":\"2023-07-10T11:47:39Z\",\"eventSource\":\"signin.amazonaws.com\","
                        + "\"eventName\":\"ConsoleLogin\",\"awsRegion\":\"us-east-1\",\"sourceIPAddress\":\"192.0.2.1\","
                        + "\"userAgent\":\"Mozilla\",\"errorCode\":\"X\",\"readOnly\":false,\"eventID\":\"" + ID + "\","
                        + "\"userIdentity\":{\"type\":\"IAMUser\",\"arn\":\"arn\",\"userName\":\"eve\",\"accountId\":\"1\","
                        + "\"sessionContext\":{\"type\":\"no\"}},\"requestParameters\":{\"userName\":\"bob\"},"
                        + "\"responseElements\":{\"ConsoleLogin\":\"Failure\"},"
                        + "\"additionalEventData\":{\"MFAUsed\":\"No\"},\"p_any\":{\"eventName\":\"no\"}}")
                .events()
                .get(0);
        assertThat(event)
                .isEqualTo(CloudTrailReader.FIELDS.event(
                        Instant.parse("2023-07-10T11:47:39Z"),
                        EventSource.line(event.source().file(), 1),
                        "signin.amazonaws.com",
                        "ConsoleLogin",
                        "arn",
                        "IAMUser",
                        "eve",
                        "1",
                        "192.0.2.1",
                        "Mozilla",
                        "us-east-1",
                        "X",
                        "false",
                        ID,
                        "bob",
                        "Failure",
                        "No"));
    }

    @Test
    void read_unexpectedTypes_areTextOrMissing() throws IOException {
        SecurityEvent event = read("{\"eventTime\":\"2022-11-21 18:06:52\",\"eventName\":12,\"eventSource\":null,"
                        + "\"userIdentity\":\"root\",\"requestParameters\":[{\"userName\":\"x\"}],\"readOnly\":\"True\","
                        + "\"awsRegion\":{\"a\":1},\"responseElements\":null,\"userAgent\":[1],\"errorCode\":false}")
                .events()
                .get(0);
        assertThat(event.field(EventField.EVENT_NAME)).contains("12");
        assertThat(event.field(EventField.READ_ONLY)).contains("true");
        assertThat(event.field(EventField.ERROR_CODE)).contains("false");
        assertThat(event.fields().names().stream().filter(name -> event.textOrNull(name) != null))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "2022-11-21T18:06:52Z,2022-11-21T18:06:52Z",
        "2022-11-21 18:06:52,2022-11-21T18:06:52Z",
        "2025-01-21 17:49:47.123000000,2025-01-21T17:49:47.123Z",
        "2022-02-08 09:23:37+11:00,2022-02-07T22:23:37Z",
        "2022-02-08T09:23:37.5-0130,2022-02-08T10:53:37.500Z",
        "1600000000,2020-09-13T12:26:40Z",
    })
    void read_times_areUnderstood(String text, String expected) throws IOException {
        assertThat(read(event("A", text)).events().get(0).time()).isEqualTo(expected);
    }

    @Test
    void read_withoutTime_isUnreadable() throws IOException {
        TestTrail.Read read = read(event("A", "redacted") + "\n{\"eventName\":\"A\"}\n" + event("B", ""));
        assertThat(read.problems())
                .containsExactly(
                        "1#1: the eventTime is not a time", "2#2: there is no eventTime", "3#3: there is no eventTime");
    }

    @Test
    void read_copies_areLeftOutUnlessTheyDiffer() throws IOException {
        String content = withId("A", ID) + "\n" + withId("A", ID) + "\n" + withId("B", ID) + "\n" + withId("A", "<id>")
                + "\n" + withId("A", "<id>") + "\n" + event("A") + "\n" + event("A");
        TestTrail.Read read = read(content);
        assertThat(read.calls()).containsExactly(":1 A", ":3 B", ":4 A", ":5 A", ":6 A", ":7 A");
        assertThat(read.counts().other()).isEqualTo(1);
        assertThat(TestTrail.read(folder, content, CloudTrailOptions.defaults().withMaxEventIds(0))
                        .events())
                .hasSize(7);
    }

    @Test
    void read_copiesInSeveralFiles_areLeftOut() throws IOException {
        Path first = Files.writeString(folder.resolve("a"), "{\"Records\":[" + withId("A", ID) + "]}");
        Path second = Files.write(folder.resolve("b.gz"), TestTrail.gzip("[" + withId("A", ID) + "]"));
        TestTrail.Read read = TestTrail.read(List.of(first, second), CloudTrailOptions.defaults());
        assertThat(read.counts()).hasToString("2 files, 2 records: 1 understood, 1 other, 0 unreadable");
        assertThat(read.events().get(0).source().file()).endsWith("/a");
    }

    @Test
    void read_filters_leaveOutTheRest() throws IOException {
        String content = event("A") + "\n" + event("B").replace("IAMUser", "Root") + "\n" + event("C");
        CloudTrailOptions options = CloudTrailOptions.defaults().withUserType("IAMUser");
        assertThat(TestTrail.read(folder, content, options).calls()).containsExactly(":1 A", ":3 C");
        CloudTrailOptions both = options.withFilter(EventField.EVENT_NAME, "B", "C");
        TestTrail.Read read = TestTrail.read(folder, content, both);
        assertThat(read.calls()).containsExactly(":3 C");
        assertThat(read.counts().other()).isEqualTo(2);
        assertThatThrownBy(() -> options.withFilter("user", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but was on 'user'");
        assertThatThrownBy(() -> options.withMaxEventIds(-1)).hasMessageContaining("but was -1");
    }

    @Test
    void read_manyEvents_shareTheirTexts() throws IOException {
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            content.append(event("Call" + i % 50)).append('\n');
        }
        TestTrail.Read read = read(content.toString());
        assertThat(read.events()).hasSize(20_000);
        Set<Integer> identities = new HashSet<>();
        read.events().forEach(event -> identities.add(System.identityHashCode(event.textOrNull("eventName"))));
        assertThat(identities).hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void read_recordsAcrossTheWindow_areWhole() throws IOException {
        StringBuilder content = new StringBuilder("{\"Records\":[");
        for (int i = 0; i < 3000; i++) {
            content.append(i == 0 ? "" : ",")
                    .append(event("C" + i)
                            .replace("}]}", "}],\"x\":\"" + "\u00e9".repeat(i % 500) + "\",\"n\":-12.5e3}"));
        }
        TestTrail.Read read = read(content + "]}");
        assertThat(read.counts().unreadable()).isZero();
        assertThat(read.events()).hasSize(3000);
        assertThat(read.calls().get(2999)).isEqualTo("#2999 C2999");
    }

    @Test
    void read_missingFile_isAnException() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> TestTrail.read(List.of(missing), CloudTrailOptions.defaults()))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void read_nothing_isNothing() throws IOException {
        assertThat(read("").counts()).hasToString("1 files, 0 records: 0 understood, 0 other, 0 unreadable");
        assertThat(TestTrail.read(List.of(), CloudTrailOptions.defaults())
                        .counts()
                        .files())
                .isZero();
    }
}
