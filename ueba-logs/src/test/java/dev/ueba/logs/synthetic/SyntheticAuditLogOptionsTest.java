package dev.ueba.logs.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.evaluation.SyntheticOrganisationOptions;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyntheticAuditLogOptionsTest {

    private static final SyntheticAuditLogOptions DEFAULTS = SyntheticAuditLogOptions.defaults();

    @Test
    void defaults_areThoseOfTheOrganisation_withAllVariants() {
        assertThat(DEFAULTS.organisation()).isEqualTo(SyntheticOrganisationOptions.defaults());
        assertThat(DEFAULTS.variants()).containsExactly(AuditLogVariant.values());
        assertThat(DEFAULTS.expectedBase()).isFalse();
    }

    @Test
    void withX_changesThatAlone() {
        assertThat(DEFAULTS.withEventsPerFile(5).eventsPerFile()).isEqualTo(5);
        assertThat(DEFAULTS.withExpectedBase(true).expectedBase()).isTrue();
        assertThat(DEFAULTS.withVariants(Set.of()).variants()).isEmpty();
        assertThat(DEFAULTS.withEventsPerFile(5).withEventsPerFile(10_000)).isEqualTo(DEFAULTS);
    }

    @Test
    void variants_areCopied() {
        EnumSet<AuditLogVariant> variants = EnumSet.of(AuditLogVariant.LATE);
        SyntheticAuditLogOptions options = DEFAULTS.withVariants(variants);
        variants.clear();
        assertThat(options.variants()).containsExactly(AuditLogVariant.LATE);
    }

    @Test
    void new_outOfRange_saysWhat() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withEventsPerFile(0))
                .withMessage("eventsPerFile must be >= 1, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withHoursPerDelivery(25))
                .withMessage("hoursPerDelivery must be from 1 to 24, but was 25");
        SyntheticOrganisationOptions early =
                SyntheticOrganisationOptions.defaults().withStartDay(LocalDate.of(2007, 12, 31));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withOrganisation(early))
                .withMessage("startDay of a log must be in the years 2008 to 2100, but was 2007-12-31");
    }
}
