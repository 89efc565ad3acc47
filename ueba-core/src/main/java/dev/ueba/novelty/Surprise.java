package dev.ueba.novelty;

/**
 * One unusual count of an actor's day.
 *
 * @param feature the count's name
 * @param value the count
 * @param expected mean that was expected of this actor on such a day
 * @param bits how improbable so large a count was for this actor, corrected by the past of the feature: -log2 of the
 *     probability; 10 bits are 1 in 1,024
 * @param peerBits the same for any member of the actor's group; for the organisation, if there is no group
 * @param organisationBits the same for any actor
 * @param actorDaysSince days since the actor last had any, {@link #NEVER} if never
 * @param peerDaysSince days since anybody of the group had any, {@link #NEVER} if never
 * @param organisationDaysSince days since anybody had any, {@link #NEVER} if never
 */
public record Surprise(
        String feature,
        double value,
        double expected,
        double bits,
        double peerBits,
        double organisationBits,
        int actorDaysSince,
        int peerDaysSince,
        int organisationDaysSince) {

    /** In place of a number of days: it was never seen before. */
    public static final int NEVER = Integer.MAX_VALUE;

    /**
     * Tells whether the actor did this for the first time.
     *
     * @return true if there was no earlier day with any
     */
    public boolean isFirstForActor() {
        return actorDaysSince == NEVER;
    }

    /**
     * Tells whether nobody of the actor's group did this before.
     *
     * @return true if there was no earlier day with any
     */
    public boolean isFirstForPeers() {
        return peerDaysSince == NEVER;
    }

    /**
     * Tells whether nobody did this before.
     *
     * @return true if there was no earlier day with any
     */
    public boolean isFirstForOrganisation() {
        return organisationDaysSince == NEVER;
    }

    /**
     * Tells whether the actor did this for the first time in a number of days.
     *
     * @param days length of the window, {@code >= 1}
     * @return true if the last time is as many days ago or more, or never was
     */
    public boolean isFirstForActorIn(int days) {
        return actorDaysSince >= days;
    }
}
