package dev.ueba.logs.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.evaluation.SyntheticSecurityLog;
import dev.ueba.evaluation.SyntheticSecurityLogOptions;
import dev.ueba.event.EventField;
import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.LogLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericLogReaderTest {

    private static final GenericLogOptions DEFAULTS = GenericLogOptions.defaults();
    private static final String HEADER = "timestamp,user,ip,action,resource\n";
    private static final String TIME = "2026-01-04T10:15:00Z";

    @TempDir
    private Path folder;

    private TestLog.Read read(String content) throws IOException {
        return TestLog.read(folder, content, DEFAULTS);
    }

    private TestLog.Read read(String content, FieldMapping mapping) throws IOException {
        return TestLog.read(folder, content, DEFAULTS.withMapping(mapping));
    }

    @Test
    void read_csv_hasFieldsAndLines() throws IOException {
        TestLog.Read read = read(HEADER + TIME + ",eve,192.0.2.1,login,\r\n\n" + TIME
                + ",\"Bob \"\"B\"\", Esq.\",,\"open\nclose\",\"a,b\"\n" + TIME + ",x,y,z,w");
        assertThat(read.counts()).hasToString("1 files, 3 records: 3 understood, 0 other, 0 unreadable");
        assertThat(read.places()).containsExactly(":2", ":4", ":6");
        assertThat(read.texts("user")).containsExactly("eve", "Bob \"B\", Esq.", "x");
        assertThat(read.texts("ip")).containsExactly("192.0.2.1", "-", "y");
        assertThat(read.texts("action")).containsExactly("login", "open\nclose", "z");
        assertThat(read.texts("resource")).containsExactly("-", "a,b", "w");
        assertThat(read.events().get(0).time()).isEqualTo(TIME);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7})
    void read_syntheticLog_isTheLog(long seed) throws IOException {
        SyntheticSecurityLog log = SyntheticSecurityLog.generate(
                SyntheticSecurityLogOptions.defaults().withSeed(seed));
        for (String name : List.of("events.csv", "events.csv.gz")) {
            Path file = folder.resolve(name);
            log.write(file);
            TestLog.Read read = TestLog.read(List.of(file), DEFAULTS);
            assertThat(read.counts()).hasToString("1 files, 510 records: 510 understood, 0 other, 0 unreadable");
            for (int i = 0; i < 510; i++) {
                SecurityEvent expected = log.events().get(i);
                SecurityEvent event = read.events().get(i);
                assertThat(event.fields()).isEqualTo(expected.fields());
                assertThat(event.time()).isEqualTo(expected.time());
                assertThat(event.source().position())
                        .isEqualTo(expected.source().position());
                for (String field : event.fields().names()) {
                    assertThat(event.field(field)).isEqualTo(expected.field(field));
                }
            }
        }
    }

    @Test
    void read_json_linesListsAndObjects() throws IOException {
        String event = "{\"timestamp\":\"" + TIME + "\",\"user\":\"eve\",\"ip\":7,\"other\":[{\"user\":\"no\"}]}";
        assertThat(read(event + "\n" + event + "\nfoo\n").places()).containsExactly(":1", ":2");
        assertThat(read("[" + event + ",\n" + event + "]").places()).containsExactly("#0", "#1");
        assertThat(read(event.replace(",", ",\n")).texts("ip")).containsExactly("7");
        assertThat(read(event + "\nfoo").problems()).containsExactly("2: there is no JSON object on this line");
        assertThat(read("{\"Records\":[" + event + "]}").problems()).containsExactly("1: there is no timestamp");
    }

    @Test
    void read_synonyms_firstInTheTableWins() throws IOException {
        TestLog.Read csv =
                read("Event,USERNAME,src_ip,source_ip,@timestamp,path,label\nlogin,eve,1,2," + TIME + ",/x,True\n");
        assertThat(csv.texts("action")).containsExactly("login");
        assertThat(csv.texts("user")).containsExactly("eve");
        assertThat(csv.texts("ip")).containsExactly("1");
        assertThat(csv.texts("resource")).containsExactly("/x");
        assertThat(csv.texts(EventField.ANOMALY)).containsExactly("1");
        TestLog.Read json = read("{\"source\":{\"ip\":\"2\"},\"src_ip\":\"1\",\"user\":{\"name\":\"eve\",\"id\":3},"
                + "\"event\":{\"action\":\"login\"},\"@timestamp\":1767521700000,\"anomaly\":false}");
        assertThat(json.texts("ip")).containsExactly("1");
        assertThat(json.texts("user")).containsExactly("eve");
        assertThat(json.texts("action")).containsExactly("login");
        assertThat(json.texts("anomaly")).containsExactly("0");
        assertThat(json.events().get(0).time()).isEqualTo(TIME);
    }

    @Test
    void read_ownMapping_isTheOnlyOne() throws IOException {
        FieldMapping mapping = FieldMapping.of("when")
                .withUser("who.name")
                .withIp("from")
                .withAction("what", "did")
                .withResource("what")
                .withAnomaly("bad")
                .with("country", "geo.country.code");
        TestLog.Read read = read(
                "{\"when\":\"2026-01-04 10:15\",\"user\":\"no\",\"who\":{\"name\":\"eve\"},\"did\":\"x\",\"bad\":0,"
                        + "\"geo\":{\"country.code\":\"DE\"}}\n"
                        + "{\"when\":1767521700,\"who.name\":\"bob\",\"what\":\"y\",\"geo\":{\"country\":{\"code\":\"FR\"}}}",
                mapping);
        assertThat(read.events().get(0).fields().names())
                .containsExactly("user", "ip", "action", "resource", "anomaly", "country");
        assertThat(read.texts("user")).containsExactly("eve", "bob");
        assertThat(read.texts("action")).containsExactly("x", "y");
        assertThat(read.texts("resource")).containsExactly("-", "y");
        assertThat(read.texts("country")).containsExactly("DE", "FR");
        assertThat(read.events()).extracting(SecurityEvent::time).allMatch(time -> time.toString()
                .equals(TIME));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-04T10:15:00Z,2026-01-04T10:15:00Z",
        "2026-01-04T10:15:00,2026-01-04T09:15:00Z",
        "2026-07-04 10:15:00.25,2026-07-04T08:15:00.250Z",
        "2026-01-04T10:15:00+05:30,2026-01-04T04:45:00Z",
        "1767521700,2026-01-04T10:15:00Z",
        "1767521700.5,2026-01-04T10:15:00.500Z",
        "1767521700000,2026-01-04T10:15:00Z",
        "1.7675217e9,2026-01-04T10:15:00Z",
        "1767521700000001,2026-01-04T10:15:00.000001Z",
        "1767521700000000001,2026-01-04T10:15:00.000000001Z",
    })
    void read_times_areUnderstood(String text, String expected) throws IOException {
        GenericLogOptions options = DEFAULTS.withZone(ZoneId.of("Europe/Berlin"));
        TestLog.Read read = TestLog.read(folder, HEADER + text + ",a,b,c,d", options);
        assertThat(read.events().get(0).time()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-13-04T10:15:00Z",
                "2026-02-30T10:15:00Z",
                "2026-01-04",
                "1960-01-04T10:15:00Z",
                "2999-01-04T10:15:00Z",
                "2026-01-04T10:15:00+99:00",
                "-1",
                "NaN",
                "1e999999999",
                "99999999999999999999999999",
            })
    void read_whatIsNoTime_isUnreadable(String text) throws IOException {
        TestLog.Read read = read(HEADER + text + ",a,b,c,d\n" + TIME + ",a,b,c,d");
        assertThat(read.problems()).containsExactly("2: the timestamp is not a time");
        assertThat(read.places()).containsExactly(":3");
    }

    @Test
    void read_patterns_areFollowed() throws IOException {
        FieldMapping mapping = FieldMapping.of("Time").withUser("User");
        GenericLogOptions apache = DEFAULTS.withMapping(mapping).withTimestampPattern("EEE MMM dd HH:mm:ss yyyy");
        assertThat(TestLog.read(folder, "Time,User\nSun Dec 04 04:47:44 2005,x\nx,y\n", apache)
                        .events())
                .extracting(event -> event.time().toString())
                .containsExactly("2005-12-04T04:47:44Z");
        FieldMapping joined = FieldMapping.ofJoined("Month", "Day", "Time").withUser("User");
        GenericLogOptions yearless = DEFAULTS.withMapping(joined).withTimestampPattern("MMM d HH:mm:ss", 2017);
        assertThat(TestLog.read(folder, "Time,User,Month,Day\n09:00:55,x,Jul,1\n", yearless)
                        .events())
                .extracting(event -> event.time().toString())
                .containsExactly("2017-07-01T09:00:55Z");
        assertThatThrownBy(() -> DEFAULTS.withTimestampPattern("MMM d")).hasMessageContaining("has no year; give one");
        assertThatThrownBy(() -> DEFAULTS.withTimestampPattern("yyyy", 2017)).hasMessageContaining("has a year");
        assertThatThrownBy(() -> DEFAULTS.withTimestampPattern("nonsense b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void read_brokenRows_areCountedWithTheirLine() throws IOException {
        TestLog.Read read = read(HEADER + TIME + ",a,b,c\n" + TIME + ",a,b,c,d,e\n" + TIME + ",\"a\"x,b,c,d\n" + TIME
                + ",\"torn,b,c,d\n" + TIME + ",e,f,g,h\n,a,b,c,d\n" + TIME + ",\"z\n");
        assertThat(read.problems())
                .containsExactly(
                        "2: the row has 4 cells, but the header has 5",
                        "3: the row has 6 cells, but the header has 5",
                        "4: there is text behind a closing quote",
                        "5: there is text behind a closing quote",
                        "7: there is no timestamp",
                        "8: the file ends inside of a cell in quotes");
        assertThat(read.places()).containsExactly(":6");
    }

    @Test
    void read_rowThatSwallowedLines_costsItsFirst() throws IOException {
        TestLog.Read read = read(HEADER + TIME + ",\"torn,b,c,d\n" + TIME + ",e,f,g,h\n" + TIME + ",i,j,k,l\",\n");
        assertThat(read.places()).containsExactly(":3");
        assertThat(read.problems()).hasSize(2).first().asString().startsWith("2: the row has ");
    }

    @Test
    void read_headersThatDoNotFit_areOneProblem() throws IOException {
        String row = "1,2,3\n";
        assertThat(read("user,ip,action\n" + row + row).problems())
                .singleElement()
                .asString()
                .startsWith("1: the header has no column for the time; expected one of [timestamp, @timestamp,");
        assertThat(read("time,a,b\n" + row + row).problems())
                .containsExactly("1: the header has a column for the time, but for none of [user, ip, action, resource,"
                        + " anomaly]");
        FieldMapping mapping = FieldMapping.of("time").withUser("user").withIp("from");
        assertThat(read("time,user,ip\n" + row, mapping).problems())
                .containsExactly("1: the header has no column 'from'");
        assertThat(read("time,user,user\n" + row, FieldMapping.of("time").withUser("user"))
                        .problems())
                .containsExactly("1: the header has the column 'user' twice");
        assertThat(read("time,user,ip\n" + row, mapping.withRequiresAll(false))
                        .counts()
                        .understood())
                .isEqualTo(1);
        assertThat(read("\"time,user\n" + row).problems())
                .containsExactly("1: in the header: the file ends inside of a cell in quotes");
        assertThat(read(",".repeat(5000) + "\n").problems())
                .containsExactly("1: the header has more than 4096 columns");
    }

    @Test
    void read_hostileFiles_areCounted() throws IOException {
        GenericLogOptions small = DEFAULTS.withLimits(
                LogLimits.defaults().withMaxRecordBytes(100_000).withMaxTextBytes(20));
        String longRow = TIME + "," + "x".repeat(3_000_000) + ",b,c,d\n";
        String content = "\ufeff" + HEADER + longRow + TIME + "," + "y".repeat(21) + ",b,c,d\n" + TIME + ",\"" + longRow
                + TIME + ",\u0000\u0000,b,c,d\n" + "\u0000".repeat(1000) + "\n";
        TestLog.Read read = TestLog.read(folder, content, small);
        assertThat(read.problems())
                .containsExactly(
                        "2: a row is longer than 100000 bytes",
                        "3: a text that is used is longer than 20 bytes",
                        "4: a row is longer than 100000 bytes",
                        "6: the row has 1 cells, but the header has 5");
        assertThat(read.texts("user")).containsExactly("??");
        String deep =
                "{\"a\":".repeat(10_000) + "}".repeat(10_000) + "\n{\"time\":\"" + TIME + "\",\"user\":\"eve\"}\n";
        TestLog.Read json = TestLog.read(folder, deep, small);
        assertThat(json.places()).containsExactly(":2");
        assertThat(json.problems()).containsExactly("1: objects and lists are nested deeper than 64");
    }

    @Test
    void read_otherDelimiters_areTaken() throws IOException {
        String content = HEADER.replace(',', ';') + TIME + ";a,b;c;d;e\n";
        TestLog.Read read = TestLog.read(folder, content, DEFAULTS.withDelimiter(';'));
        assertThat(read.texts("user")).containsExactly("a,b");
        assertThatThrownBy(() -> DEFAULTS.withDelimiter('"')).hasMessageContaining("but was U+22");
        assertThatThrownBy(() -> DEFAULTS.withDelimiter('\n')).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void read_rowsAcrossTheWindow_areWhole() throws IOException {
        StringBuilder content = new StringBuilder(HEADER);
        for (int i = 0; i < 20_000; i++) {
            content.append(TIME).append(",\"user, ").append(i).append("\",\u00e9\u20ac\ud83d\ude00,c,d\r\n");
        }
        TestLog.Read read = read(content.toString());
        assertThat(read.counts().unreadable()).isZero();
        assertThat(read.events()).hasSize(20_000);
        assertThat(read.events().get(19_999).field("user")).contains("user, 19999");
        assertThat(read.texts("ip")).containsOnly("\u00e9\u20ac\ud83d\ude00");
        assertThat(read.places().get(19_999)).isEqualTo(":20001");
    }

    @Test
    void read_nothing_isNothing() throws IOException {
        assertThat(read("").counts().records()).isZero();
        assertThat(read("\n\n").counts().records()).isZero();
        assertThat(read(HEADER).counts().records()).isZero();
        assertThat(TestLog.read(List.of(), DEFAULTS).counts().files()).isZero();
    }

    @Test
    void mapping_withoutNames_isRefused() {
        assertThatThrownBy(() -> FieldMapping.of("")).hasMessageContaining("the timestamp must have names");
        assertThatThrownBy(() -> FieldMapping.of("t").with("user")).hasMessageContaining("the field 'user' must have");
        assertThatThrownBy(() -> FieldMapping.of("t").with("", "x")).isInstanceOf(IllegalArgumentException.class);
    }
}
