package dev.ueba.logs.github;

import dev.ueba.logs.UnreadableRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the records of raw logs. {@code read = used + duplicates + withoutTime + withoutActor + machineLeftOut}.
 *
 * @param files files read
 * @param read events found (objects that could be read)
 * @param used events that count for the features
 * @param duplicates further copies of events with a known document id
 * @param differing those among the duplicates whose content is not that of the copy that counts
 * @param unchecked events whose document id was not looked up, as the limit was reached; 0 means that no copy was missed
 * @param withoutTime events without a time that can be read
 * @param withoutActor dated events without an actor
 * @param machineLeftOut events of machine accounts that were left out
 * @param withoutIp used events without an address
 * @param withoutAction events without an action
 * @param unreadable lines or records that could not be read
 * @param unreadablePlaces the first of them, in the order of files and lines
 * @param machineAccounts events per machine account, left out or not; sorted by name
 * @param undocumentedActions events per action name that GitHub does not document; most frequent first, then by name
 * @param volumes days with events, ascending
 */
public record GitHubLogCounts(
        int files,
        long read,
        long used,
        long duplicates,
        long differing,
        long unchecked,
        long withoutTime,
        long withoutActor,
        long machineLeftOut,
        long withoutIp,
        long withoutAction,
        long unreadable,
        List<UnreadableRecord> unreadablePlaces,
        Map<String, Long> machineAccounts,
        Map<String, Long> undocumentedActions,
        List<DayVolume> volumes) {

    public GitHubLogCounts {
        unreadablePlaces = List.copyOf(unreadablePlaces);
        machineAccounts = Collections.unmodifiableMap(new LinkedHashMap<>(machineAccounts));
        undocumentedActions = Collections.unmodifiableMap(new LinkedHashMap<>(undocumentedActions));
        volumes = List.copyOf(volumes);
    }

    /**
     * Returns the counts as short lines for a person; zeros are left out.
     *
     * @return at least one line
     */
    public List<String> toLines() {
        List<String> lines = new ArrayList<>();
        lines.add(read + " events read from " + files + (files == 1 ? " file, " : " files, ") + used + " used");
        add(lines, duplicates, "copies of events with the same document id");
        add(lines, differing, "of these copies differ from the one that counts");
        add(lines, unchecked, "events were not checked for copies: too many document ids");
        add(lines, withoutTime, "events without a readable time, left out");
        add(lines, withoutActor, "events without an actor, left out");
        add(lines, machineLeftOut, "events of " + machineAccounts.size() + " machine accounts, left out");
        if (machineLeftOut == 0 && !machineAccounts.isEmpty()) {
            lines.add(machineAccounts.size() + " machine accounts, kept");
        }
        add(lines, withoutAction, "events without an action");
        add(lines, unreadable, "records that could not be read");
        for (UnreadableRecord place : unreadablePlaces) {
            lines.add("  " + place);
        }
        return List.copyOf(lines);
    }

    private static void add(List<String> lines, long count, String what) {
        if (count > 0) {
            lines.add(count + " " + what);
        }
    }
}
