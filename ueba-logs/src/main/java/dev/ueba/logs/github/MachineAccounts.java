package dev.ueba.logs.github;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which actors are machines, not people: by a part of their name (case matters), by a list of names, by what the event says
 * of itself ({@code actor_is_bot}).
 *
 * @param nameParts a name that contains one of these is a machine's
 * @param names exact names of further machine accounts
 * @param trustEvents whether an event with {@code actor_is_bot: true} is a machine's; the field exists in newer logs only
 */
public record MachineAccounts(List<String> nameParts, Set<String> names, boolean trustEvents)
        implements Predicate<GitHubAuditEvent> {

    public MachineAccounts {
        nameParts = List.copyOf(nameParts);
        names = Set.copyOf(names);
        if (nameParts.contains("")) {
            throw new IllegalArgumentException("an empty part of a name would make every account a machine's");
        }
    }

    /**
     * Returns the usual rule: names with {@code [bot]} or {@code deploy_key}, and what the events say.
     *
     * @return the defaults
     */
    public static MachineAccounts defaults() {
        return new MachineAccounts(List.of("[bot]", "deploy_key"), Set.of(), true);
    }

    /**
     * Returns a rule that takes nobody for a machine.
     *
     * @return no parts, no names, events not trusted
     */
    public static MachineAccounts none() {
        return new MachineAccounts(List.of(), Set.of(), false);
    }

    /**
     * Returns a copy with other exact names.
     *
     * @param value names of machine accounts
     * @return the copy
     */
    public MachineAccounts withNames(Collection<String> value) {
        return new MachineAccounts(nameParts, Set.copyOf(value), trustEvents);
    }

    /**
     * Returns a copy with other parts of names.
     *
     * @param value not empty texts
     * @return the copy
     */
    public MachineAccounts withNameParts(Collection<String> value) {
        return new MachineAccounts(List.copyOf(value), names, trustEvents);
    }

    /**
     * Returns a copy that does or does not look at what events say.
     *
     * @param value whether {@code actor_is_bot} counts
     * @return the copy
     */
    public MachineAccounts withTrustEvents(boolean value) {
        return new MachineAccounts(nameParts, names, value);
    }

    /**
     * Tells whether a name is a machine's.
     *
     * @param actor exact login
     * @return true if the name alone says so
     */
    public boolean isMachine(String actor) {
        Objects.requireNonNull(actor, "actor");
        return names.contains(actor) || nameParts.stream().anyMatch(actor::contains);
    }

    /** Tells whether an event is a machine's. */
    @Override
    public boolean test(GitHubAuditEvent event) {
        return (trustEvents && event.actorIsBot()) || isMachine(event.actor());
    }
}
