package dev.ueba.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SyntheticOrganisationOptionsTest {

    private static final SyntheticOrganisationOptions DEFAULTS = SyntheticOrganisationOptions.defaults();

    @Test
    void defaults_areAsDocumented() {
        assertThat(DEFAULTS).isEqualTo(new SyntheticOrganisationOptions(60, 90, LocalDate.of(2026, 1, 1), 12, 1.0, 0L));
    }

    @Test
    void withers_changeOneThingEach() {
        assertThat(DEFAULTS.withActors(70)
                        .withDays(100)
                        .withStartDay(LocalDate.of(2024, 2, 29))
                        .withAttacks(3)
                        .withStrength(0.5)
                        .withSeed(-1))
                .isEqualTo(new SyntheticOrganisationOptions(70, 100, LocalDate.of(2024, 2, 29), 3, 0.5, -1L));
    }

    @Test
    void firstAttackDay_leavesTwoThirdsForHistory() {
        assertThat(DEFAULTS.firstAttackDay()).isEqualTo(60);
        assertThat(DEFAULTS.withDays(181).firstAttackDay()).isEqualTo(121);
        assertThat(DEFAULTS.withAttacks(0).withDays(1).firstAttackDay()).isZero();
    }

    @Test
    void newOptions_outOfRange_sayWhatIsWrong() {
        refused(() -> DEFAULTS.withActors(0), "actors must be from 1 to 1000000, but was 0");
        refused(() -> DEFAULTS.withActors(1_000_001), "actors must be from 1 to 1000000, but was 1000001");
        refused(() -> DEFAULTS.withDays(0), "days must be from 1 to 10000, but was 0");
        refused(() -> DEFAULTS.withDays(10_001), "days must be from 1 to 10000, but was 10001");
        refused(
                () -> DEFAULTS.withStartDay(LocalDate.of(0, 12, 31)),
                "startDay must be in the years 1 to 9900, but was 0000-12-31");
        refused(
                () -> DEFAULTS.withAttacks(-1),
                "attacks must be from 0 to 1800 (the actor-days of the last third of 90 days), but was -1");
        refused(
                () -> DEFAULTS.withAttacks(1801),
                "attacks must be from 0 to 1800 (the actor-days of the last third of 90 days), but was 1801");
        refused(() -> DEFAULTS.withStrength(0.0), "strength must be above 0 and up to 10000, but was 0.0");
        refused(() -> DEFAULTS.withStrength(Double.NaN), "strength must be above 0 and up to 10000, but was NaN");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
