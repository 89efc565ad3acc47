package dev.ueba.logs.synthetic;

import dev.ueba.evaluation.SeededRandom;
import org.jspecify.annotations.Nullable;

/**
 * One event as it happened; how it is written follows from {@code shape}.
 *
 * @param millis when, since 1970
 * @param dated whether the event says when
 * @param documentId 22 characters
 * @param action what
 * @param actor who; null for nobody
 * @param repository on what; null for nothing
 * @param address where from, {@link Address#NONE} for unknown
 * @param subject login of whom it was done to, empty for nobody
 * @param attack whether it belongs to an attack
 * @param shape seed of the details, of the variants and of the delivery
 */
record AuditEvent(
        long millis,
        boolean dated,
        String documentId,
        AuditAction action,
        @Nullable ActorProfile actor,
        @Nullable Repository repository,
        Address address,
        String subject,
        boolean attack,
        long shape) {

    // Children of the event's stream.
    private static final int FIELDS = 0;
    private static final int DELIVERY = 1;
    private static final int DETAILS = 2;

    /** Returns the stream that decides on odd fields. */
    SeededRandom fields() {
        return new SeededRandom(shape).child(FIELDS);
    }

    /** Returns the stream that decides when, and how often, the event is delivered. */
    SeededRandom delivery() {
        return new SeededRandom(shape).child(DELIVERY);
    }

    /** Returns the stream of numbers and texts that mean nothing. */
    SeededRandom details() {
        return new SeededRandom(shape).child(DETAILS);
    }
}
