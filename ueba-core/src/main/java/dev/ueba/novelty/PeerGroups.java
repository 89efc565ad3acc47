package dev.ueba.novelty;

import dev.ueba.feature.FeatureFormatException;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.TextCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who does work like whom: a group for each actor, such as a team or a role.
 *
 * <p>Immutable; equal if every actor has the same group.
 */
public final class PeerGroups {

    private static final PeerGroups NONE = new PeerGroups(Map.of());

    private final Map<String, String> groupByActor;

    private PeerGroups(Map<String, String> groupByActor) {
        this.groupByActor = Map.copyOf(groupByActor);
    }

    /**
     * Returns no groups: everybody is a peer of everybody.
     *
     * @return empty groups
     */
    public static PeerGroups none() {
        return NONE;
    }

    /**
     * Returns groups from a map.
     *
     * @param groupByActor group by exact actor; copied; actors without one are compared with the whole organisation
     * @return the groups
     * @throws IllegalArgumentException if a name of a group is blank
     */
    public static PeerGroups of(Map<String, String> groupByActor) {
        for (String group : groupByActor.values()) {
            if (group.isBlank()) {
                throw new IllegalArgumentException(
                        "the name of a group must not be blank; leave the actor out instead");
            }
        }
        return new PeerGroups(groupByActor);
    }

    /**
     * Reads groups from a CSV.
     *
     * @param file columns {@code actor} and {@code group}, in any order, further columns are left out
     * @return the groups; rows with a blank group are left out
     * @throws FeatureFormatException if the file is no such file, or an actor has two different groups
     * @throws IOException if it cannot be read
     */
    public static PeerGroups read(Path file) throws IOException {
        Map<String, String> groups = new HashMap<>();
        for (TextCsv.Row row : TextCsv.read(file, List.of("actor", "group"), List.of())) {
            String actor = row.cells().get(0);
            String group = row.cells().get(1).strip();
            if (group.isEmpty()) {
                continue;
            }
            String known = groups.putIfAbsent(actor, group);
            if (known != null && !known.equals(group)) {
                throw new FeatureFormatException(file + ", line " + row.line()
                        + ": this actor was in another group before; give each actor one group");
            }
        }
        return new PeerGroups(groups);
    }

    /**
     * Learns groups from what actors do: those who do the same kinds of things become peers, however much they do.
     *
     * @param history rows of days before those to be scored: whoever gives later ones looks ahead
     * @param groups how many at most, {@code >= 1}
     * @return a group for each actor of the table; the same for the same table, nothing random is in it
     */
    public static PeerGroups learn(FeatureTable history, int groups) {
        if (groups < 1) {
            throw new IllegalArgumentException("the number of groups must be >= 1, but was " + groups);
        }
        return new PeerGroups(
                LearnedPeers.learn(history, groups, NoveltyOptions.defaults().excludedFeatures()));
    }

    /**
     * Returns the group of an actor.
     *
     * @param actor exact name
     * @return the group, or an empty text if there is none
     */
    public String groupOf(String actor) {
        return groupByActor.getOrDefault(actor, "");
    }

    /**
     * Returns whether there are no groups.
     *
     * @return true if no actor has one
     */
    public boolean isEmpty() {
        return groupByActor.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerGroups groups && groups.groupByActor.equals(groupByActor);
    }

    @Override
    public int hashCode() {
        return groupByActor.hashCode();
    }

    @Override
    public String toString() {
        return isEmpty() ? "no groups" : "groups of " + groupByActor.size() + " actors";
    }

    /** Returns all groups by actor, sorted. */
    Map<String, String> sorted() {
        return new TreeMap<>(groupByActor);
    }
}
