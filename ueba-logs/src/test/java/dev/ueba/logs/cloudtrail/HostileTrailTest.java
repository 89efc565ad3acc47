package dev.ueba.logs.cloudtrail;

import static dev.ueba.logs.cloudtrail.TestTrail.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.logs.LogLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken and hostile files: counted with their place, and what can be read is read. */
class HostileTrailTest {

    private static final CloudTrailOptions SMALL = CloudTrailOptions.defaults()
            .withLimits(LogLimits.defaults().withMaxRecordBytes(100_000).withMaxTextBytes(100));

    @TempDir
    private Path folder;

    private TestTrail.Read read(String content) throws IOException {
        return TestTrail.read(folder, content, SMALL);
    }

    @Test
    void read_brokenRecordInAList_goesOnWithTheNext() throws IOException {
        String valueless = event("X").replace("\"1.08\"", "tru");
        String unclosed = event("Y").replace("\"1.08\"", "\"1.08");
        TestTrail.Read read = read("{\"Records\":[" + event("A") + "," + valueless + "," + event("B") + "," + unclosed
                + "," + event("C") + "],\"k\":1}\n" + event("D"));
        assertThat(read.calls()).containsExactly("#0 A", "#2 B", "#4 C", ":2 D");
        assertThat(read.problems()).containsExactly("1#2: this is not valid JSON", "1#4: this is not valid JSON");
    }

    @Test
    void read_brokenRecordOnManyLines_goesOnWithTheNext() throws IOException {
        String broken = event("X").replace("\"eventName\":", "\"eventName\"");
        String content = ("[\n  " + event("A") + ",\n  " + broken + ",\n  " + event("B") + "\n]\n")
                .replace("{\"eventV", "{\n      \"eventV")
                .replace(",\"", ",\n      \"");
        TestTrail.Read read = read(content);
        assertThat(read.calls()).containsExactly("#0 A", "#2 B");
        assertThat(read.counts().unreadable()).isEqualTo(1);
    }

    @Test
    void read_firstRecordBroken_goesOnWithTheNext() throws IOException {
        TestTrail.Read read = read("[" + event("X").replace("\"eventTime\":", "") + "," + event("A") + "]");
        assertThat(read.calls()).containsExactly("#1 A");
    }

    @Test
    void read_entriesThatAreNoObjects_areOneProblem() throws IOException {
        TestTrail.Read read = read("{\"Records\":[1,null,\"a{\",true," + event("A") + "]}\n[\"x\"," + event("B") + "]");
        assertThat(read.calls()).containsExactly("#1 A", "#3 B");
        assertThat(read.problems()).containsExactly("1#1: this is no JSON object", "2#3: this is no JSON object");
    }

    @Test
    void read_cutFiles_keepWhatIsWhole() throws IOException {
        assertThat(read("{\"Records\":[" + event("A") + "," + event("B").substring(0, 60))
                        .problems())
                .containsExactly("1#2: the file ends inside of this record");
        assertThat(read("{\"Records\":[" + event("A") + ",").problems())
                .containsExactly("1#0: the file ends inside of a list");
        assertThat(read("{\"Records\":[" + event("A") + "]").problems())
                .containsExactly("1#0: the file ends inside of a list");
    }

    @Test
    void read_tornLines_costThemselves() throws IOException {
        TestTrail.Read read = read(event("A") + "\n" + event("X").substring(0, 60) + "\n" + event("B") + "\nfoo\n"
                + event("Y").substring(0, 150) + "\n" + event("C") + "\n");
        assertThat(read.calls()).containsExactly(":1 A", ":3 B", ":6 C");
        assertThat(read.problems())
                .containsExactly(
                        "2#2: this is not valid JSON",
                        "4#4: there is no JSON object on this line",
                        "5#5: this is not valid JSON");
    }

    @Test
    void read_deepNesting_isCounted() throws IOException {
        String deep = "{\"eventVersion\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        TestTrail.Read read = read("[" + event("A") + "," + deep + "," + event("B") + "]\n" + "{\"a\":".repeat(10_000)
                + "1" + "}".repeat(10_000) + "\n" + event("C") + "\n" + "[".repeat(10_000));
        assertThat(read.calls()).containsExactly("#0 A", "#2 B", ":3 C");
        assertThat(read.problems())
                .containsExactly(
                        "1#2: objects and lists are nested deeper than 64",
                        "2#4: objects and lists are nested deeper than 64",
                        "4#0: lists are nested deeper than 16");
    }

    @Test
    void read_longRecords_areCounted() throws IOException {
        String line = "{\"eventVersion\":\"" + "x".repeat(3_000_000) + "\"}";
        TestTrail.Read lines = read(event("A") + "\n" + line + "\n" + event("B"));
        assertThat(lines.calls()).containsExactly(":1 A", ":3 B");
        assertThat(lines.problems()).containsExactly("2#2: a record is longer than 100000 bytes");
        TestTrail.Read list = read("[" + event("A") + "," + line + "," + event("B") + "]");
        assertThat(list.calls()).containsExactly("#0 A", "#2 B");
        assertThat(list.problems()).containsExactly("1#2: a record is longer than 100000 bytes");
    }

