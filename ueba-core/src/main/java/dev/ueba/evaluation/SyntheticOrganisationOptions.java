package dev.ueba.evaluation;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What a synthetic organisation looks like.
 *
 * <p>Immutable.
 *
 * @param actors people and machine accounts, 1 to 1,000,000; each is active on one day at least
 * @param days length of the period in days, 1 to 10,000
 * @param startDay first day, in the years 1 to 9900
 * @param attacks actor-days to attack, 0 or more; no more than the last third of the period has room for
 * @param strength factor on what attacks add, above 0 and up to 10,000; 1 is moderate, well below 1 is hard to see
 * @param seed of everything random
 */
public record SyntheticOrganisationOptions(
        int actors, int days, LocalDate startDay, int attacks, double strength, long seed) {

    private static final int GREATEST_ACTORS = 1_000_000;
    private static final int GREATEST_DAYS = 10_000;
    private static final int LAST_YEAR = 9900;

    public SyntheticOrganisationOptions {
        Objects.requireNonNull(startDay, "startDay");
        if (actors < 1 || actors > GREATEST_ACTORS) {
            throw new IllegalArgumentException("actors must be from 1 to " + GREATEST_ACTORS + ", but was " + actors);
        }
        if (days < 1 || days > GREATEST_DAYS) {
            throw new IllegalArgumentException("days must be from 1 to " + GREATEST_DAYS + ", but was " + days);
        }
        if (startDay.getYear() < 1 || startDay.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException(
                    "startDay must be in the years 1 to " + LAST_YEAR + ", but was " + startDay);
        }
        AttackScenario.requireStrength(strength);
        long room = (long) actors * (days - firstAttackDay(days));
        if (attacks < 0 || attacks > room) {
            throw new IllegalArgumentException("attacks must be from 0 to " + room
                    + " (the actor-days of the last third of " + days + " days), but was " + attacks);
        }
    }

    /**
     * Returns 60 actors over 90 days from 2026-01-01 on, with 12 attacks of strength 1; seed 0. Each {@code withX} is
     * checked against the rest, so a tiny organisation needs its few attacks set first.
     *
     * @return the defaults
     */
    public static SyntheticOrganisationOptions defaults() {
        return new SyntheticOrganisationOptions(60, 90, LocalDate.of(2026, 1, 1), 12, 1.0, 0L);
    }

    /**
     * Returns these options with another number of actors.
     *
     * @param value 1 to 1,000,000
     * @return a copy
     */
    public SyntheticOrganisationOptions withActors(int value) {
        return new SyntheticOrganisationOptions(value, days, startDay, attacks, strength, seed);
    }

    /**
     * Returns these options with another length.
     *
     * @param value days, 1 to 10,000
     * @return a copy
     */
    public SyntheticOrganisationOptions withDays(int value) {
        return new SyntheticOrganisationOptions(actors, value, startDay, attacks, strength, seed);
    }

    /**
     * Returns these options with another first day.
     *
     * @param value in the years 1 to 9900
     * @return a copy
     */
    public SyntheticOrganisationOptions withStartDay(LocalDate value) {
        return new SyntheticOrganisationOptions(actors, days, value, attacks, strength, seed);
    }

    /**
     * Returns these options with another number of attacks.
     *
     * @param value 0 or more
     * @return a copy
     */
    public SyntheticOrganisationOptions withAttacks(int value) {
        return new SyntheticOrganisationOptions(actors, days, startDay, value, strength, seed);
    }

    /**
     * Returns these options with another strength of the attacks.
     *
     * @param value above 0, up to 10,000
     * @return a copy
     */
    public SyntheticOrganisationOptions withStrength(double value) {
        return new SyntheticOrganisationOptions(actors, days, startDay, attacks, value, seed);
    }

    /**
     * Returns these options with another seed.
     *
     * @param value any
     * @return a copy
     */
    public SyntheticOrganisationOptions withSeed(long value) {
        return new SyntheticOrganisationOptions(actors, days, startDay, attacks, strength, value);
    }

    /** Returns the first day, from 0, on which there may be an attack: what comes before is history. */
    int firstAttackDay() {
        return firstAttackDay(days);
    }

    private static int firstAttackDay(int days) {
        return days - Math.max(1, days / 3);
    }
}
