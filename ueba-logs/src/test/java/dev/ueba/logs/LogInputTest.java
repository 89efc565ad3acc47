package dev.ueba.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogInputTest {

    private static final String TEXT = "a line of a log\n".repeat(1000);

    @TempDir
    private Path folder;

    @Test
    void open_gzip_unfolds() throws IOException {
        Path file = Files.write(folder.resolve("log"), gzip(TEXT));
        try (LogInput in = LogInput.open(file, Long.MAX_VALUE)) {
            assertThat(readAll(in)).isEqualTo(TEXT);
            assertThat(in.delivered()).isEqualTo(TEXT.length());
            assertThat(in.fault()).isEmpty();
        }
    }

    @Test
    void read_moreThanAllowed_endsWithAFault() throws IOException {
        Path file = Files.write(folder.resolve("log"), gzip(TEXT));
        try (LogInput in = LogInput.open(file, 100)) {
            assertThat(readAll(in)).isEqualTo(TEXT.substring(0, 100));
            assertThat(in.fault()).contains("more than 100 bytes");
        }
    }

    @Test
    void read_exactlyWhatIsAllowed_hasNoFault() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), TEXT);
        try (LogInput in = LogInput.open(file, TEXT.length())) {
            assertThat(readAll(in)).isEqualTo(TEXT);
            assertThat(in.fault()).isEmpty();
        }
    }

    @Test
    void read_gzipCutOff_deliversWhatThereIsAndEndsForGood() throws IOException {
        byte[] whole = gzip(TEXT);
        Path file = Files.write(folder.resolve("log"), Arrays.copyOf(whole, whole.length - 10));
        try (LogInput in = LogInput.open(file, Long.MAX_VALUE)) {
            assertThat(TEXT).startsWith(readAll(in));
            assertThat(in.fault()).contains("cut off here");
            assertThat(in.read(new byte[1], 0, 1)).isEqualTo(-1);
        }
    }

    @Test
    void open_gzipDamagedFromTheBeginning_isAFault() throws IOException {
        Path file = Files.write(folder.resolve("log"), Arrays.copyOf(gzip(TEXT), 5));
        try (LogInput in = LogInput.open(file, Long.MAX_VALUE)) {
            assertThat(readAll(in)).isEmpty();
            assertThat(in.fault()).contains("at its beginning");
        }
    }

    @Test
    void marks_ofEncodings_areKnown() {
        byte[] utf8 = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, 'a'};
        byte[] utf16 = {(byte) 0xff, (byte) 0xfe, 'a', 0};
        assertThat(LogInput.utf8MarkBytes(utf8, 4)).isEqualTo(3);
        assertThat(LogInput.utf8MarkBytes(utf8, 2)).isZero();
        assertThat(LogInput.utf8MarkBytes(utf16, 4)).isZero();
        assertThat(LogInput.isUtf16(utf16, 4)).isTrue();
        assertThat(LogInput.isUtf16(utf8, 4)).isFalse();
        assertThat(LogInput.isUtf16(utf16, 1)).isFalse();
    }

    @Test
    void of_content_isClosedWithIt() throws IOException {
        boolean[] closed = new boolean[1];
        LogInput.of(
                        new ByteArrayInputStream(new byte[0]) {
                            @Override
                            public void close() {
                                closed[0] = true;
                            }
                        },
                        1)
                .close();
        assertThat(closed[0]).isTrue();
    }

    private static String readAll(LogInput in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[777];
        for (int read = in.read(some, 0, some.length); read >= 0; read = in.read(some, 0, some.length)) {
            all.write(some, 0, read);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
