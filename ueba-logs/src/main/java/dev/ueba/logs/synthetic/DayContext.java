package dev.ueba.logs.synthetic;

import dev.ueba.evaluation.SeededRandom;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Set;

/**
 * What all events of a UTC day share.
 *
 * @param day the day
 * @param identity part of the document ids of that day
 * @param repositories of the organisation
 * @param variants those switched on
 */
record DayContext(LocalDate day, long identity, Repositories repositories, Set<AuditLogVariant> variants) {

    static final long MINUTE_MILLIS = 60_000L;
    private static final long DAY_MILLIS = 24 * 60 * MINUTE_MILLIS;

    /**
     * Returns an id such as GitHub's: 22 characters of base64. Half of it is random and half is the day's, so that ids, which do
     * not compress, make up less of the files.
     */
    String documentId(SeededRandom random) {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(random.nextLong())
                .putLong(identity)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns an instant within a minute of the day. */
    long millis(int minute, SeededRandom random) {
        return day.toEpochDay() * DAY_MILLIS + minute * MINUTE_MILLIS + random.nextInt((int) MINUTE_MILLIS);
    }

    /** Returns an action of the list, or one that GitHub does not document. Draws the same numbers either way. */
    AuditAction orUnknown(AuditAction action, SeededRandom random) {
        AuditAction unknown = AuditAction.UNKNOWN.get(random.nextInt(AuditAction.UNKNOWN.size()));
        // Only an action of the same sort gives way: what the day touches stays as planned.
        boolean happens = random.chance(AuditLogVariant.UNKNOWN_ACTION.rate())
                && variants.contains(AuditLogVariant.UNKNOWN_ACTION)
                && action.onRepository() == unknown.onRepository();
        return happens ? unknown : action;
    }
}
