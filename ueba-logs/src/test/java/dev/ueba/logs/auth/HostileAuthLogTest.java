package dev.ueba.logs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.EventLogCounts;
import dev.ueba.logs.LogFiles;
import dev.ueba.logs.LogFormatException;
import dev.ueba.logs.LogLimits;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that no syslog daemon wrote, or that somebody wants to harm with. */
final class HostileAuthLogTest {

    private static final String LINE =
            "Feb 12 14:10:21 host sshd[7]: Failed password for invalid user root from 192.0.2.7 port 22 ssh2";
    private static final AuthLogOptions BY_NOW =
            AuthLogOptions.defaults().withNow(Instant.parse("2026-07-01T12:00:00Z"));
    private static final String[] PIECES = {
        " from ",
        "from",
        " port 22",
        " ",
        "  ",
        "<38>",
        "1 ",
        "Feb 29 23:59:59",
        "2026-01-04T10:00:00Z",
        " h ",
        "sshd[7]: ",
        "sshd(pam_unix)[",
        "]: ",
        ":",
        "Failed ",
        "password for ",
        "invalid user ",
        "Invalid user ",
        "message repeated 5 times: [",
        "]",
        "[",
        "--- last message repeated 3 times ---",
        "pam_unix(",
        "): ",
        "authentication failure;",
        " rhost=",
        " user=",
        "sudo: ",
        " : TTY=",
        "su: ",
        "+ ",
        "(to ",
        " on ",
        "User ",
        " not allowed because ",
        "Disconnecting ",
        "Connection closed by ",
        "systemd-logind: New session ",
        " of user ",
        "'",
        "\"",
        "\\",
        "\r",
        "\n",
        "\0",
        "\u00e9",
        "\ud83d\ude00",
        "CRON[7]: (",
        ") CMD (",
        "Address ",
        "reverse mapping checking getaddrinfo for ",
        "refused connect from ",
        "PAM 9 more"
    };

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static void assertConsistent(ReadLog read) {
        EventLogCounts counts = read.counts();
        assertThat(read.events()).hasSize((int) (counts.understood() + counts.other()));
        assertThat(counts.files()).isEqualTo(1);
        for (SecurityEvent event : read.events()) {
            assertThat(event.fields()).isSameAs(AuthLogRun.FIELDS);
            assertThat(event.textOrNull("event")).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomBytes_areReadOrCounted(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[20_000];
        random.nextBytes(bytes);
        // A beginning of gzip or UTF-16 is another test's.
        bytes[0] = 'x';
        assertConsistent(ReadLog.ofBytes(ReadLog.IN_2026, bytes));
        assertConsistent(ReadLog.ofBytes(BY_NOW, bytes));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void piecesOfMessages_areReadOrCounted(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            if (random.nextBoolean()) {
                text.append("\nFeb 12 14:10:21 host ");
            }
            for (int j = random.nextInt(8); j > 0; j--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
        }
        assertConsistent(ReadLog.ofText(ReadLog.IN_2026, text.toString()));
        assertConsistent(ReadLog.ofText(BY_NOW, text.toString()));
    }

    @Test
    void everyBeginningOfALine_isReadOrCounted() {
        List<String> lines = List.of(
                LINE,
                "<38>1 2022-01-19T14:23:55+00:00 h sshd 7 - [meta sequenceId=\"1\"] Invalid user a from 192.0.2.7 port 22",
                "Feb 12 14:10:21 h sshd[7]: message repeated 5 times: [ Failed password for root from 192.0.2.7 port 22 ssh2]",
                "Feb 12 14:10:21 h sudo: a : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh",
                "Feb 12 14:10:21 h su[7]: FAILED SU (to root) ann on pts/0",
                "Feb 12 14:10:21 h sshd[7]: Disconnecting invalid user a 192.0.2.7 port 22: Too many authentication failures",
                "Feb 12 14:10:21 h sshd[7]: User ann from 192.0.2.7 not allowed because not listed in AllowUsers");
        for (String line : lines) {
            for (int end = 1; end <= line.length(); end++) {
                assertConsistent(ReadLog.ofText(ReadLog.IN_2026, line.substring(0, end)));
            }
            assertThat(ReadLog.text(ReadLog.event(line))).doesNotContain("event=other");
        }
    }

    @Test
    void longMessages_thatLookLikeManyEnds_takeOnePass() {
        // Two million bytes each: what compares every place with every other would not come to an end.
        for (String piece :
                List.of(" from ", " from a port ", " ", " port ", "user=", " rhost=", "from 1 port 2 from ")) {
            String noise = piece.repeat(2_000_000 / piece.length());
            for (String begin : List.of(
                    "sshd[7]: Failed password for invalid user ",
                    "sshd[7]: Connection closed by invalid user ",
                    "sshd[7]: pam_unix(sshd:auth): authentication failure;",
                    "sshd[7]: Accepted password for ",
                    "sudo: ",
                    "")) {
                ReadLog read =
                        ReadLog.ofText(ReadLog.IN_2026, "Feb 12 14:10:21 h " + begin + noise + "x from 192.0.2.7");
                assertThat(read.counts().records()).isEqualTo(1);
            }
        }
    }

    @Test
    void longUserNames_areCut() {
        String name = "\u00e9".repeat(10_000);
        SecurityEvent event = ReadLog.sshd("Failed password for invalid user " + name + " from 192.0.2.7 port 22 ssh2");
        assertThat(event.textOrNull("user")).isEqualTo("\u00e9".repeat(2048));
        assertThat(event.textOrNull("ip")).isEqualTo("192.0.2.7");
        AuthLogOptions short5 = ReadLog.IN_2026.withLimits(new LogLimits(1 << 20, 1 << 20, 1, 5, 1));
        ReadLog read = ReadLog.ofText(short5, "Feb 12 14:10:21 h sshd[7]: Invalid user aa\u00e9\u00e9a from 192.0.2.7");
        assertThat(ReadLog.text(read.events().get(0)))
                .isEqualTo("event=invalid_user user=aa\u00e9 ip=192.0 invalid_user=true");
    }

    @Test
    void longLine_isCountedAndNotHeld(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("auth.log");
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) 'x');
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write((LINE + "\n" + LINE).getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100; i++) {
                out.write(block);
            }
            out.write(("\n" + LINE + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        ReadLog read = ReadLog.of(BY_NOW, file);
        assertThat(read.events()).extracting(event -> event.source().position()).containsExactly(1L, 3L);
        assertThat(read.reasons()).containsExactly("the line is longer than 8388608 bytes");
        assertThat(read.counts().firstUnreadable().get(0).place().line()).isEqualTo(2);
    }

    @Test
    void lineLimit_isExact() {
        AuthLogOptions options = ReadLog.IN_2026.withLimits(LogLimits.defaults().withMaxRecordBytes(LINE.length()));
        assertThat(ReadLog.ofText(options, LINE + "\n" + LINE).counts().understood())
                .isEqualTo(2);
        assertThat(ReadLog.ofText(options, LINE + "x\n" + LINE + "\n" + LINE + "x")
                        .counts()
                        .unreadable())
                .isEqualTo(2);
    }

    @Test
    void linesAroundTheBuffer_areWhole() {
        StringBuilder text = new StringBuilder();
        int lines = 0;
        while (text.length() < 3_000_000) {
            text.append(LINE).append(" ".repeat(lines % 97)).append('\n');
            lines++;
        }
        ReadLog read = ReadLog.ofText(BY_NOW, text.toString());
        assertThat(read.counts().understood()).isEqualTo(lines);
        assertThat(read.events().get(lines - 1).source().position()).isEqualTo(lines);
        assertThat(ReadLog.ofBytes(BY_NOW, gzip(text.toString().getBytes(StandardCharsets.UTF_8)))
                        .events())
                .extracting(ReadLog::fullText)
                .isEqualTo(read.events().stream().map(ReadLog::fullText).toList());
    }

    @Test
    void zeroBytes_aroundLinesAreLeftOut_aloneAreCounted() {
        ReadLog read = ReadLog.ofText(
                ReadLog.IN_2026, "\0".repeat(500) + LINE + "\0\0\n\0\0\n" + LINE.replace("root", "r\0t"));
        assertThat(read.events()).extracting(event -> event.textOrNull("user")).containsExactly("root", "r\0t");
        assertThat(read.reasons()).containsExactly("there are only NUL bytes on this line");
    }

    @Test
    void whatIsNoUtf8_isReplaced() {
        byte[] bytes = LINE.replace("root", "r?t").getBytes(StandardCharsets.US_ASCII);
        bytes[LINE.indexOf("root") + 1] = (byte) 0xff;
        assertThat(ReadLog.ofBytes(ReadLog.IN_2026, bytes).events().get(0).textOrNull("user"))
                .isEqualTo("r\ufffdt");
    }

    @Test
    void utf16_isNamed() {
        assertThat(ReadLog.ofBytes(BY_NOW, LINE.getBytes(StandardCharsets.UTF_16))
                        .reasons())
                .containsExactly("the file is UTF-16; save it as UTF-8");
    }

    @Test
    void gzipBomb_endsAtTheLimit() {
        byte[] bomb = gzip((LINE + "\n").repeat(200_000).getBytes(StandardCharsets.US_ASCII));
        AuthLogOptions options = BY_NOW.withLimits(LogLimits.defaults().withMaxFileBytes(1000));
        ReadLog read = ReadLog.ofBytes(options, bomb);
        assertThat(read.counts().understood()).isEqualTo(1000 / (LINE.length() + 1));
        assertThat(read.reasons()).containsExactly("the file unfolds to more than 1000 bytes; the rest is left out");
        byte[] zeros = gzip(new byte[50_000_000]);
        assertThat(ReadLog.ofBytes(BY_NOW, zeros).reasons()).containsExactly("the line is longer than 8388608 bytes");
    }

    @Test
    void brokenGzip_isCountedAndOtherFilesAreRead(@TempDir Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            text.append(LINE.replace("root", "u" + random.nextLong())).append('\n');
        }
        byte[] whole = gzip(text.toString().getBytes(StandardCharsets.US_ASCII));
        Path cut = Files.write(folder.resolve("a.gz"), Arrays.copyOf(whole, whole.length / 2));
        byte[] damagedBytes = whole.clone();
        Arrays.fill(damagedBytes, whole.length / 2, whole.length / 2 + 50, (byte) 0);
        Path damaged = Files.write(folder.resolve("b.gz"), damagedBytes);
        Path head = Files.write(folder.resolve("c.gz"), Arrays.copyOf(whole, 5));
        Path plain = Files.writeString(folder.resolve("d.log"), LINE);
        LogLimits limits = LogLimits.defaults();
        ReadLog read = ReadLog.of(
                BY_NOW.withLimits(new LogLimits(limits.maxFileBytes(), limits.maxRecordBytes(), 1, 100, 10_000)),
                cut,
                damaged,
                head,
                plain);
        assertThat(read.counts().files()).isEqualTo(4);
        assertThat(read.reasons())
                .contains(
                        "the gzip data is cut off here; the rest is missing",
                        "the gzip data is cut off or damaged at its beginning");
        assertThat(read.reasons()).anyMatch(reason -> reason.startsWith("the gzip data is damaged from here on"));
        assertThat(read.events().get(read.events().size() - 1).source()).hasToString(LogFiles.text(plain) + ":1");
        long ofCut = read.events().stream()
                .filter(event -> event.source().file().endsWith("a.gz"))
                .count();
        assertThat(ofCut).isPositive().isLessThan(2000);
        assertThat(read.counts().firstUnreadable().get(0).place().line()).isEqualTo(ofCut + 1);
    }

    @Test
    void emptyFilesAndFolders(@TempDir Path folder) throws IOException {
        ReadLog empty = ReadLog.ofText(BY_NOW, "");
        assertThat(empty.counts()).hasToString("1 files, 0 records: 0 understood, 0 other, 0 unreadable");
        assertThat(ReadLog.ofBytes(BY_NOW, gzip(new byte[0])).counts().records())
                .isZero();
        assertThat(AuthLogReader.read(List.of(), BY_NOW, event -> {}).files()).isZero();
        assertThatThrownBy(() -> LogFiles.expand(List.of(folder.toString()))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> ReadLog.of(BY_NOW, folder.resolve("no.log"))).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void reportedPlaces_areBounded() {
        ReadLog read = ReadLog.ofText(BY_NOW, "no syslog\n".repeat(1000));
        assertThat(read.counts().unreadable()).isEqualTo(1000);
        assertThat(read.counts().firstUnreadable()).hasSize(LogLimits.defaults().reportedPlaces());
    }

    @Test
    void textsAreShared() {
        List<SecurityEvent> events =
                ReadLog.ofText(BY_NOW, (LINE + "\n").repeat(2)).events();
        for (String field : List.of("host", "process", "user", "ip", "method")) {
            assertThat(events.get(0).textOrNull(field)).isSameAs(events.get(1).textOrNull(field));
        }
        assertThat(events.get(0).time()).isSameAs(events.get(1).time());
    }

    @Test
    void boundedTexts_withMoreTextsThanTheyHold_givesEachRight() {
        BoundedTexts shared = new BoundedTexts(4096);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            texts.add("user" + i * 7919);
        }
        for (int round = 0; round < 2; round++) {
            for (String text : texts) {
                byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
                assertThat(shared.text(bytes, 1, bytes.length - 1)).isEqualTo(text);
            }
        }
        assertThat(shared.text(new byte[1], 0, 0)).isEmpty();
    }

    @Test
    void pipe_needsAYear(@TempDir Path folder) throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        boolean made = false;
        try {
            made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            // There is no such command here.
        }
        Assumptions.assumeTrue(made, "this system has no mkfifo");
        assertThatThrownBy(() -> readWhileWritten(BY_NOW, pipe))
                .hasCauseInstanceOf(LogFormatException.class)
                .hasMessageContaining("give the year");
        assertThat(readWhileWritten(ReadLog.IN_2026, pipe).counts().understood())
                .isEqualTo(1);
    }

    private static ReadLog readWhileWritten(AuthLogOptions options, Path pipe) throws InterruptedException {
        Thread writer = new Thread(() -> {
            try {
                Files.writeString(pipe, LINE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        try {
            return ReadLog.of(options, pipe);
        } finally {
            writer.join();
        }
    }
}
