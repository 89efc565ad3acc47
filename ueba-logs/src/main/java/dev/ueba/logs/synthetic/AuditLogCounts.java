package dev.ueba.logs.synthetic;

/**
 * How much a synthetic audit log holds.
 *
 * <p>Immutable.
 *
 * @param files files under {@code logs}
 * @param lines lines of all files: events and repeated deliveries
 * @param events different events
 * @param duplicates lines that repeat an event
 * @param late events delivered an hour or more after they happened
 * @param botEvents events of bots and deploy keys
 * @param eventsWithoutActor events that nobody did
 * @param eventsWithoutTime events that cannot be dated
 * @param attackEvents events that belong to an attack, each in {@code label-events.csv}
 */
public record AuditLogCounts(
        long files,
        long lines,
        long events,
        long duplicates,
        long late,
        long botEvents,
        long eventsWithoutActor,
        long eventsWithoutTime,
        long attackEvents) {}
