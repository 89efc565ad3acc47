package dev.ueba.logs.synthetic;

import dev.ueba.feature.FeatureTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** When the organisation takes in those who join late, and lets go those who are not seen any more. Days count from 0. */
final class Members {

    /**
     * A change of one member.
     *
     * @param day from which on it is due; it happens when the next administrator is at work
     * @param action adding or removing
     * @param login who
     */
    record Change(int day, AuditAction action, String login) {}

    /** Whoever shows up in the first days was there before. */
    private static final int FIRST_DAYS = 10;

    /** Whoever was not seen that long has left, and was removed that many days after the last event. */
    private static final int SILENT_DAYS = 21;

    private static final int DAYS_TO_REMOVAL = 3;

    private Members() {}

    /** Returns the changes by day, then by login. */
    static List<Change> changes(FeatureTable plan, long firstEpochDay, int days) {
        int[] first = new int[plan.actorCount()];
        int[] last = new int[plan.actorCount()];
        Arrays.fill(first, -1);
        for (int row = 0; row < plan.rowCount(); row++) {
            int day = (int) (plan.epochDay(row) - firstEpochDay);
            int actor = plan.actorIndex(row);
            if (first[actor] < 0) {
                first[actor] = day;
            }
            last[actor] = day;
        }
        List<Change> changes = new ArrayList<>();
        for (int actor = 0; actor < first.length; actor++) {
            String login = plan.actorName(actor);
            if (first[actor] >= FIRST_DAYS) {
                changes.add(new Change(first[actor] - 1, AuditAction.MEMBER_ADDED, login));
            }
            if (last[actor] < days - SILENT_DAYS) {
                changes.add(new Change(last[actor] + DAYS_TO_REMOVAL, AuditAction.MEMBER_REMOVED, login));
            }
        }
        changes.sort(Comparator.comparingInt(Change::day).thenComparing(Change::login));
        return changes;
    }
}
