package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.feature.FeatureFormatException;
import dev.ueba.feature.GitHubAuditFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensitiveActionsTest {

    @TempDir
    private Path folder;

    @Test
    void defaults_haveWhatOpensAWayIn_asHigh() {
        assertThat(SensitiveActions.defaults().actions())
                .filteredOn(action -> action.severity() == Severity.HIGH)
                .extracting(SensitiveAction::feature)
                .contains(
                        "org_recovery_codes_downloaded",
                        "org_recovery_code_used",
                        "ip_allow_list_disable",
                        "ssh_certificate_authority_create",
                        "repository_secret_scanning_protection_disable");
        assertThat(SensitiveActions.defaults().actions())
                .filteredOn(action -> GitHubAuditFeatures.SCHEMA.hasFeature(action.feature()))
                .hasSizeGreaterThan(15)
                .allMatch(action -> action.technique().matches("T\\d{4}(\\.\\d{3})?"));
        assertThat(SensitiveActions.none().actions()).isEmpty();
    }

    @Test
    void read_takesWhatSomebodyEdited() throws IOException {
        Path file = Files.writeString(folder.resolve("a.tsv"), "# mine\n\ngit_clone\tinformational\t-\tin our firm\n");
        assertThat(SensitiveActions.read(file).actions())
                .containsExactly(new SensitiveAction("git_clone", Severity.INFORMATIONAL, "", "in our firm"));
        assertThat(Severity.INFORMATIONAL).hasToString("informational");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\thigh\t-\n', 'line 1: expected four cells separated by tabs'",
        "'a\tHIGH\t-\tb\n', 'line 1: the severity must be'",
        "'\thigh\t-\tb\n', 'must not be blank'",
        "'a\thigh\t-\tb\na\tlow\t-\tb\n', 'line 2: the feature ''a'' occurs twice'"
    })
    void read_ofSomethingElse_saysWhere(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("a.tsv"), text);
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> SensitiveActions.read(file))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(message);
    }

    @Test
    void read_ofHostileFile_isRefused() throws IOException {
        Path huge = Files.write(folder.resolve("huge.tsv"), new byte[(1 << 20) + 1]);
        assertThatExceptionOfType(FeatureFormatException.class).isThrownBy(() -> SensitiveActions.read(huge));
        Path binary = Files.write(folder.resolve("binary.tsv"), new byte[] {(byte) 0xC3, 0x28});
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> SensitiveActions.read(binary))
                .withMessageContaining("expected UTF-8 text");
    }

    @Test
    void of_sameFeatureTwice_isRefused() {
        SensitiveAction action = new SensitiveAction("a", Severity.LOW, "", "b");
        assertThat(SensitiveActions.of(List.of(action)).actions()).containsExactly(action);
        assertThatIllegalArgumentException().isThrownBy(() -> SensitiveActions.of(List.of(action, action)));
        assertThatIllegalArgumentException().isThrownBy(() -> new SensitiveAction(" ", Severity.LOW, "", "b"));
    }
}
