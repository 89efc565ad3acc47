package dev.ueba.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredFileTest {

    private static final StoredFile KIND = new StoredFile("UEBATEST", "a file of a test", 1);

    @TempDir
    private Path folder;

    private Path written() throws IOException {
        BinaryWriter body = new BinaryWriter();
        body.writeText("hello");
        body.writeInt(42);
        Path file = folder.resolve("test.ueba");
        KIND.write(file, body);
        return file;
    }

    @Test
    void write_liesAsDescribed() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(bytes, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("UEBATEST");
        assertThat(buffer.getInt(8)).isEqualTo(1);
        assertThat(buffer.getLong(12)).isEqualTo(13);
        assertThat(buffer.getInt(20)).isEqualTo(5);
        assertThat(bytes).hasSize(20 + 13 + 4);
        assertThat(FileDamage.withChecksum(bytes)).isEqualTo(bytes);
    }

    @Test
    void read_ofWritten_givesBodyAndVersion() throws IOException {
        StoredFile.Body body = KIND.read(written());
        assertThat(body.version()).isEqualTo(1);
        assertThat(body.reader().readText("a word")).isEqualTo("hello");
        assertThat(body.reader().readInt()).isEqualTo(42);
        body.reader().expectEnd();
    }

    @Test
    void read_ofOlderVersion_tellsTheVersion() throws IOException {
        assertThat(new StoredFile("UEBATEST", "a file of a test", 3)
                        .read(written())
                        .version())
                .isEqualTo(1);
    }

    @Test
    void read_ofEmptyBody() throws IOException {
        Path file = folder.resolve("empty.ueba");
        KIND.write(file, new BinaryWriter());
        KIND.read(file).reader().expectEnd();
    }

    @Test
    void read_ofDamagedFile_isRefused() throws IOException {
        FileDamage.assertRefused(Files.readAllBytes(written()), folder.resolve("broken.ueba"), KIND::read);
    }

    @Test
    void read_ofMissingFile_isNotAQuestionOfFormat() {
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> KIND.read(folder.resolve("none.ueba")));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 30) + 1, 1L << 32})
    void read_ofImpossibleLength_isRefused(long length) throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(12, length);
        Path file = folder.resolve("length.ueba");
        Files.write(file, FileDamage.withChecksum(bytes));
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> KIND.read(file))
                .withMessageContaining("promises " + length + " bytes");
    }

    @Test
    void read_ofOtherKind_looksAtTheHeaderOnly() {
        // An endless stream: whoever read it whole would never come back.
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                Arrays.fill(target, offset, offset + length, (byte) 0);
                return length;
            }
        };
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> KIND.read("stream", endless))
                .withMessageContaining("another kind");
    }

    @Test
    void new_withOtherThanEightAsciiCharacters_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StoredFile("SHORT", "x", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StoredFile("ÜEBATEST", "x", 1));
    }
}
