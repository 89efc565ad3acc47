package dev.ueba.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HourHabitsTest {

    private static final HourHabitOptions OPTIONS = HourHabitOptions.defaults();
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
    private static final ActiveHours MORNING = ActiveHours.of(8, 9, 10, 11);

    /** Days of several actors with hours from {@code first} up to {@code end}, for {@code actor-0} to {@code actor-4}. */
    private static List<Map<String, ActiveHours>> randomDays(long seed, int count, int first, int end) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<String, ActiveHours>> days = new ArrayList<>();
        for (int day = 0; day < count; day++) {
            Map<String, ActiveHours> active = new LinkedHashMap<>();
            for (int actor = 0; actor < 5; actor++) {
                ActiveHours hours = ActiveHours.NONE;
                for (int i = random.nextInt(5); i > 0; i--) {
                    hours = hours.with(first + random.nextInt(end - first));
                }
                active.put("actor-" + actor, hours);
            }
            days.add(active);
        }
        return days;
    }

    private static HourHabits learned(HourHabitOptions options, LocalDate from, List<Map<String, ActiveHours>> days) {
        HourHabits habits = HourHabits.empty(options);
        for (int i = 0; i < days.size(); i++) {
            habits.add(from.plusDays(i), days.get(i));
        }
        return habits;
    }

    private static HourHabits constant(String actor, ActiveHours hours, int days) {
        return learned(OPTIONS, MONDAY, Collections.nCopies(days, Map.of(actor, hours)));
    }

    private static double[] tails(HourProfile profile) {
        return IntStream.range(0, 24).mapToDouble(profile::tailProbability).toArray();
    }

    @Test
    void profile_ofNobodyKnown_isEven() {
        HourProfile profile = HourHabits.empty(OPTIONS).profile("new", MONDAY);
        for (DayOfWeek day : DayOfWeek.values()) {
            assertThat(profile.probability(day, 7)).isCloseTo(1.0 / 168, within(1e-11));
        }
        assertThat(tails(profile)).containsOnly(1.0);
        assertThat(profile.bits(3)).isZero();
        assertThat(profile.evidence()).isZero();
        assertThat(profile.rare(ActiveHours.of(0, 12, 23))).isEqualTo(ActiveHours.NONE);
    }

    @Test
    void profile_ofANewActor_isThatOfTheOthers() {
        HourHabits habits = constant("old", MORNING, 100);
        assertThat(habits.isKnown("new")).isFalse();
        HourProfile profile = habits.profile("new", MONDAY.plusDays(100));
        assertThat(profile.bits(9)).isLessThan(1.5);
        assertThat(profile.bits(22)).isBetween(1.5, 40.0);
        assertThat(profile.evidence()).isZero();
    }

    @Test
    void profile_ofTheOnlyActor_doesNotTakeItsOwnHabitsForThoseOfOthers() {
        // 400 hours of its own and an even rest that weighs an hour at least: about half of it lies in hours never
        // kept.
        HourProfile profile = constant("one", MORNING, 100).profile("one", MONDAY.plusDays(100));
        assertThat(profile.tailProbability(22)).isBetween(0.0005, 0.2);
    }

    @Test
    void profile_afterOneDay_expectsThatDayAgainAndRulesNothingOut() {
        HourProfile profile = constant("a", MORNING, 1).profile("a", MONDAY.plusDays(1));
        assertThat(profile.evidence()).isEqualTo(4.0);
        assertThat(profile.bits(9)).isLessThan(profile.bits(22));
        assertThat(profile.probability(DayOfWeek.MONDAY, 9)).isGreaterThan(profile.probability(DayOfWeek.TUESDAY, 9));
        assertThat(profile.rare(new ActiveHours(0xffffff))).isEqualTo(ActiveHours.NONE);
    }

    @Test
    void profile_ofAConstantHistory_isFinite() {
        HourProfile profile = constant("a", ActiveHours.of(9), 1000).profile("a", MONDAY.plusDays(1000));
        assertThat(profile.isRare(9)).isFalse();
        assertThat(profile.bits(9)).isBetween(0.0, 1.0);
        for (int hour : new int[] {15, 21, 23, 0, 3}) {
            assertThat(profile.isRare(hour)).isTrue();
            assertThat(profile.bits(hour)).isBetween(7.0, 41.0);
        }
    }

    @Test
    void profile_ofWorkAtNight_doesNotExpectNoon() {
        HourProfile profile = constant("a", ActiveHours.of(22, 23, 0, 1), 120).profile("a", MONDAY.plusDays(120));
        assertThat(profile.rare(ActiveHours.of(12))).isEqualTo(ActiveHours.of(12));
        assertThat(profile.rare(ActiveHours.of(22, 23, 0, 1))).isEqualTo(ActiveHours.NONE);
        // Half an hour before and after work begins and ends.
        assertThat(profile.rare(ActiveHours.of(21, 2))).isEqualTo(ActiveHours.NONE);
    }

    @Test
    void profile_aroundMidnightAndTheWeeksEnd_isOneCircle() {
        // Only ever on Sundays from 23 o'clock.
        HourHabits habits = HourHabits.empty(OPTIONS.withSharedAcrossDays(0));
        for (int week = 0; week < 30; week++) {
            habits.add(MONDAY.plusDays(6 + 7L * week), Map.of("a", ActiveHours.of(23)));
        }
        HourProfile profile = habits.profile("a", MONDAY.plusDays(7 * 31));
        double before = profile.probability(DayOfWeek.SUNDAY, 22);
        assertThat(profile.probability(DayOfWeek.MONDAY, 0)).isEqualTo(before).isGreaterThan(0.1);
        assertThat(profile.probability(DayOfWeek.MONDAY, 1)).isEqualTo(profile.probability(DayOfWeek.SUNDAY, 21));
        assertThat(profile.probability(DayOfWeek.SUNDAY, 0)).isLessThan(before / 20);
    }

    @Test
    void profile_sharedAcrossDays_knowsTheHourOnOtherDays() {
        List<Map<String, ActiveHours>> mondays = new ArrayList<>();
        for (int day = 0; day < 210; day++) {
            mondays.add(Map.of("a", day % 7 == 0 ? MORNING : ActiveHours.NONE));
        }
        LocalDate saturday = MONDAY.plusDays(215);
        HourProfile apart =
                learned(OPTIONS.withSharedAcrossDays(0), MONDAY, mondays).profile("a", saturday);
        HourProfile shared = learned(OPTIONS, MONDAY, mondays).profile("a", saturday);
        assertThat(apart.isRare(9)).isEqualTo(apart.isRare(20));
        assertThat(shared.isRare(9)).isFalse();
        assertThat(shared.tailProbability(9)).isGreaterThan(shared.tailProbability(20));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void profile_ofAllTimesShifted_isShifted(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        HourHabitOptions options = OPTIONS.withHalfLifeDays(seed % 2 == 0 ? 0 : 20)
                .withSharedAcrossDays(random.nextDouble())
                .withSmoothingHours(random.nextDouble(0.3, 3));
        List<Map<String, ActiveHours>> days = randomDays(seed, 60, 0, 10);
        int shift = 1 + random.nextInt(14);
        int dayShift = random.nextInt(7);
        List<Map<String, ActiveHours>> shifted = new ArrayList<>();
        for (Map<String, ActiveHours> day : days) {
            Map<String, ActiveHours> later = new LinkedHashMap<>();
            day.forEach((actor, hours) -> later.put(actor, new ActiveHours(hours.mask() << shift)));
            shifted.add(later);
        }
        HourHabits one = learned(options, MONDAY, days);
        HourHabits other = learned(options, MONDAY.plusDays(dayShift), shifted);
        LocalDate day = MONDAY.plusDays(60);
        for (int actor = 0; actor < 6; actor++) {
            HourProfile profile = one.profile("actor-" + actor, day);
            HourProfile turned = other.profile("actor-" + actor, day.plusDays(dayShift));
            for (int hour = 0; hour + shift < 24; hour++) {
                // Equal to the last bit.
                assertThat(turned.bits(hour + shift)).isEqualTo(profile.bits(hour));
                DayOfWeek week = day.getDayOfWeek();
                assertThat(turned.probability(week.plus(dayShift), hour + shift))
                        .isEqualTo(profile.probability(week, hour));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void smoothed_ofTimesShiftedOverMidnightAndWeek_isTurned(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        WeekHours hours = new WeekHours(random.nextDouble(0.3, 3), random.nextDouble());
        int shift = random.nextInt(168);
        int[] byDay = new int[50];
        int[] shifted = new int[50];
        for (int i = 0; i < 400; i++) {
            int hour = random.nextInt(40 * 24);
            byDay[hour / 24] |= 1 << hour % 24;
            shifted[(hour + shift) / 24] |= 1 << (hour + shift) % 24;
        }
        WeekCounts one = WeekCounts.ofOneActor(0);
        WeekCounts other = WeekCounts.ofManyActors(0);
        for (int day = 0; day < byDay.length; day++) {
            one.add(day, new ActiveHours(byDay[day]));
            other.add(day, new ActiveHours(shifted[day]));
        }
        double[] smoothed = hours.smoothed(one, 50);
        double[] turned = hours.smoothed(other, 50);
        for (int hour = 0; hour < 168; hour++) {
            assertThat(turned[(hour + shift) % 168]).isEqualTo(smoothed[hour]);
            assertThat(hours.smoothedAt(one, 50, hour)).isEqualTo(smoothed[hour]);
        }
        assertThat(Arrays.stream(smoothed).sum()).isCloseTo(one.hours(50), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void profile_whateverTheOrderOfActors_isTheSame(long seed) {
        List<Map<String, ActiveHours>> days = randomDays(seed, 40, 0, 24);
        List<Map<String, ActiveHours>> shuffled = new ArrayList<>();
        for (Map<String, ActiveHours> day : days) {
            List<String> actors = new ArrayList<>(day.keySet());
            Collections.shuffle(actors, new Random(seed));
            Map<String, ActiveHours> other = new LinkedHashMap<>();
            actors.forEach(actor -> other.put(actor, day.get(actor)));
            shuffled.add(other);
        }
        HourHabitOptions options = OPTIONS.withHalfLifeDays(seed % 2 * 10.0);
        HourHabits one = learned(options, MONDAY, days);
        HourHabits other = learned(options, MONDAY, shuffled);
        for (int actor = 0; actor < 5; actor++) {
            assertThat(tails(other.profile("actor-" + actor, MONDAY.plusDays(40))))
                    .isEqualTo(tails(one.profile("actor-" + actor, MONDAY.plusDays(40))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void profile_ofACopy_goesOnWithTheSameBitsAndLeavesTheOriginal(long seed) {
        List<Map<String, ActiveHours>> days = randomDays(seed, 40, 0, 24);
        HourHabits whole = learned(OPTIONS, MONDAY, days);
        HourHabits half = learned(OPTIONS, MONDAY, days.subList(0, 20));
        double[] before = tails(half.profile("actor-1", MONDAY.plusDays(20)));
        HourHabits copy = half.copy();
        for (int day = 20; day < 40; day++) {
            copy.add(MONDAY.plusDays(day), days.get(day));
        }
        assertThat(tails(copy.profile("actor-1", MONDAY.plusDays(40))))
                .isEqualTo(tails(whole.profile("actor-1", MONDAY.plusDays(40))));
        assertThat(tails(half.profile("actor-1", MONDAY.plusDays(20)))).isEqualTo(before);
    }

    @Test
    void profile_withAHalfLife_forgetsOldHabits() {
        List<Map<String, ActiveHours>> days = new ArrayList<>(Collections.nCopies(100, Map.of("a", MORNING)));
        days.addAll(Collections.nCopies(100, Map.of("a", ActiveHours.of(20, 21, 22, 23))));
        LocalDate day = MONDAY.plusDays(200);
        HourProfile never = learned(OPTIONS, MONDAY, days).profile("a", day);
        HourProfile soon = learned(OPTIONS.withHalfLifeDays(10), MONDAY, days).profile("a", day);
        assertThat(never.isRare(9)).isFalse();
        // Ten half-lives: a thousandth is left of the mornings.
        assertThat(soon.bits(9)).isGreaterThan(never.bits(9) + 2);
        assertThat(soon.isRare(21)).isFalse();
        // Of a day each d days back is left 2^(-d/10): 4 / (2^0.1 - 1) hours in all.
        assertThat(soon.evidence()).isCloseTo(4 / (StrictMath.pow(2, 0.1) - 1), within(0.01));
    }

    @Test
    void profile_longAfterTheLastDay_isFinite() {
        HourHabits habits = learned(OPTIONS.withHalfLifeDays(1), MONDAY, List.of(Map.of("a", MORNING)));
        HourProfile profile = habits.profile("a", MONDAY.plusDays(1_000_000));
        assertThat(profile.evidence()).isZero();
        assertThat(profile.bits(9)).isZero();
    }

    @Test
    void addAndProfile_ofADayThatIsNotLater_areRefused() {
        HourHabits habits = constant("a", MORNING, 3);
        LocalDate last = MONDAY.plusDays(2);
        assertThat(habits.lastDay()).contains(last);
        assertThatThrownBy(() -> habits.add(last, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a day after 2026-01-07, the newest one learned, but was 2026-01-07;"
                        + " give days in their order, each once");
        assertThatThrownBy(() -> habits.profile("a", last.minusDays(1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(tails(habits.profile("a", last.plusDays(1))))
                .isEqualTo(tails(constant("a", MORNING, 3).profile("a", last.plusDays(1))));
    }

    @Test
    void add_ofADayWithoutHours_leavesTheActorUnknown() {
        HourHabits habits = constant("a", ActiveHours.NONE, 2);
        assertThat(habits.actorCount()).isZero();
        assertThat(habits.rhythm("a")).isEmpty();
        assertThat(habits.lastDay()).contains(MONDAY.plusDays(1));
    }

    @Test
    void add_ofMoreActorsThanAreToldApart_keepsTheFirstByName() {
        for (List<String> order : List.of(List.of("b", "a", "c"), List.of("c", "b", "a"))) {
            HourHabits habits = HourHabits.empty(OPTIONS, 2);
            Map<String, ActiveHours> active = new LinkedHashMap<>();
            order.forEach(actor -> active.put(actor, MORNING));
            habits.add(MONDAY, active);
            assertThat(habits.isKnown("a")).isTrue();
            assertThat(habits.isKnown("b")).isTrue();
            assertThat(habits.isKnown("c")).isFalse();
            habits.add(MONDAY.plusDays(1), active);
            LocalDate day = MONDAY.plusDays(2);
            assertThat(tails(habits.profile("c", day))).isEqualTo(tails(habits.profile("stranger", day)));
        }
    }

    @Test
    void profile_ofColleaguesWithTheSameHours_believesMoreOfTheOthersThanOfPeopleAllOverTheWorld() {
        List<Map<String, ActiveHours>> alike = new ArrayList<>();
        List<Map<String, ActiveHours>> scattered = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int day = 0; day < 60; day++) {
            Map<String, ActiveHours> same = new LinkedHashMap<>();
            Map<String, ActiveHours> other = new LinkedHashMap<>();
            for (int actor = 0; actor < 24; actor++) {
                int hour = 8 + random.nextInt(8);
                same.put("actor-" + actor, ActiveHours.of(hour));
                other.put("actor-" + actor, ActiveHours.of((hour + actor) % 24));
            }
            alike.add(same);
            scattered.add(other);
        }
        // A newcomer who was seen once, at an hour of nobody else in the first organisation.
        Map<String, ActiveHours> newcomer = Map.of("new", ActiveHours.of(3));
        double[] probability = new double[2];
        int next = 0;
        for (List<Map<String, ActiveHours>> days : List.of(alike, scattered)) {
            HourHabits habits = learned(OPTIONS, MONDAY, days);
            habits.add(MONDAY.plusDays(60), newcomer);
            double sum = 0;
            HourProfile profile = habits.profile("new", MONDAY.plusDays(61));
            for (DayOfWeek day : DayOfWeek.values()) {
                for (int hour = 1; hour <= 5; hour++) {
                    sum += profile.probability(day, hour);
                }
            }
            probability[next++] = sum;
        }
        assertThat(probability[0]).isLessThan(probability[1] / 2);
    }

    @Test
    void hours_outsideTheDay_areRefused() {
        HourProfile profile = HourHabits.empty(OPTIONS).profile("a", MONDAY);
        assertThatThrownBy(() -> profile.bits(24)).hasMessage("hour must be from 0 to 23, but was 24");
        assertThatThrownBy(() -> profile.probability(DayOfWeek.MONDAY, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> ActiveHours.of(24)).hasMessageContaining("24");
        assertThatThrownBy(() -> MORNING.contains(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new ActiveHours(1 << 24)).hasMessageContaining("24 hours");
        assertThat(MORNING.with(8)).isEqualTo(MORNING);
        assertThat(MORNING.count()).isEqualTo(4);
    }

    @Test
    void options_outsideTheirRanges_areRefused() {
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
            assertThatThrownBy(() -> OPTIONS.withSmoothingHours(wrong)).hasMessageContaining("smoothingHours");
            assertThatThrownBy(() -> OPTIONS.withSharedAcrossDays(wrong)).hasMessageContaining("sharedAcrossDays");
            assertThatThrownBy(() -> OPTIONS.withHalfLifeDays(wrong)).hasMessageContaining("halfLifeDays");
            assertThatThrownBy(() -> OPTIONS.withRareShare(wrong)).hasMessageContaining("rareShare");
        }
        assertThatThrownBy(() -> OPTIONS.withRareShare(0)).hasMessageContaining("rareShare");
    }
}
