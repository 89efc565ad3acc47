package dev.ueba;

import dev.ueba.novelty.NoveltyOptions;
import dev.ueba.novelty.PeerGroups;
import java.util.List;
import java.util.Objects;

/**
 * What is added to the faithful detector; every part can be switched off.
 *
 * <p>Immutable.
 *
 * @param novelty how improbable counts are found
 * @param peers who is compared with whom
 * @param usesNovelty whether novelty is part of the risk
 * @param usesForest whether the forest's score is part of the risk
 * @param sensitiveActions what is reported whatever the scores say
 * @param budget how many alerts there may be
 * @param machineNameParts an actor whose name contains one of these is a machine account, a class of its own
 * @param entityHalfLifeDays after so many days the risk of an actor's day counts half for the actor, {@code > 0}
 * @param quarantineDays days for which alerts stay out of what is usual, if analysts do not decide before; 0 lets them in at
 *     once, 10,000 are the most
 */
public record ImprovedOptions(
        NoveltyOptions novelty,
        PeerGroups peers,
        boolean usesNovelty,
        boolean usesForest,
        SensitiveActions sensitiveActions,
        AlertBudget budget,
        List<String> machineNameParts,
        double entityHalfLifeDays,
        int quarantineDays) {

    /** The longest quarantine and the rows that may be held for it, which bounds the memory of a state. */
    private static final int LONGEST_QUARANTINE = 10_000;

    private static final long MOST_HELD_ROWS = 1_000_000;

    public ImprovedOptions {
        Objects.requireNonNull(novelty, "novelty");
        Objects.requireNonNull(peers, "peers");
        Objects.requireNonNull(sensitiveActions, "sensitiveActions");
        Objects.requireNonNull(budget, "budget");
        machineNameParts = List.copyOf(machineNameParts);
        if (machineNameParts.contains("")) {
            throw new IllegalArgumentException("an empty part of a name would make every account a machine's");
        }
        if (!(entityHalfLifeDays > 0.0 && entityHalfLifeDays <= 10_000.0)) {
            throw new IllegalArgumentException(
                    "entityHalfLifeDays must be above 0 and up to 10000, but was " + entityHalfLifeDays);
        }
        if (quarantineDays < 0 || quarantineDays > LONGEST_QUARANTINE) {
            throw new IllegalArgumentException(
                    "quarantineDays must be from 0 to " + LONGEST_QUARANTINE + ", but was " + quarantineDays);
        }
        long heldRows = (long) quarantineDays * budget.mostAlertsOfADay();
        if (heldRows > MOST_HELD_ROWS) {
            throw new IllegalArgumentException(
                    "a quarantine of " + quarantineDays + " days could hold " + heldRows + " alerts back, but at most "
                            + MOST_HELD_ROWS + " are held; choose a smaller budget or quarantine");
        }
    }

    /**
     * Returns the defaults: novelty and forest, no peer groups, the built-in sensitive actions, 10 alerts a day, {@code [bot]} and
     * {@code deploy_key} are machines, a half-life of 7 days for an actor's risk, no quarantine.
     *
     * @return the defaults
     */
    public static ImprovedOptions defaults() {
        return new ImprovedOptions(
                NoveltyOptions.defaults(),
                PeerGroups.none(),
                true,
                true,
                SensitiveActions.defaults(),
                AlertBudget.defaults(),
                List.of("[bot]", "deploy_key"),
                7.0,
                0);
    }

    /**
     * Returns a copy with other options of novelty.
     *
     * @param value the options
     * @return the copy
     */
    public ImprovedOptions withNovelty(NoveltyOptions value) {
        return new ImprovedOptions(
                value,
                peers,
                usesNovelty,
                usesForest,
                sensitiveActions,
                budget,
                machineNameParts,
                entityHalfLifeDays,
                quarantineDays);
    }

    /**
     * Returns a copy with peer groups.
     *
     * @param value who is compared with whom
     * @return the copy
     */
    public ImprovedOptions withPeers(PeerGroups value) {
        return new ImprovedOptions(
                novelty,
                value,
                usesNovelty,
                usesForest,
                sensitiveActions,
                budget,
                machineNameParts,
                entityHalfLifeDays,
                quarantineDays);
    }

    /**
     * Returns a copy whose risk has other parts.
     *
     * @param withNovelty whether novelty is part of it
     * @param withForest whether the forest's score is part of it
     * @return the copy
     */
    public ImprovedOptions withParts(boolean withNovelty, boolean withForest) {
        return new ImprovedOptions(
                novelty,
                peers,
                withNovelty,
                withForest,
                sensitiveActions,
                budget,
                machineNameParts,
                entityHalfLifeDays,
                quarantineDays);
    }

    /**
     * Returns a copy with another table of sensitive actions.
     *
     * @param value the table; {@link SensitiveActions#none} reports nothing for its own sake
     * @return the copy
     */
    public ImprovedOptions withSensitiveActions(SensitiveActions value) {
        return new ImprovedOptions(
                novelty,
                peers,
                usesNovelty,
                usesForest,
                value,
                budget,
                machineNameParts,
                entityHalfLifeDays,
                quarantineDays);
    }

    /**
     * Returns a copy with another budget.
     *
     * @param value the budget
     * @return the copy
     */
    public ImprovedOptions withBudget(AlertBudget value) {
        return new ImprovedOptions(
                novelty,
                peers,
                usesNovelty,
                usesForest,
                sensitiveActions,
                value,
                machineNameParts,
                entityHalfLifeDays,
                quarantineDays);
    }

    /**
     * Returns a copy with another rule for machine accounts.
     *
     * @param value parts of names; none makes everybody a person
     * @return the copy
     */
    public ImprovedOptions withMachineNameParts(List<String> value) {
        return new ImprovedOptions(
                novelty,
                peers,
                usesNovelty,
                usesForest,
                sensitiveActions,
                budget,
                value,
                entityHalfLifeDays,
                quarantineDays);
    }

    /**
     * Returns a copy whose actors' risk fades at another pace.
     *
     * @param value days, {@code > 0}
     * @return the copy
     */
    public ImprovedOptions withEntityHalfLifeDays(double value) {
        return new ImprovedOptions(
                novelty,
                peers,
                usesNovelty,
                usesForest,
                sensitiveActions,
                budget,
                machineNameParts,
                value,
                quarantineDays);
    }

    /**
     * Returns a copy that keeps alerts out of what is usual for a while.
     *
     * @param value days; 0 lets them in at once
     * @return the copy
     */
    public ImprovedOptions withQuarantineDays(int value) {
        return new ImprovedOptions(
                novelty,
                peers,
                usesNovelty,
                usesForest,
                sensitiveActions,
                budget,
                machineNameParts,
                entityHalfLifeDays,
                value);
    }

    /**
     * Tells which class an actor is of.
     *
     * @param actor exact name
     * @return its class
     */
    public ActorClass classOf(String actor) {
        return machineNameParts.stream().anyMatch(actor::contains) ? ActorClass.MACHINE : ActorClass.PERSON;
    }

    /** Refuses decisions that could never have an effect. */
    void requireQuarantine(AnalystDecisions decisions) {
        if (quarantineDays == 0 && !decisions.isEmpty()) {
            throw new IllegalArgumentException("decisions are about alerts that are held back, but quarantineDays is 0"
                    + " and nothing is held back; choose a quarantine");
        }
    }
}
