package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.feature.FeatureTable;
import dev.ueba.novelty.NoveltyModel;
import dev.ueba.novelty.PeerGroups;
import dev.ueba.storage.FileDamage;
import dev.ueba.storage.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of risk states: the same bits again, and nothing but a clear refusal of broken or hostile ones. */
class RiskStateFileTest {

    private static final int DAYS = 12;
    private static final FeatureTable BASE = Samples.base(5, 7, DAYS + 1);

    @TempDir
    private Path folder;

    /** Something of everything: groups, a quarantine, an average budget, fading, a table of actions of its own. */
    private static ImprovedOptions options() {
        Map<String, String> groups = new HashMap<>();
        for (int actor = 0; actor < 6; actor++) {
            groups.put("actor-" + actor, "team");
        }
        ImprovedOptions options = ImprovedOptions.defaults();
        return options.withNovelty(options.novelty().withWarmUpDays(2).withHalfLifeDays(20.0))
                .withPeers(PeerGroups.of(groups))
                .withBudget(AlertBudget.average(2, 4).withLeastRisk(0.0))
                .withMachineNameParts(List.of("actor-3"))
                .withQuarantineDays(4)
                .withSensitiveActions(SensitiveActions.of(
                        List.of(new SensitiveAction("clones", Severity.HIGH, "T1213", "copies of repositories"))));
    }

    private static double[] scores(FeatureTable day, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = new double[day.rowCount()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = random.nextDouble() * 0.3 - 0.2;
        }
        return scores;
    }

    private static RiskState learned(int days) {
        RiskState state = RiskState.empty(BASE.schema(), options());
        for (FeatureTable day : NoveltyModel.days(BASE).subList(0, days)) {
            state.next(day, scores(day, day.epochDay(0)));
        }
        return state;
    }

    private static FeatureTable lastDay() {
        return NoveltyModel.days(BASE).get(DAYS);
    }

    @Test
    void load_ofSaved_goesOnWithTheSameBits() throws IOException {
        RiskState state = learned(DAYS);
        assertThat(state.heldRowCount()).isPositive();
        Path file = folder.resolve("risk.ueba");
        state.save(file);
        RiskState loaded = RiskState.load(file, options());
        assertThat(loaded.options()).isEqualTo(state.options());
        assertThat(loaded.schema()).isEqualTo(state.schema());
        assertThat(loaded.lastDay()).isEqualTo(state.lastDay());
        assertThat(loaded.rowCount()).isEqualTo(state.rowCount());
        assertThat(loaded.heldRowCount()).isEqualTo(state.heldRowCount());
        assertThat(loaded.toBytes()).isEqualTo(Files.readAllBytes(file));
        FeatureTable next = lastDay();
        assertThat(loaded.next(next, scores(next, 1))).isEqualTo(state.next(next, scores(next, 1)));
        assertThat(loaded.toBytes()).isEqualTo(state.toBytes());
    }

    @Test
    void load_ofStateThatKnowsNothing_isEmptyAgain() throws IOException {
        RiskState loaded = RiskState.fromBytes(
                RiskState.empty(BASE.schema(), ImprovedOptions.defaults()).toBytes());
        assertThat(loaded.lastDay()).isEmpty();
        assertThat(loaded.rowCount()).isZero();
        assertThat(loaded.options()).isEqualTo(ImprovedOptions.defaults());
    }

    /** The file was written by {@code learned(12).save} when version 1 of the format was made; it stays as it is. */
    @Test
    void load_ofVersion1_goesOnAsWhenItWasWritten() throws IOException {
        byte[] bytes;
        try (InputStream in =
                Objects.requireNonNull(RiskStateFileTest.class.getResourceAsStream("/formats/risk-state-1.ueba"))) {
            bytes = in.readAllBytes();
        }
        RiskState old = RiskState.fromBytes(bytes);
        old.requireOptions(options());
        FeatureTable next = lastDay();
        assertThat(old.next(next, scores(next, 1))).isEqualTo(learned(DAYS).next(next, scores(next, 1)));
    }

    @Test
    void load_withOtherOptions_namesThoseThatDiffer() throws IOException {
        Path file = folder.resolve("risk.ueba");
        learned(3).save(file);
        ImprovedOptions asked = options()
                .withQuarantineDays(9)
                .withPeers(PeerGroups.none())
                .withBudget(AlertBudget.average(5, 4).withLeastRisk(0.0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RiskState.load(file, asked))
                .withMessageContaining("peers is groups of 6 actors, not no groups")
                .withMessageContaining("alertsPerDay is 2, not 5")
                .withMessageContaining("quarantineDays is 4, not 9")
                .withMessageNotContaining("averageDays");
    }

    @Test
    void load_ofDamagedFile_isRefused() throws IOException {
        Path file = folder.resolve("risk.ueba");
        RiskState state = RiskState.empty(BASE.schema(), options().withSensitiveActions(SensitiveActions.none()));
        for (FeatureTable day : NoveltyModel.days(Samples.base(5, 2, 2))) {
            state.next(day, scores(day, 1));
        }
        state.save(file);
        FileDamage.assertRefused(Files.readAllBytes(file), file, RiskState::load);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x10, 0x7F, 0x80, 0xFF})
    void load_ofChangedBodyWithRightChecksum_isRefusedOrUsable(int mask) throws IOException {
        byte[] bytes = learned(6).toBytes();
        FeatureTable next = lastDay();
        int refused = 0;
        for (int at = FileDamage.bodyStart(); at < FileDamage.bodyEnd(bytes); at++) {
            byte[] changed = FileDamage.withChecksum(FileDamage.flipped(bytes, at, mask));
            RiskState loaded;
            try {
                loaded = RiskState.fromBytes(changed);
            } catch (ModelFormatException e) {
                assertThat(e).hasMessageStartingWith("the bytes of a risk state: ");
                refused++;
                continue;
            }
            if (loaded.schema().equals(next.schema())
                    && loaded.lastDay().orElseThrow().isBefore(next.day(0))) {
                RiskDay day = loaded.next(next, scores(next, 1));
                assertThat(day.assessments().stream().allMatch(each -> each.risk() >= 0.0 && each.entityRisk() >= 0.0))
                        .as("byte %s", at)
                        .isTrue();
                RiskState.fromBytes(loaded.toBytes());
            }
        }
        assertThat(refused).isGreaterThan((bytes.length - 24) / 8);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void load_ofNoise_isRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] learned = learned(5).toBytes();
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = learned.clone();
            for (int hits = 1 + random.nextInt(20); hits > 0; hits--) {
                bytes[FileDamage.bodyStart() + random.nextInt(bytes.length - 24)] = (byte) random.nextInt(256);
            }
            byte[] changed = FileDamage.withChecksum(bytes);
            try {
                RiskState.fromBytes(changed);
            } catch (ModelFormatException e) {
                assertThat(e).hasMessageStartingWith("the bytes of a risk state: ");
            }
        }
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> RiskState.fromBytes(new byte[0]))
                .withMessageContaining("empty");
    }

    @Test
    void load_ofModelFile_saysWhatWasExpected() {
        RiskState state = learned(2);
        byte[] bytes = state.toBytes();
        bytes[7] = 'X';
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> RiskState.fromBytes(bytes))
                .withMessageContaining("expected a file of a risk state beginning with 'UEBARISK'");
    }
}
