package dev.ueba.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceIdTest {

    private static final String GIVEN = "01234567-89ab-cdef-0123-456789ABCDEF";
    private static final String OTHER = "11111111-2222-3333-4444-555555555555";

    @TempDir
    private Path folder;

    private WorkspaceId find(String dotEnv) throws IOException {
        Path file = folder.resolve(".env");
        Files.writeString(file, dotEnv);
        return WorkspaceId.find(null, Map.of(), file);
    }

    @Test
    void of_aGuid_isLowerCase() {
        assertThat(new WorkspaceId(" " + GIVEN + "\n").text()).isEqualTo("01234567-89ab-cdef-0123-456789abcdef");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "my-workspace",
                "01234567-89ab-cdef-0123-456789abcdeg",
                "01234567-89ab-cdef-0123-456789abcdef0",
                "0123456789abcdef0123456789abcdef0123",
                "{1234567-89ab-cdef-0123-456789abcde}",
                "../34567-89ab-cdef-0123-456789abcdef",
                "𝟎1234567-89ab-cdef-0123-456789abcde"
            })
    void of_anythingElse_isRefusedWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkspaceId(text))
                .withMessageContaining("is a GUID")
                .satisfies(e -> assertThat(text.isEmpty() || !e.getMessage().contains(text))
                        .isTrue());
    }

    @Test
    void find_takesArgumentThenEnvironmentThenFile() throws IOException {
        Path file = Files.writeString(folder.resolve(".env"), "AZ_WORKSPACE_ID=" + OTHER);
        Map<String, String> environment = Map.of("AZ_WORKSPACE_ID", GIVEN);
        assertThat(WorkspaceId.find(OTHER, environment, file).text()).isEqualTo(OTHER);
        assertThat(WorkspaceId.find(null, environment, file)).isEqualTo(new WorkspaceId(GIVEN));
        assertThat(WorkspaceId.find(null, Map.of("AZ_WORKSPACE_ID", " "), file).text())
                .isEqualTo(OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AZ_WORKSPACE_ID=" + OTHER,
                "# a comment\r\n\r\n  export  AZ_WORKSPACE_ID = \"" + OTHER + "\"  # here\r\nA=b",
                "\ufeffAZ_WORKSPACE_ID='" + OTHER + "'",
                "AZ_WORKSPACE_ID=x\nAZ_WORKSPACE_ID=" + OTHER + " # the last counts",
                "no name\n=no name either\n#AZ_WORKSPACE_ID=x\nAZ_WORKSPACE_ID=" + OTHER,
                "KEY=\"a\nb\nAZ_WORKSPACE_ID=" + OTHER
            })
    void find_inAFile_understandsTheUsualForms(String dotEnv) throws IOException {
        assertThat(find(dotEnv).text()).isEqualTo(OTHER);
    }

    @Test
    void find_ofAWrongValue_namesThePlaceAndNotTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> find("AZ_WORKSPACE_ID=sesame"))
                .withMessageStartingWith("AZ_WORKSPACE_ID in ")
                .withMessageContaining("is a GUID")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sesame"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkspaceId.find(null, Map.of("AZ_WORKSPACE_ID", "sesame"), folder))
                .withMessageStartingWith("the environment variable AZ_WORKSPACE_ID: ");
        assertThatIllegalArgumentException().isThrownBy(() -> find("AZ_WORKSPACE_ID=\"" + OTHER));
    }

    @Test
    void find_ofNothing_saysWhereToPutIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkspaceId.find(null, Map.of(), folder.resolve(".env")))
                .withMessageContaining("set AZ_WORKSPACE_ID in the environment or in the file");
    }

    @Test
    void find_inAHugeFile_isRefused() {
        assertThatIOException()
                .isThrownBy(() -> find("#".repeat(DotEnvFile.MAX_BYTES + 1)))
                .withMessageContaining("at most 65536 bytes");
    }
}
