package dev.ueba.logs.github;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.feature.NumberKind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;

/** Makes the rows of a range of days: sorted by day, then actor. */
final class ActorDayTable {

    /*
     * A row is known by its key: day above rank of the actor (the position of the name in order of code points), so sorting
     * keys sorts rows.
     */
    private static final int IP_COLUMN = column("unique_ips_used");
    private static final int REPOSITORY_COLUMN = column("unique_repos_accessed");
    private static final int OUTLIER_COLUMN = column("outlier_time_count");

    private final ActorDays days;
    private final int firstDay;
    private final int endDay;
    private final boolean pastOnly;
    private final int[] actorOfRank;
    private final int[] rankOfActor;
    private final long[] keys;
    private final double[][] columns;

    ActorDayTable(ActorDays days, DayRange range, boolean pastOnly, int furtherColumns) {
        this.days = days;
        this.firstDay = Math.toIntExact(range.from().toEpochDay());
        this.endDay = Math.toIntExact(range.to().toEpochDay());
        this.pastOnly = pastOnly;
        this.actorOfRank = ActorDays.sorted(days.actors);
        this.rankOfActor = new int[actorOfRank.length];
        for (int rank = 0; rank < actorOfRank.length; rank++) {
            rankOfActor[actorOfRank[rank]] = rank;
        }
        this.keys = keys();
        this.columns = new double[GitHubAuditFeatures.SCHEMA.featureCount() + furtherColumns][keys.length];
        fill();
    }

    private static int column(String feature) {
        // The first feature is is_weekend.
        return 1 + GitHubAuditFeatures.COUNTS.indexOf(feature);
    }

    private long[] keys() {
        int count = 0;
        for (int actor : actorOfRank) {
            ActorDays.Actor of = days.actor(actor);
            for (int i = 0; i < of.size(); i++) {
                count += isWanted(of.cell(i)) ? 1 : 0;
            }
        }
        long[] found = new long[count];
        int next = 0;
        for (int rank = 0; rank < actorOfRank.length; rank++) {
            ActorDays.Actor of = days.actor(actorOfRank[rank]);
            for (int i = 0; i < of.size(); i++) {
                if (isWanted(of.cell(i))) {
                    found[next++] = key(of.cell(i).epochDay, rank);
                }
            }
        }
        Arrays.sort(found);
        return found;
    }

    private boolean isWanted(ActorDay cell) {
        return cell.epochDay >= firstDay && cell.epochDay < endDay;
    }

    private static long key(int epochDay, int rank) {
        return ((long) epochDay << 32) | rank;
    }

    /** Returns the row of an actor's day, or a negative number if there is none. */
    int rowOf(int actor, int epochDay) {
        return Arrays.binarySearch(keys, key(epochDay, rankOfActor[actor]));
    }

    int rowCount() {
        return keys.length;
    }

    /** Returns the first epoch day after the range. */
    int endDay() {
        return endDay;
    }

    /** Returns a column to be filled; those of the schema come first. */
    double[] column(int index) {
        return columns[index];
    }

    private void fill() {
        double[] counts = new double[GitHubActions.columnCount()];
        for (int actor : actorOfRank) {
            ActorDays.Actor of = days.actor(actor);
            UsualTimes usual = new UsualTimes();
            if (!pastOnly) {
                for (int i = 0; i < of.size(); i++) {
                    if (isWanted(of.cell(i))) {
                        of.cell(i).forEachMinute(usual::add);
                    }
                }
                usual.settle();
            }
            for (int i = 0; i < of.size(); i++) {
                ActorDay cell = of.cell(i);
                if (isWanted(cell)) {
                    if (pastOnly) {
                        usual.settle();
                    }
                    fill(rowOf(actor, cell.epochDay), cell, usual, counts);
                }
                if (pastOnly) {
                    cell.forEachMinute(usual::add);
                }
            }
        }
    }

    private void fill(int row, ActorDay cell, UsualTimes usual, double[] counts) {
        DayOfWeek weekday = LocalDate.ofEpochDay(cell.epochDay).getDayOfWeek();
        columns[0][row] = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY ? 1 : 0;
        Arrays.fill(counts, 0);
        cell.writeCounts(counts);
        for (int i = 0; i < counts.length; i++) {
            columns[1 + i][row] = counts[i];
        }
        columns[IP_COLUMN][row] = cell.ips.size();
        columns[REPOSITORY_COLUMN][row] = cell.repositories.size();
        long[] outliers = new long[1];
        cell.forEachMinute((minute, times) -> outliers[0] += usual.isOutlier(minute) ? times : 0);
        columns[OUTLIER_COLUMN][row] = outliers[0];
    }

    FeatureTable toTable(FeatureSchema schema) {
        String[] names = new String[actorOfRank.length];
        for (int rank = 0; rank < names.length; rank++) {
            names[rank] = days.actors.text(actorOfRank[rank]);
        }
        int[] actorIndex = new int[keys.length];
        int[] epochDays = new int[keys.length];
        for (int row = 0; row < keys.length; row++) {
            actorIndex[row] = (int) keys[row];
            epochDays[row] = (int) (keys[row] >> 32);
        }
        NumberKind[] kinds = new NumberKind[columns.length];
        Arrays.fill(kinds, NumberKind.INTEGER);
        return FeatureTable.ofColumns(schema, names, actorIndex, epochDays, columns, kinds);
    }
}
