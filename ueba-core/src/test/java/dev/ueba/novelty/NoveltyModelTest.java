package dev.ueba.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.feature.FeatureRecord;
import dev.ueba.feature.FeatureTable;
import dev.ueba.storage.FileDamage;
import dev.ueba.storage.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoveltyModelTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final NoveltyOptions OPTIONS = NoveltyOptions.defaults();

    @TempDir
    private Path folder;

    /** A record of the counts "work" and "secret"; the second is what hardly anybody does. */
    private static FeatureRecord row(String actor, int day, double work, double secret) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("is_weekend", 1.0);
        values.put("work", work);
        values.put("secret", secret);
        return new FeatureRecord(actor, FIRST.plusDays(day), values);
    }

    /** Thirty actors who work on every day and never touch what is secret. */
    private static List<FeatureRecord> quietDays(int days) {
        List<FeatureRecord> records = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            for (int actor = 0; actor < 30; actor++) {
                records.add(row("a" + actor, day, 3 + (actor * 7 + day * 5) % 6, 0));
            }
        }
        return records;
    }

    private static NoveltyModel learned(List<FeatureRecord> history, NoveltyOptions options) {
        FeatureTable table = FeatureTable.of(history);
        NoveltyModel model = NoveltyModel.empty(table.schema(), options, PeerGroups.none());
        model.learn(table);
        return model;
    }

    private static NoveltyScores score(NoveltyModel model, FeatureRecord... rows) {
        return model.score(FeatureTable.of(List.of(rows)));
    }

    @Test
    void score_ofActionNobodyEverDid_isHighAndFinite() {
        NoveltyScores scores = score(learned(quietDays(60), OPTIONS), row("a1", 60, 4, 1), row("a2", 60, 4, 0));
        Surprise surprise = scores.surprises(0).get(0);
        assertThat(surprise.feature()).isEqualTo("secret");
        assertThat(surprise.value()).isEqualTo(1.0);
        assertThat(surprise.bits()).isBetween(9.0, 30.0);
        assertThat(surprise.organisationBits()).isBetween(9.0, 30.0);
        assertThat(surprise.isFirstForActor()).isTrue();
        assertThat(surprise.isFirstForPeers()).isTrue();
        assertThat(surprise.isFirstForOrganisation()).isTrue();
        assertThat(scores.novelty(0)).isGreaterThan(scores.novelty(1) + 4.0);
        assertThat(scores.surprises(1)).isEmpty();
    }

    @Test
    void score_ofActionThatIsUsualForTheActor_isLow() {
        List<FeatureRecord> history = quietDays(60);
        for (int day = 0; day < 60; day++) {
            history.add(row("admin", day, 1, day % 3 == 0 ? 1 : 0));
        }
        NoveltyModel model = learned(history, OPTIONS);
        NoveltyScores scores = score(model, row("admin", 61, 1, 1), row("a1", 61, 4, 1));
        assertThat(scores.novelty(0)).isLessThan(1.0);
        Surprise surprise = scores.surprises(1).get(0);
        assertThat(surprise.bits()).isGreaterThan(8.0);
        assertThat(surprise.isFirstForActor()).isTrue();
        assertThat(surprise.isFirstForOrganisation()).isFalse();
        assertThat(surprise.organisationDaysSince()).isEqualTo(4);
        assertThat(model.daysSinceRaised("admin", "secret", FIRST.plusDays(61))).isEqualTo(4);
        assertThat(model.daysSinceRaised("a1", "secret", FIRST.plusDays(61))).isEqualTo(Surprise.NEVER);
        assertThat(model.daysSinceRaised("admin", "is_weekend", FIRST.plusDays(61)))
                .isEqualTo(Surprise.NEVER);
    }

    @Test
    void score_ofConstantHistory_growsWithTheCount() {
        List<FeatureRecord> history = quietDays(60);
        for (int day = 0; day < 60; day++) {
            history.add(row("robot", day, 5, 0));
        }
        NoveltyModel model = learned(history, OPTIONS);
        double before = score(model, row("robot", 60, 5, 0)).novelty(0);
        assertThat(before).isLessThan(1.0);
        for (int work : new int[] {15, 30, 60, 1_000}) {
            double now = score(model, row("robot", 60, work, 0)).novelty(0);
            assertThat(now).isGreaterThan(before).isFinite();
            before = now;
        }
        assertThat(before).isGreaterThan(20.0);
    }

    @Test
    void score_withoutAnyHistory_isFiniteAndNotAlarming() {
        FeatureTable day = FeatureTable.of(List.of(row("new", 0, 3, 1)));
        NoveltyModel model = NoveltyModel.empty(day.schema(), OPTIONS, PeerGroups.none());
        assertThat(model.lastDay()).isEmpty();
        assertThat(model.score(day).novelty(0)).isBetween(0.0, 8.0);
        assertThat(score(learned(List.of(row("a", 0, 3, 0)), OPTIONS), row("b", 1, 1e9, 0))
                        .novelty(0))
                .isFinite();
    }

    @Test
    void score_ofNewActor_isJudgedByTheOthers() {
        NoveltyScores scores = score(learned(quietDays(60), OPTIONS), row("new", 60, 5, 0), row("late", 60, 500, 0));
        assertThat(scores.novelty(0)).isLessThan(1.0);
        assertThat(scores.novelty(1)).isGreaterThan(10.0);
    }

    @Test
    void score_ofHostileCounts_isFinite() {
        NoveltyModel model = learned(quietDays(30), OPTIONS);
        NoveltyScores scores =
                score(model, row("a1", 30, 1e15, 1e15), row("a2", 30, 0.7, -4), row("a3", 30, 3.9e37, 0));
        for (int row = 0; row < 3; row++) {
            assertThat(scores.novelty(row)).isFinite().isNotNegative();
        }
        // Fractions are cut off, negative counts are none.
        assertThat(scores.novelty(1)).isZero();
        model.add(scores);
        NoveltyScores next = score(model, row("a1", 31, 5, 0), row("a4", 31, 5, 0), row("a5", 31, 60, 0));
        assertThat(next.novelty(0)).isFinite();
        // One poisoned count does not hide what others do.
        assertThat(next.novelty(2)).isGreaterThan(8.0);
    }

    @Test
    void score_ofManyEqualSurprises_countsThemAll_butSmallOnesForNothing() {
        Map<String, Double> usual = new LinkedHashMap<>();
        for (int feature = 0; feature < 20; feature++) {
            usual.put("f" + feature, 3.0);
        }
        List<FeatureRecord> history = new ArrayList<>();
        for (int day = 0; day < 40; day++) {
            for (int actor = 0; actor < 10; actor++) {
                history.add(new FeatureRecord("a" + actor, FIRST.plusDays(day), usual));
            }
        }
        Map<String, Double> slightly = new LinkedHashMap<>(usual);
        slightly.replaceAll((name, value) -> 4.0);
        Map<String, Double> once = new LinkedHashMap<>(usual);
        once.put("f3", 25.0);
        NoveltyModel model = learned(history, OPTIONS.withCalibrated(false));
        NoveltyScores scores = score(
                model,
                new FeatureRecord("a1", FIRST.plusDays(40), slightly),
                new FeatureRecord("a2", FIRST.plusDays(40), once));
        assertThat(scores.novelty(1)).isGreaterThan(scores.novelty(0) + 3.0);
    }

    /** One of 60 actors does something else that nobody did before on every second day. */
    private static FeatureTable withJuggler(int firstDay, int lastDay) {
        List<FeatureRecord> records = new ArrayList<>();
        for (int day = firstDay; day <= lastDay; day++) {
            for (int actor = 0; actor < 60; actor++) {
                Map<String, Double> values = new LinkedHashMap<>();
                for (int feature = 0; feature < 31; feature++) {
                    values.put("f" + feature, actor == 0 && day == 2 * feature ? 5.0 : 0.0);
                }
                records.add(new FeatureRecord("a" + actor, FIRST.plusDays(day), values));
            }
        }
        return FeatureTable.of(records);
    }

    @Test
    void score_ofActorWithManyUnusualDays_isDiscounted() {
        NoveltyScores[] scores = new NoveltyScores[2];
        for (int i = 0; i < 2; i++) {
            FeatureTable history = withJuggler(0, 59);
            NoveltyModel model = NoveltyModel.empty(
                    history.schema(), OPTIONS.withWarmUpDays(0).withDiscounted(i == 0), PeerGroups.none());
            model.learn(history);
            scores[i] = model.score(withJuggler(60, 60));
        }
        assertThat(scores[1].evidence(0)).isPositive();
        assertThat(scores[0].evidence(0)).isEqualTo(scores[1].evidence(0));
        assertThat(scores[0].discount(0)).isGreaterThan(1.0);
        assertThat(scores[0].discount(1)).isZero();
        assertThat(scores[1].discount(0)).isZero();
        assertThat(scores[0].novelty(0))
                .isEqualTo(Math.max(0.0, scores[0].evidence(0) - scores[0].discount(0)))
                .isLessThan(scores[1].novelty(0));
    }

    @Test
    void score_amongPeers_comparesWithThem() {
        List<FeatureRecord> history = quietDays(60);
        Map<String, String> groups = new LinkedHashMap<>();
        for (int actor = 0; actor < 30; actor++) {
            groups.put("a" + actor, actor < 10 ? "admins" : "developers");
        }
        history.replaceAll(record ->
                groups.get(record.actor()).equals("admins") && record.day().getDayOfMonth() % 4 == 0
                        ? row(record.actor(), (int) (record.day().toEpochDay() - FIRST.toEpochDay()), 3, 1)
                        : record);
        groups.put("newAdmin", "admins");
        groups.put("newDeveloper", "developers");
        FeatureTable table = FeatureTable.of(history);
        NoveltyModel model = NoveltyModel.empty(table.schema(), OPTIONS, PeerGroups.of(groups));
        model.learn(table);
        NoveltyScores scores = score(model, row("newAdmin", 60, 3, 1), row("newDeveloper", 60, 3, 1));
        assertThat(scores.novelty(1)).isGreaterThan(scores.novelty(0) + 2.0);
        Surprise surprise = scores.surprises(1).get(0);
        assertThat(surprise.isFirstForPeers()).isTrue();
        assertThat(surprise.isFirstForOrganisation()).isFalse();
        assertThat(surprise.peerBits()).isGreaterThan(surprise.organisationBits() + 2.0);
    }

    @Test
    void score_withHalfLife_forgets() {
        List<FeatureRecord> history = quietDays(90);
        for (int day = 0; day < 60; day++) {
            history.add(row("mover", day, 4, 3));
        }
        for (int day = 60; day < 90; day++) {
            history.add(row("mover", day, 4, 0));
        }
        FeatureRecord today = row("mover", 90, 4, 3);
        double forgets =
                score(learned(history, OPTIONS.withHalfLifeDays(5)), today).novelty(0);
        double remembers = score(learned(history, OPTIONS), today).novelty(0);
        assertThat(forgets).isGreaterThan(remembers + 1.0);
    }

    @Test
    void add_ofRowHeldBack_leavesTheHabitAsItWas_untilReleased() {
        NoveltyModel model = learned(quietDays(60), OPTIONS.withCalibrated(false));
        NoveltyScores scores = score(model, row("a1", 60, 4, 5));
        BitSet held = new BitSet();
        held.set(0);
        model.add(scores, held);
        double heldBack = score(model, row("a1", 61, 4, 5)).evidence(0);
        model.release(model.hold(scores, 0));
        double released = score(model, row("a1", 61, 4, 5)).evidence(0);
        assertThat(heldBack).isGreaterThan(released + 2.0);
        assertThat(model.daysSinceRaised("a1", "secret", FIRST.plusDays(61))).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(NullData.Family.class)
    void score_dayByDay_withSavingInBetween_hasTheBitsOfOneRun(NullData.Family family) throws IOException {
        FeatureTable table = NullData.table(family, 12, 40, 5);
        NoveltyOptions options =
                OPTIONS.withHalfLifeDays(family == NullData.Family.BURSTY || family == NullData.Family.RARE ? 20 : 0);
        PeerGroups peers = PeerGroups.learn(table.selectRows(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}), 2);
        NoveltyModel whole = NoveltyModel.empty(table.schema(), options, peers);
        NoveltyModel daily = NoveltyModel.empty(table.schema(), options, peers);
        for (FeatureTable day : NoveltyModel.days(table)) {
            NoveltyScores scores = whole.score(day);
            // Tables of single days know other actors by other numbers.
            FeatureTable alone = FeatureTable.of(day.toRecords());
            NoveltyScores again = daily.score(alone);
            for (int row = 0; row < day.rowCount(); row++) {
                assertThat(again.novelty(row)).isEqualTo(scores.novelty(row));
                assertThat(again.surprises(row)).isEqualTo(scores.surprises(row));
            }
            whole.add(scores);
            daily.add(again);
            Path file = folder.resolve("state.ueba");
            daily.save(file);
            byte[] bytes = Files.readAllBytes(file);
            daily = NoveltyModel.load(file);
            daily.save(file);
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        }
    }

    @Test
    void score_doesNotDependOnWhatComesLater_norChangeTheModel() {
        FeatureTable table = NullData.table(NullData.Family.BURSTY, 12, 30, 9);
        List<FeatureTable> days = NoveltyModel.days(table);
        NoveltyModel model = NoveltyModel.empty(table.schema(), OPTIONS, PeerGroups.none());
        for (FeatureTable day : days.subList(0, 29)) {
            model.add(model.score(day));
        }
        double before = model.score(days.get(29)).novelty(0);
        model.score(NullData.table(NullData.Family.HEAVY_TAILED, 12, 1, 1).selectRows(new int[0]));
        assertThat(model.score(days.get(29)).novelty(0)).isEqualTo(before);
    }

    @Test
    void score_ofKnownDayOrMixedDays_isRefused() {
        NoveltyModel model = learned(quietDays(10), OPTIONS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> score(model, row("a1", 9, 1, 0)))
                .withMessageContaining("the model already knows 2026-01-10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> score(model, row("a1", 10, 1, 0), row("a1", 11, 1, 0)))
                .withMessageContaining("expected rows of one day");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.score(NullData.table(NullData.Family.RARE, 3, 1, 1)))
                .withMessageContaining("expected the columns");
        assertThatIllegalArgumentException().isThrownBy(() -> model.learn(FeatureTable.of(quietDays(11))));
    }

    @Test
    void add_ofScoresOfAnEarlierState_isRefused() {
        NoveltyModel model = learned(quietDays(10), OPTIONS);
        NoveltyScores stale = score(model, row("a1", 11, 1, 0));
        model.add(score(model, row("a1", 10, 1, 0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.add(stale))
                .withMessageContaining("score a day, then add it");
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withHalfLifeDays(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withHalfLifeDays(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withRaisedShare(0));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withFirstInDays(0));
        assertThatIllegalArgumentException().isThrownBy(() -> OPTIONS.withWarmUpDays(-1));
    }

    @Test
    void load_ofDamagedFile_isRefused() throws IOException {
        Path file = folder.resolve("state.ueba");
        learned(List.of(row("a", 0, 1, 0), row("b", 1, 2, 1)), OPTIONS.withWarmUpDays(0))
                .save(file);
        FileDamage.assertRefused(Files.readAllBytes(file), file, NoveltyModel::load);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x10, 0x80, 0xFF})
    void load_ofChangedBodyWithRightChecksum_isRefusedOrUsable(int mask) throws IOException {
        Path file = folder.resolve("state.ueba");
        List<FeatureRecord> history = quietDays(2).subList(25, 35);
        learned(history, OPTIONS.withWarmUpDays(0)).save(file);
        byte[] bytes = Files.readAllBytes(file);
        int refused = 0;
        for (int at = FileDamage.bodyStart(); at < FileDamage.bodyEnd(bytes); at++) {
            Files.write(file, FileDamage.withChecksum(FileDamage.flipped(bytes, at, mask)));
            try {
                NoveltyModel loaded = NoveltyModel.load(file);
                FeatureTable next = FeatureTable.of(List.of(row("a1", 4, 9, 1), row("x", 4, 1, 1)));
                boolean usable = loaded.schema().equals(next.schema())
                        && loaded.lastDay().orElseThrow().isBefore(FIRST.plusDays(4));
                if (usable) {
                    NoveltyScores scores = loaded.score(next);
                    assertThat(scores.novelty(0)).isFinite();
                    loaded.add(scores);
                }
            } catch (ModelFormatException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan((bytes.length - 24) / 8);
    }

    @Test
    void load_ofMissingFile_saysSo() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> NoveltyModel.load(folder.resolve("nowhere.ueba")));
    }
}