    @Test
    void read_longTexts_areCounted() throws IOException {
        TestTrail.Read read = read(event("\u00e9".repeat(51)) + "\n" + event("\u00e9".repeat(50)) + "\n"
                + event("A").replace("\"1.08\"", "\"" + "9".repeat(5000) + "\"") + "\n"
                + event("B").replace("\"1.08\"", "9".repeat(5000)));
        assertThat(read.counts().understood()).isEqualTo(3);
        assertThat(read.problems()).containsExactly("1#1: a text that is used is longer than 100 bytes");
        assertThat(read("{\"" + "n".repeat(3000) + "\":1}\n" + event("A")).problems())
                .containsExactly("1#1: a name is longer than 2048 letters, or too many names are alike");
    }

    @Test
    void read_hugeNumbers_areNoTimes() throws IOException {
        TestTrail.Read read = read("{\"eventName\":\"A\",\"eventTime\":1e999999999}\n"
                + "{\"eventName\":\"B\",\"eventTime\":-5}\n{\"eventName\":\"C\",\"eventTime\":99999999999999999999}");
        assertThat(read.events()).isEmpty();
        assertThat(read.counts().unreadable()).isEqualTo(3);
    }

    @Test
    void read_bytesThatAreNoText_areQuestionMarks() throws IOException {
        byte[] content = (event("A\u0001\u0002\u0003") + "\n\u0000\u0000" + event("B") + "\n")
                .replace('\u0001', 'x')
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < content.length; i++) {
            content[i] = content[i] == 2 ? (byte) 0xff : content[i] == 3 ? 0 : content[i];
        }
        TestTrail.Read read = TestTrail.read(folder, content, SMALL);
        assertThat(read.calls()).containsExactly(":1 Ax??", ":2 B");
    }

    @Test
    void read_loneSurrogatesAndDoubledNames_areTaken() throws IOException {
        TestTrail.Read read = read(event("\\ud800x") + "\n"
                + event("A")
                        .replace("{\"eventV", "{\"eventName\":{\"a\":1},\"eventTime\":7,\"userIdentity\":3,\"eventV"));
        assertThat(read.counts().understood()).isEqualTo(2);
        assertThat(read.calls().get(1)).isEqualTo(":2 A");
    }

    @Test
    void read_otherEncodings_areToldApart() throws IOException {
        byte[] utf16 = ("\ufeff" + event("A")).getBytes(StandardCharsets.UTF_16LE);
        assertThat(TestTrail.read(folder, utf16, SMALL).problems())
                .containsExactly("1#0: the file is UTF-16; save it as UTF-8");
        byte[] bare = event("A").getBytes(StandardCharsets.UTF_16LE);
        assertThat(TestTrail.read(folder, bare, SMALL).events()).isEmpty();
    }

    @Test
    void read_brokenGzip_keepsWhatIsWhole() throws IOException {
        StringBuilder content = new StringBuilder();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            content.append(event("C" + random.nextLong())).append('\n');
        }
        byte[] gzip = TestTrail.gzip(content.toString());
        TestTrail.Read cut = TestTrail.read(folder, Arrays.copyOf(gzip, gzip.length / 2), SMALL);
        assertThat(cut.counts().understood()).isBetween(900L, 1100L);
        assertThat(cut.problems())
                .singleElement()
                .asString()
                .endsWith("the gzip data is cut off here; the rest is missing");
        assertThat(TestTrail.read(folder, Arrays.copyOf(gzip, 5), SMALL).problems())
                .containsExactly("1#0: the gzip data is cut off or damaged at its beginning");
    }

    @Test
    void read_bomb_stopsAtTheLimitOfAFile() throws IOException {
        CloudTrailOptions options =
                SMALL.withLimits(SMALL.limits().withMaxFileBytes(5_000_000).withMaxRecordBytes(1_000_000));
        byte[] bomb = TestTrail.gzip(event("A") + "\n" + " ".repeat(50_000_000) + event("B"));
        TestTrail.Read read = TestTrail.read(folder, bomb, options);
        assertThat(read.calls()).containsExactly(":1 A");
        assertThat(read.problems())
                .containsExactly("2#0: the file unfolds to more than 5000000 bytes; the rest is left out");
    }

    @Test
    void read_muchLookedAtAgain_givesUp() throws IOException {
        String open = "{\"eventVersion\":[1,".repeat(60) + "1,".repeat(45_000);
        TestTrail.Read read = read("[" + open.repeat(40));
        assertThat(read.counts().firstUnreadable().size()).isEqualTo(20);
        assertThat(read.counts().unreadable()).isLessThan(40 * 60);
        assertThat(read.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void read_damagedAnywhere_neverFails(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder content = new StringBuilder(seed % 2 == 0 ? "{\"Records\":[" : "");
        for (int i = 0; i < 200; i++) {
            content.append(i == 0 ? "" : seed % 2 == 0 ? "," : "\n").append(event("C" + i));
        }
        byte[] bytes = content.append(seed % 2 == 0 ? "]}" : "").toString().getBytes(StandardCharsets.UTF_8);
        int damages = 10;
        for (int i = 0; i < damages; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        TestTrail.Read read = TestTrail.read(folder, bytes, SMALL);
        // Each damage costs at most the record it hits and the one behind it.
        assertThat(read.counts().understood()).isGreaterThanOrEqualTo(200 - 2 * damages);
    }
}
