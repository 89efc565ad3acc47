package dev.ueba.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What became of the records of event logs. {@code records} is the sum of {@code understood}, {@code other} and
 * {@code unreadable}.
 *
 * @param files how many were read
 * @param records lines or JSON objects that were looked at; empty lines do not count
 * @param understood records that became events of a kind the reader knows
 * @param other well-formed records of other kinds; readers that keep them hand them over as well
 * @param unreadable records that are not in the form of the log at all, or break a limit
 * @param firstUnreadable the first of them by file and line, as many as {@link LogLimits#reportedPlaces()} allows
 */
public record EventLogCounts(
        long files,
        long records,
        long understood,
        long other,
        long unreadable,
        List<UnreadableRecord> firstUnreadable) {

    public EventLogCounts {
        firstUnreadable = List.copyOf(firstUnreadable);
        if (records != understood + other + unreadable) {
            throw new IllegalArgumentException("there are " + records + " records, but " + understood + " understood, "
                    + other + " other and " + unreadable + " unreadable");
        }
    }

    /** Returns one line for people, without content of the files. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d files, %,d records: %,d understood, %,d other, %,d unreadable",
                files,
                records,
                understood,
                other,
                unreadable);
    }

    /** Counts while files are read in order. Not thread-safe. */
    public static final class Tally {

        private final int reportedPlaces;
        private final List<UnreadableRecord> places = new ArrayList<>();
        private long files;
        private long understood;
        private long other;
        private long unreadable;

        /**
         * Starts with nothing counted.
         *
         * @param limits how many unreadable places are kept
         */
        public Tally(LogLimits limits) {
            this.reportedPlaces = limits.reportedPlaces();
        }

        /** Counts a file. */
        public void file() {
            files++;
        }

        /** Counts a record that became an event of a known kind. */
        public void understood() {
            understood++;
        }

        /** Counts a well-formed record of another kind. */
        public void other() {
            other++;
        }

        /**
         * Counts a record that could not be read.
         *
         * @param file path as {@link LogFiles#text} writes it
         * @param line line where it begins, from 1
         * @param record position in its file, from 1; 0 if unknown
         * @param reason what is wrong, without content of the file
         */
        public void unreadable(String file, long line, long record, String reason) {
            unreadable++;
            if (places.size() < reportedPlaces) {
                places.add(new UnreadableRecord(new LogPlace(file, line, record), reason));
            }
        }

        /**
         * Returns what was counted so far.
         *
         * @return a copy
         */
        public EventLogCounts toCounts() {
            List<UnreadableRecord> sorted = new ArrayList<>(places);
            sorted.sort(Comparator.comparing(UnreadableRecord::place));
            return new EventLogCounts(files, understood + other + unreadable, understood, other, unreadable, sorted);
        }
    }
}
