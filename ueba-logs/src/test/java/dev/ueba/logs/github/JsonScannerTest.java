package dev.ueba.logs.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the scanner with jackson-core: on what is JSON, where it ends, and what the fields are. */
final class JsonScannerTest {

    private static final String LETTERS = "{}[]\",:\\0123456789eE+-.truefalsn \n\r\tabu/é\u0000\u001f";
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(64).build())
            .build();

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    private static byte[] buffer(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        byte[] buffer = new byte[bytes.length + JsonScanner.SLACK];
        System.arraycopy(bytes, 0, buffer, 0, bytes.length);
        for (int i = 1; i < JsonScanner.SLACK; i++) {
            buffer[bytes.length + i] = '"';
        }
        return buffer;
    }

    /** Returns the end of the object in bytes, or MORE or BROKEN, as Jackson sees it. */
    private static int jacksonEnd(String json) {
        try (JsonParser parser = JACKSON.createParser(json)) {
            int depth = 0;
            do {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return JsonScanner.MORE;
                }
                parser.getText();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0);
            int chars = (int) parser.currentLocation().getCharOffset();
            return json.substring(0, chars).getBytes(StandardCharsets.UTF_8).length;
        } catch (JsonEOFException e) {
            return JsonScanner.MORE;
        } catch (IOException e) {
            return JsonScanner.BROKEN;
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void scan_ofMutatedEvents_agreesWithJackson(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RawEvent event = new RawEvent();
        JsonScanner scanner = new JsonScanner(64, 4096, event);
        for (TestEvent made : TestEvent.randomLog(seed)) {
            StringBuilder text = new StringBuilder(made.toJson(random));
            for (int i = random.nextInt(4); i > 0; i--) {
                int at = 1 + random.nextInt(text.length() - 1);
                char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, letter);
                    case 1 -> text.insert(at, letter);
                    default -> text.deleteCharAt(at);
                }
            }
            String json = text.toString().replace("\ud83d", "x").replace("\ude80", "y");
            byte[] bytes = buffer(json);
            int end = scanner.scan(bytes, 0, bytes.length - JsonScanner.SLACK, false);
            int expected = jacksonEnd(json);
            if (expected == JsonScanner.MORE || end == JsonScanner.MORE) {
                // At the end of the text Jackson and the scanner may blame the end or the last token.
                assertThat(end).as(json).isNegative();
                assertThat(expected).as(json).isNegative();
            } else {
                assertThat(end).as(json).isEqualTo(expected);
            }
            if (end > 0 && scanner.isPlain()) {
                GitHubAuditEvent scanned = event.toEvent("f");
                List<GitHubAuditEvent> read = new ArrayList<>();
                RawEvent target = new RawEvent();
                String problem =
                        new EventJson(64, 1 << 20, 4096, target).read(bytes, 0, end, one -> read.add(one.toEvent("f")));
                assertThat(problem).as(json).isEmpty();
                assertThat(read).as(json).containsExactly(scanned);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void scan_ofPieces_asksForMoreUntilTheEnd(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TestEvent> log = TestEvent.randomLog(seed);
        if (log.isEmpty()) {
            return;
        }
        JsonScanner scanner = new JsonScanner(64, 4096, new RawEvent());
        byte[] json = log.get(0).toJson(random).getBytes(StandardCharsets.UTF_8);
        for (int length = 1; length < json.length; length++) {
            byte[] part = new byte[length + JsonScanner.SLACK];
            System.arraycopy(json, 0, part, 0, length);
            assertThat(scanner.scan(part, 0, length, true)).isEqualTo(JsonScanner.MORE);
        }
        byte[] whole = new byte[json.length + JsonScanner.SLACK];
        System.arraycopy(json, 0, whole, 0, json.length);
        assertThat(scanner.scan(whole, 0, json.length, true)).isEqualTo(json.length);
    }

    @Test
    void isPlain_ofAnOrdinaryEvent_isTrue() {
        JsonScanner scanner = new JsonScanner(64, 4096, new RawEvent());
        byte[] json = buffer(
                "{\"@timestamp\":1767225600000,\"action\":\"git.clone\",\"actor\":\"a\",\"user_agent\":\"é\\n\","
                        + "\"actor_location\":{\"country_code\":\"DE\"},\"org_id\":[1],\"message\":\"m\",\"x\":{\"y\":null}}");
        assertThat(scanner.scan(json, 0, json.length - JsonScanner.SLACK, true)).isPositive();
        assertThat(scanner.isPlain()).isTrue();
    }
}
