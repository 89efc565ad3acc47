package dev.ueba.logs.synthetic;

import dev.ueba.evaluation.SyntheticOrganisationOptions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What a synthetic audit log looks like.
 *
 * <p>Immutable.
 *
 * @param organisation actors, days, attacks and seed; the first day in the years 2008 to 2100
 * @param eventsPerFile greatest number of lines of one file, {@code >= 1}
 * @param hoursPerDelivery how many hours' events come at once, 1 to 24; the fewer, the more files, and the less they compress
 * @param variants which oddities of real logs there are; switching one off leaves all other events as they are
 * @param expectedBase whether to count the base features while generating and to write them to {@code expected-base.csv};
 *     costs memory in proportion to the events, some 10 bytes each
 */
public record SyntheticAuditLogOptions(
        SyntheticOrganisationOptions organisation,
        int eventsPerFile,
        int hoursPerDelivery,
        Set<AuditLogVariant> variants,
        boolean expectedBase) {

    private static final int FIRST_YEAR = 2008;
    private static final int LAST_YEAR = 2100;

    public SyntheticAuditLogOptions {
        Objects.requireNonNull(organisation, "organisation");
        int year = organisation.startDay().getYear();
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new IllegalArgumentException("startDay of a log must be in the years " + FIRST_YEAR + " to "
                    + LAST_YEAR + ", but was " + organisation.startDay());
        }
        if (eventsPerFile < 1) {
            throw new IllegalArgumentException("eventsPerFile must be >= 1, but was " + eventsPerFile);
        }
        if (hoursPerDelivery < 1 || hoursPerDelivery > 24) {
            throw new IllegalArgumentException("hoursPerDelivery must be from 1 to 24, but was " + hoursPerDelivery);
        }
        EnumSet<AuditLogVariant> copy = EnumSet.noneOf(AuditLogVariant.class);
        copy.addAll(variants);
        variants = Collections.unmodifiableSet(copy);
    }

    /**
     * Returns {@link SyntheticOrganisationOptions#defaults()}, 10,000 lines a file, a delivery every 12 hours, all variants, no expected table.
     *
     * @return the defaults
     */
    public static SyntheticAuditLogOptions defaults() {
        return new SyntheticAuditLogOptions(
                SyntheticOrganisationOptions.defaults(), 10_000, 12, EnumSet.allOf(AuditLogVariant.class), false);
    }

    /**
     * Returns these options with another organisation.
     *
     * @param value first day in the years 2008 to 2100
     * @return a copy
     */
    public SyntheticAuditLogOptions withOrganisation(SyntheticOrganisationOptions value) {
        return new SyntheticAuditLogOptions(value, eventsPerFile, hoursPerDelivery, variants, expectedBase);
    }

    /**
     * Returns these options with another size of files.
     *
     * @param value lines, {@code >= 1}
     * @return a copy
     */
    public SyntheticAuditLogOptions withEventsPerFile(int value) {
        return new SyntheticAuditLogOptions(organisation, value, hoursPerDelivery, variants, expectedBase);
    }

    /**
     * Returns these options with rarer or more frequent deliveries.
     *
     * @param value hours, 1 to 24
     * @return a copy
     */
    public SyntheticAuditLogOptions withHoursPerDelivery(int value) {
        return new SyntheticAuditLogOptions(organisation, eventsPerFile, value, variants, expectedBase);
    }

    /**
     * Returns these options with other variants.
     *
     * @param value any; empty for a log without oddities
     * @return a copy
     */
    public SyntheticAuditLogOptions withVariants(Set<AuditLogVariant> value) {
        return new SyntheticAuditLogOptions(organisation, eventsPerFile, hoursPerDelivery, value, expectedBase);
    }

    /**
     * Returns these options with or without the expected base features.
     *
     * @param value whether to count and write them
     * @return a copy
     */
    public SyntheticAuditLogOptions withExpectedBase(boolean value) {
        return new SyntheticAuditLogOptions(organisation, eventsPerFile, hoursPerDelivery, variants, value);
    }
}
