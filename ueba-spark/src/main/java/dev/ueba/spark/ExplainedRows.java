package dev.ueba.spark;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are explained: the flagged ones, and those up to some place in the order of strangeness. Immutable. No record: Kryo
 * cannot write them.
 */
final class ExplainedRows implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Rows with a lower score are flagged. */
    private final double threshold;
    /** The place of the last row that is explained unflagged; null if all are. */
    private final @Nullable Strangeness last;
    /** Whether any row is explained unflagged. */
    private final boolean any;

    private ExplainedRows(double threshold, @Nullable Strangeness last, boolean any) {
        this.threshold = threshold;
        this.last = last;
        this.any = any;
    }

    /** Where a row stands in the order of strangeness: by score, then the later day, then the row order. */
    static final class Strangeness implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Anomaly score. */
        private final double score;
        /** Day, since 1970-01-01. */
        private final int day;
        /** Place in the row order, if it is given by numbers. */
        private final long rank;
        /** Who. */
        private final String actor;

        Strangeness(double score, int day, long rank, String actor) {
            this.score = score;
            this.day = day;
            this.rank = rank;
            this.actor = actor;
        }
    }

    /** The order in which results are listed, the strangest first. Actors are compared as Spark does, by code points. */
    static final class Order implements Comparator<Strangeness>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public int compare(Strangeness a, Strangeness b) {
            int order = Double.compare(a.score, b.score);
            if (order == 0) {
                order = Integer.compare(b.day, a.day);
            }
            if (order == 0) {
                order = Long.compare(a.rank, b.rank);
            }
            return order == 0 ? compareCodePoints(a.actor, b.actor) : order;
        }

        private static int compareCodePoints(String a, String b) {
            int at = 0;
            while (at < a.length() && at < b.length()) {
                int first = a.codePointAt(at);
                int second = b.codePointAt(at);
                if (first != second) {
                    return Integer.compare(first, second);
                }
                at += Character.charCount(first);
            }
            return Integer.compare(a.length(), b.length());
        }
    }

    /** {@code strangest}: the strangest rows in order, fewer than {@code count} if there are no more. */
    static ExplainedRows of(double threshold, List<Strangeness> strangest, int count) {
        boolean all = strangest.size() < count;
        return new ExplainedRows(threshold, all || count == 0 ? null : strangest.get(count - 1), count > 0);
    }

    boolean contains(double score, int day, long rank, String actor) {
        if (score < threshold) {
            return true;
        }
        return any && (last == null || new Order().compare(new Strangeness(score, day, rank, actor), last) <= 0);
    }
}
