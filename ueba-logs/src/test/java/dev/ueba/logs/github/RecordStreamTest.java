package dev.ueba.logs.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.logs.LogLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordStreamTest {

    private static final String A = "{\"actor\":\"a\",\"action\":\"x\",\"created_at\":1767225600000}";
    private static final String B = "{\"actor\":\"b\",\"action\":\"x\",\"created_at\":1767225600000}";

    private static final String DAMAGE = "{}[]\",:\\\n\u00000e-tfn x";

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    private static TestEvent asTestEvent(GitHubAuditEvent event) {
        return new TestEvent(
                event.time().map(Instant::toEpochMilli).orElse(0L),
                event.action(),
                event.actor(),
                event.actorIp(),
                event.repository(),
                event.user(),
                event.documentId(),
                event.actorIsBot());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void read_ofAnyContainer_givesTheEventsInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TestEvent> events = TestEvent.randomLog(seed);
        for (int container = 0; container < LogWriting.CONTAINERS; container++) {
            String text = LogWriting.container(events, random, container);
            Collected collected = Collected.of(text);
            assertThat(collected.unreadable).as("container %d", container).isEmpty();
            assertThat(collected.events).as("container %d", container).hasSameSizeAs(events);
            for (int i = 0; i < events.size(); i++) {
                assertThat(asTestEvent(collected.events.get(i)))
                        .as("container %d", container)
                        .isEqualTo(events.get(i));
            }
        }
    }

    @Test
    void read_inSmallPieces_givesTheSame() {
        SplittableRandom random = new SplittableRandom(5);
        byte[] text = LogWriting.container(TestEvent.randomLog(5), random, 9).getBytes(StandardCharsets.UTF_8);
        InputStream oneByOne = new ByteArrayInputStream(text) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(7)));
            }
        };
        Collected pieces = Collected.of(oneByOne, LogLimits.defaults());
        assertThat(pieces.events).isEqualTo(Collected.of(text, LogLimits.defaults()).events);
    }

    @Test
    void read_ofEmptyFiles_givesNothing() {
        for (String text : List.of("", "\n\r\n", "\ufeff", "[]", "[ ]\n", " ")) {
            Collected collected = Collected.of(text);
            assertThat(collected.events).isEmpty();
            assertThat(collected.unreadable).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"actor\":\"torn",
                "{\"actor\":\"torn\",",
                "{\"actor\":\"torn\"",
                "{\"actor\":",
                "{\"actor\":[1,",
                "{\"actor\":[",
                "{",
                "{\"a\" 1}",
                "{\"a\":01}",
                "{\"a\":1,}",
                "{\"a\":tru}",
                "{\"a\":\"\\q\"}",
                "{\"a\":\"\\u12g4\"}",
                "{a:1}",
                "{\"a\":\"tab\there\"}",
                "{\"a\":NaN}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{'a':1}",
                "garbage",
                "42",
                "null",
                "\"text\"",
                "{}}x",
                "\u0000\u0000\u0000",
                "{\"a\":\"\u0000\"}",
                "<134>Jan 1 00:00:00 host app: no json here"
            })
    void read_ofABrokenLine_losesOnlyThatLine(String broken) {
        Collected collected = Collected.of(A + "\n" + broken + "\n" + B + "\n" + A + "\n");
        assertThat(collected.actors().stream().filter(actor -> !actor.isEmpty()))
                .containsExactly("a", "b", "a");
        assertThat(collected.unreadable).hasSize(1).allMatch(text -> text.startsWith("2 "));
        assertThat(collected.events.get(collected.events.size() - 1).place().line())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"actor\":\"torn", "{\"actor\":\"torn\",", "{\"x\":{\"y\":[{", "{\"actor\":12"})
    void read_ofATornLastLine_keepsTheRest(String torn) {
        Collected collected = Collected.of(A + "\n" + B + "\n" + torn);
        assertThat(collected.actors()).containsExactly("a", "b");
        assertThat(collected.unreadable).containsExactly("3 the file ends inside of this record");
    }

    @Test
    void read_ofATornList_saysSo() {
        assertThat(Collected.of("[" + A + ",\n" + B).unreadable).containsExactly("2 the file ends inside of a list");
        Collected torn = Collected.of("[" + A + ",\n{\"actor\":\"b");
        assertThat(torn.actors()).containsExactly("a");
        assertThat(torn.unreadable).containsExactly("2 the file ends inside of this record");
    }

    @Test
    void read_ofABrokenElement_goesOnWithTheNext() {
        Collected oneLine = Collected.of("[" + A + ",{\"actor\":oops,\"x\":{\"y\":1}}, " + B + "]");
        assertThat(oneLine.actors()).containsExactly("a", "b");
        assertThat(oneLine.unreadable).containsExactly("1 expected a value");
        Collected pretty = Collected.of("[\n" + A + ",\n{\n  \"actor\": oops,\n  \"x\": 1\n},\n" + B + "\n]");
        assertThat(pretty.actors()).containsExactly("a", "b");
        assertThat(pretty.unreadable).containsExactly("3 expected a value");
        assertThat(pretty.lines()).containsExactly(2L, 7L);
    }

    @Test
    void read_ofRecordsOverTheLimit_losesOnlyThem() {
        LogLimits limits = LogLimits.defaults().withMaxRecordBytes(100);
        String fits = "{\"actor\":\"fits\",\"x\":\"" + "y".repeat(100 - 23) + "\"}";
        String tooLong = "{\"actor\":\"long\",\"x\":\"" + "y".repeat(100 - 22) + "\"}";
        assertThat(fits).hasSize(100);
        Collected collected =
                Collected.of((fits + "\n" + tooLong + "\n" + A + "\n").getBytes(StandardCharsets.UTF_8), limits);
        assertThat(collected.actors()).containsExactly("fits", "a");
        assertThat(collected.unreadable).containsExactly("2 a record is longer than 100 bytes");
    }

    @Test
    void read_ofAHugeLine_doesNotKeepIt() {
        byte[] piece = "0123456789abcdef".repeat(4096).getBytes(StandardCharsets.US_ASCII);
        InputStream huge = new InputStream() {
            private final byte[] start = "{\"actor\":\"".getBytes(StandardCharsets.US_ASCII);
            private final byte[] end = ("\"}\n" + A + "\n").getBytes(StandardCharsets.US_ASCII);
            private long position;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                long middle = 100_000_000L;
                byte[] source = position < start.length ? start : position < middle ? piece : end;
                int from = position < start.length ? (int) position : position < middle ? 0 : (int) (position - middle);
                int count = Math.min(length, source.length - from);
                if (source == piece) {
                    count = (int) Math.min(count, middle - position);
                }
                if (count <= 0) {
                    return -1;
                }
                System.arraycopy(source, from, target, offset, count);
                position += count;
                return count;
            }
        };
        Collected collected = Collected.of(huge, LogLimits.defaults());
        assertThat(collected.unreadable).containsExactly("1 a record is longer than 8388608 bytes");
        assertThat(collected.lines()).containsExactly(2L);
    }

    @Test
    void read_ofDeepNesting_refusesTheRecord() {
        String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        Collected collected = Collected.of(deep + "\n" + "[".repeat(100_000) + "\n" + A + "\n");
        assertThat(collected.actors()).containsExactly("a");
        assertThat(collected.unreadable.get(0)).isEqualTo("1 objects and lists are nested deeper than 64");
        String allowed = "{\"actor\":\"n\",\"x\":" + "[".repeat(63) + "]".repeat(63) + "}";
        assertThat(Collected.of(allowed).actors()).containsExactly("n");
        assertThat(Collected.of(allowed.replace("\"n\"", "\"\\u006e\"")).actors())
                .containsExactly("n");
    }

    @Test
    void read_ofManyLinesThatOpen_staysLinear() {
        Collected collected = Collected.of("{\"a\":[\n".repeat(200_000) + A + "\n");
        assertThat(collected.actors()).containsExactly("a");
        assertThat(collected.unreadable).hasSize(200_000);
    }

    @Test
    void read_ofATooLongText_refusesTheRecordOnBothPaths() {
        String longName = "n".repeat(5000);
        Collected collected = Collected.of("{\"actor\":\"" + longName + "\"}\n{\"actor\":\"\\u006e" + longName
                + "\"}\n{\"other\":\"" + longName + "\"}\n");
        assertThat(collected.unreadable)
                .containsExactly("1 'actor' is longer than 4096 bytes", "2 'actor' is longer than 4096 bytes");
        assertThat(collected.events).hasSize(1);
    }

    @Test
    void read_ofHostileValues_takesThemAsTheyAre() {
        Collected collected = Collected.of("{\"created_at\":1e400,\"actor\":\"a\"}\n"
                + "{\"created_at\":-1e400,\"actor\":\"a\"}\n"
                + "{\"created_at\":" + "9".repeat(5000) + ",\"actor\":\"a\",\"x\":" + "9".repeat(5000) + "}\n"
                + "{\"created_at\":1767225600000,\"actor\":\"first\",\"actor\":\"last\"}\n"
                + "{\"actor\":\"\\ud800\",\"action\":\"\\u0000\"}\n"
                + "{\"actor\":{\"login\":\"x\"},\"action\":[\"y\"],\"repo\":true,\"user\":12}\n");
        assertThat(collected.unreadable).isEmpty();
        assertThat(collected.events).hasSize(6);
        assertThat(collected.events.subList(0, 3))
                .allMatch(event -> event.time().isEmpty());
        assertThat(collected.events.get(3).actor()).isEqualTo("last");
        assertThat(collected.events.get(4).action()).isEqualTo("\u0000");
        assertThat(collected.events.get(5).actor()).isEmpty();
        assertThat(collected.events.get(5).user()).isEqualTo("12");
    }

    @Test
    void read_ofMalformedUtf8_losesNothing() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write("{\"actor\":\"a\",\"agent\":\"".getBytes(StandardCharsets.UTF_8));
        out.write(new byte[] {(byte) 0xff, (byte) 0xc3, (byte) 0x28});
        out.write("\"}\n{\"actor\":\"b".getBytes(StandardCharsets.UTF_8));
        out.write(0xff);
        out.write("\"}\n".getBytes(StandardCharsets.UTF_8));
        Collected collected = Collected.of(out.toByteArray(), LogLimits.defaults());
        assertThat(collected.unreadable).isEmpty();
        assertThat(collected.actors()).containsExactly("a", "b\ufffd");
    }

    @Test
    void read_ofUtf16_refusesTheFile() {
        Collected collected = Collected.of(("\ufeff" + A).getBytes(StandardCharsets.UTF_16LE), LogLimits.defaults());
        assertThat(collected.events).isEmpty();
        assertThat(collected.unreadable).containsExactly("1 the file is UTF-16; save it as UTF-8");
    }

    @Test
    void read_beyondTheLimitOfAFile_leavesTheRestOut() {
        LogLimits limits = LogLimits.defaults().withMaxFileBytes(2L * A.length() + 2);
        byte[] three = (A + "\n" + B + "\n" + A + "\n").getBytes(StandardCharsets.UTF_8);
        Collected collected = Collected.of(three, limits);
        assertThat(collected.actors()).containsExactly("a", "b");
        assertThat(collected.unreadable).hasSize(1).first().asString().startsWith("3 the file unfolds to more than");
        byte[] two = (A + "\n" + B + "\n").getBytes(StandardCharsets.UTF_8);
        assertThat(Collected.of(two, limits).unreadable).isEmpty();
    }

    @Test
    void read_ofDetailsOfEnterpriseServer_fillsOnlyGaps() {
        Collected collected =
                Collected.of("{\"actor\":\"a\",\"repo\":\"\",\"data\":{\"actor\":\"other\",\"repo\":\"o/r\","
                        + "\"actor_ip\":\"10.0.0.1\",\"created_at\":1767225600000},\"action\":\"repo.access\"}");
        GitHubAuditEvent event = collected.events.get(0);
        assertThat(event.actor()).isEqualTo("a");
        assertThat(event.repository()).isEqualTo("o/r");
        assertThat(event.actorIp()).isEqualTo("10.0.0.1");
        assertThat(event.time()).isPresent();
    }

    @Test
    void read_ofHookEvents_doesNotTakeTheirListForAnEnvelope() {
        Collected collected = Collected.of(
                "{\"events\":[\n\"push\",\n\"release\"],\"actor\":\"a\",\"action\":\"hook.create\"}\n" + B + "\n");
        assertThat(collected.actors()).containsExactly("a", "b");
        assertThat(collected.lines()).containsExactly(1L, 4L);
    }

    @Test
    void read_ofTextAround_findsTheEventInIt() {
        String quoted = TestEvent.quoted(A, false);
        List<String> envelopes = new ArrayList<>(List.of(
                "{\"@timestamp\":\"2030-01-01T00:00:00Z\",\"message\":" + quoted + "}",
                "{\"event\":" + A + "}",
                "{\"log\":" + quoted + ",\"stream\":\"stdout\"}",
                "{\"message\":" + TestEvent.quoted("{\"event\":" + quoted + "}", false) + "}",
                "[2026-01-01T00:00:00Z] " + A,
                "<13>1 2026-01-01T00:00:00Z h a[1] - [x y=\"z\"] " + A,
                "{\"message\":" + TestEvent.quoted("[" + A + "]", false) + "}",
                "\u001e" + A));
        for (String envelope : envelopes) {
            Collected collected = Collected.of(envelope + "\n");
            assertThat(collected.unreadable).as(envelope).isEmpty();
            assertThat(collected.actors()).as(envelope).containsExactly("a");
            assertThat(collected.events.get(0).time().orElseThrow()).hasToString("2026-01-01T00:00:00Z");
        }
        assertThat(Collected.of("{\"message\":\"{broken\"}").unreadable)
                .containsExactly("1 not JSON inside of an envelope");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void read_ofDamagedFiles_neverThrows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int container = 0; container < LogWriting.CONTAINERS; container++) {
            byte[] bytes = LogWriting.container(TestEvent.randomLog(seed), random, container)
                    .getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 20 && bytes.length > 0; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
            }
            Collected collected = Collected.of(bytes, LogLimits.defaults());
            assertThat(collected.events.size() + collected.unreadable.size()).isNotNegative();
        }
    }
}
