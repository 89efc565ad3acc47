package dev.ueba.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogKindTest {

    @TempDir
    private Path folder;

    private LogKind kind(String content) throws IOException {
        Path file = folder.resolve("log");
        Files.writeString(file, content);
        return LogKind.of(file);
    }

    @Test
    void of_github_linesListsEnvelopesAndSyslog() throws IOException {
        String event = "{\"@timestamp\":1774267245792,\"action\":\"git.clone\",\"actor\":\"alice\",\"repo\":\"o/r\"}";
        assertThat(kind(event + "\n" + event)).isEqualTo(LogKind.GITHUB);
        assertThat(kind("\ufeff [\n" + event + "]")).isEqualTo(LogKind.GITHUB);
        assertThat(kind("{\"message\":\"" + event.replace("\"", "\\\"") + "\"}"))
                .isEqualTo(LogKind.GITHUB);
        assertThat(kind("<14>Jan  4 10:15:00 ghes github_audit[1]: " + event)).isEqualTo(LogKind.GITHUB);
    }

    @Test
    void of_cloudTrail_recordsOrLines() throws IOException {
        String event =
                "{\"eventTime\":\"2026-01-04T00:00:00Z\",\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"GetObject\"}";
        assertThat(kind("{\"Records\":[" + event + "]}")).isEqualTo(LogKind.CLOUDTRAIL);
        assertThat(kind(event)).isEqualTo(LogKind.CLOUDTRAIL);
    }

    @Test
    void of_syslog_traditionalAndIso() throws IOException {
        assertThat(kind("Jan  4 10:15:00 host sshd[1]: Failed password for root\n"))
                .isEqualTo(LogKind.AUTH);
        assertThat(kind("<38>Jan 14 10:15:00 host sshd[1]: x\n")).isEqualTo(LogKind.AUTH);
        assertThat(kind("2026-01-04T10:15:00.123456+00:00 host sshd[1]: x\n")).isEqualTo(LogKind.AUTH);
        assertThat(kind("garbage\nJan  4 10:15:00 host sshd[1]: x\n")).isEqualTo(LogKind.AUTH);
    }

    @Test
    void of_anythingElse_isGeneric() throws IOException {
        assertThat(kind("timestamp,user,ip,action\n2026-01-04T10:15:00Z,alice,192.0.2.1,login: ok\n"))
                .isEqualTo(LogKind.GENERIC);
        assertThat(kind("{\"time\":\"2026-01-04T10:15:00Z\",\"user\":\"alice\"}"))
                .isEqualTo(LogKind.GENERIC);
        assertThat(kind("")).isEqualTo(LogKind.GENERIC);
        assertThat(kind("<")).isEqualTo(LogKind.GENERIC);
        assertThat(kind("Jan")).isEqualTo(LogKind.GENERIC);
    }

    @Test
    void of_gzip_isUnfolded() throws IOException {
        Path file = folder.resolve("log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("Jan  4 10:15:00 host sshd[1]: x\n".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(LogKind.of(file)).isEqualTo(LogKind.AUTH);
    }
}
