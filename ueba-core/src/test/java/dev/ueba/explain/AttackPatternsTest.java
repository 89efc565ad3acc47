package dev.ueba.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.feature.FeatureFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttackPatternsTest {

    @TempDir
    private Path folder;

    private AttackPatterns read(String text) throws IOException {
        return AttackPatterns.read(Files.writeString(folder.resolve("p.tsv"), text));
    }

    private static String chain(AttackPatterns patterns, String name) {
        return patterns.patterns().stream()
                .filter(pattern -> pattern.name().equals(name))
                .findFirst()
                .orElseThrow()
                .techniques()
                .stream()
                .map(AttackTechnique::id)
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    @Test
    void defaults_haveTheTechniquesOfEachVersion() {
        AttackPatterns v19 = AttackPatterns.defaults();
        AttackPatterns v18 = AttackPatterns.defaults("18");
        assertThat(chain(v19, "protection_off_then_workflow")).isEqualTo("T1685 T1195.002 T1677");
        assertThat(chain(v18, "protection_off_then_workflow")).isEqualTo("T1562.001 T1195.002 T1677");
        assertThat(chain(v19, "token_then_clones")).isEqualTo("T1098.001 T1213.003 T1020");
        assertThat(chain(v18, "token_then_clones")).isEqualTo("T1098.001 T1213.003 T1020");
        for (AttackPattern pattern : v18.patterns()) {
            assertThat(pattern.techniques())
                    .allMatch(technique -> technique.attackVersion().equals("18"));
        }
        assertThat(v19.patterns())
                .flatExtracting(AttackPattern::techniques)
                .noneMatch(technique -> technique.id().startsWith("T1562"))
                .allMatch(technique -> technique.attackVersion().equals("19"))
                .allMatch(technique -> !technique.name().isEmpty());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttackPatterns.defaults("17"))
                .withMessageContaining("[18, 19], but was '17'");
        assertThat(AttackPatterns.none().patterns()).isEmpty();
    }

    @Test
    void defaults_agreeWithTheTableOfTechniques_inBothVersions() {
        // What one feature stands for as a first step must not contradict what it stands for alone.
        for (String version : AttackTechniques.VERSIONS) {
            AttackTechniques techniques = AttackTechniques.of("github", version);
            List<String> known = techniques.of("protected_branch_destroy").stream()
                    .map(AttackTechnique::id)
                    .toList();
            assertThat(chain(AttackPatterns.defaults(version), "protection_off_then_merge"))
                    .isEqualTo(known.get(0) + " " + known.get(1));
        }
    }

    @Test
    void read_takesWhatSomebodyEdited() throws IOException {
        AttackPatterns patterns = read(
                """
                # mine

                own\t3\ta>=1 b>=2.5&c>=10,3x\td>=2,max\te f\tT1552 T1078.004\tT1552 T1685.001\tbecause
                """);
        AttackPattern pattern = patterns.patterns().get(0);
        assertThat(pattern.windowDays()).isEqualTo(3);
        assertThat(pattern.first())
                .isEqualTo(new PatternStep(
                        1,
                        List.of(
                                List.of(new FeatureCondition("a", 1.0, 0.0, false)),
                                List.of(
                                        new FeatureCondition("b", 2.5, 0.0, false),
                                        new FeatureCondition("c", 10.0, 3.0, false)))));
        assertThat(pattern.then())
                .contains(new PatternStep(1, List.of(List.of(new FeatureCondition("d", 2.0, 0.0, true)))));
        assertThat(pattern.shown()).containsExactly("e", "f");
        assertThat(pattern.techniques()).extracting(AttackTechnique::id).containsExactly("T1552", "T1685.001");
        // No table of the library has this name.
        assertThat(pattern.techniques().get(1).name()).isEmpty();
        assertThat(AttackPatterns.read(folder.resolve("p.tsv"), "18")
                        .patterns()
                        .get(0)
                        .techniques())
                .extracting(AttackTechnique::id)
                .containsExactly("T1552", "T1078.004");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'x\t7\ta>=1\t-\t-\t-\t-' | expected eight cells separated by tabs",
                "'x y\t7\ta>=1\t-\t-\t-\t-\tw' | the name of a pattern must be",
                "'<b>\t7\ta>=1\t-\t-\t-\t-\tw' | the name of a pattern must be",
                "'x\t0\ta>=1\t-\t-\t-\t-\tw' | the days must be a whole number from 1 to 366",
                "'x\t367\ta>=1\t-\t-\t-\t-\tw' | the days must be",
                "'x\t-1\ta>=1\t-\t-\t-\t-\tw' | the days must be",
                "'x\t7\t\t-\t-\t-\t-\tw' | expected conditions such as",
                "'x\t7\ta\t-\t-\t-\t-\tw' | expected conditions such as",
                "'x\t7\ta>=0\t-\t-\t-\t-\tw' | expected conditions such as",
                "'x\t7\ta>=-1\t-\t-\t-\t-\tw' | expected conditions such as",
                "'x\t7\ta>=NaN\t-\t-\t-\t-\tw' | expected conditions such as",
                "'x\t7\ta>=1e9\t-\t-\t-\t-\tw' | expected conditions such as",
                "'x\t7\ta>=1,3\t-\t-\t-\t-\tw' | expected conditions such as",
                "'x\t7\ta>=1  b>=1\t-\t-\t-\t-\tw' | expected conditions such as",
                "'x\t7\ta>=1&\t-\t-\t-\t-\tw' | expected conditions such as",
                "'x\t7\t3of a>=1 b>=1\t-\t-\t-\t-\tw' | a step of 2 alternatives cannot need 3",
                "'x\t7\t0of a>=1\t-\t-\t-\t-\tw' | a step of 1 alternatives cannot need 0",
                "'x\t7\t2of a>=1 b>=1\tc>=1\t-\t-\t-\tw' | must be the only one",
                "'x\t7\ta>=1\tc>=1\tq  r\t-\t-\tw' | must be separated by one blank",
                "'x\t7\ta>=1\t-\t-\tT15\tT15\tw' | techniques must be ids such as",
                "'x\t7\ta>=1\t-\t-\tT1552 T1078\tT1552\tw' | need as many techniques",
                "'x\t7\ta>=1\t-\t-\t-\t-\t ' | why, must not be blank"
            })
    void read_ofSomethingElse_saysWhere(String line, String message) {
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> read("# head\n" + line + "\n"))
                .withMessageStartingWith(folder.resolve("p.tsv") + ", line 2: ")
                .withMessageContaining(message);
    }

    @Test
    void read_ofTwoPatternsWithOneName_saysWhere() {
        String line = "x\t7\ta>=1\t-\t-\t-\t-\tw\n";
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> read(line + line))
                .withMessageContaining("line 2: the pattern 'x' occurs twice");
        AttackPattern pattern = AttackPatterns.defaults().patterns().get(0);
        assertThatIllegalArgumentException().isThrownBy(() -> AttackPatterns.of(List.of(pattern, pattern)));
    }

    @Test
    void read_ofHugeOrBrokenFiles_refusesThem() throws IOException {
        Path huge = Files.write(folder.resolve("huge.tsv"), new byte[(1 << 20) + 1]);
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> AttackPatterns.read(huge))
                .withMessageContaining("at most 1048576 bytes");
        Path broken = Files.write(folder.resolve("broken.tsv"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> AttackPatterns.read(broken))
                .withMessageContaining("expected UTF-8 text");
        StringBuilder many = new StringBuilder("x\t7\ta>=1");
        many.append(" a>=1".repeat(200)).append("\t-\t-\t-\t-\tw\n");
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> read(many.toString()))
                .withMessageContaining("201 conditions; expected at most 200");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i <= 1_000; i++) {
            lines.append('p').append(i).append("\t7\ta>=1\t-\t-\t-\t-\tw\n");
        }
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> read(lines.toString()))
                .withMessageContaining("line 1001: expected at most 1000 patterns");
        // An expression that went back and forth over it would not come to an end.
        String long1 = "9".repeat(500_000);
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> read("x\t7\t" + long1 + ">=" + long1 + "\t-\t-\t-\t-\tw\n"))
                .withMessageContaining("line 1: expected conditions such as");
    }

    @Test
    void records_refuseWhatMakesNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FeatureCondition("a", Double.NaN, 0.0, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new FeatureCondition("a", 1.0, Double.NaN, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new FeatureCondition(" ", 1.0, 0.0, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new PatternStep(1, List.of()));
        PatternStep step = new PatternStep(1, List.of(List.of(new FeatureCondition("a", 1.0, 0.0, false))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttackPattern("a", 0, step, Optional.empty(), List.of(), List.of(), "because"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttackPattern("a", 7, step, Optional.empty(), List.of(), List.of(), " "));
    }
}
