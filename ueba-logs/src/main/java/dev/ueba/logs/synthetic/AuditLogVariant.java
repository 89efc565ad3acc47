package dev.ueba.logs.synthetic;

/**
 * An oddity of real audit logs that a reader must cope with. Each comes at a small rate, and the event is otherwise the same
 * as without it.
 */
public enum AuditLogVariant {
    /** The time stands in {@code created_at} alone. */
    CREATED_AT_ONLY(0.010),
    /** The time stands in {@code created_at} alone, as a floating-point number. */
    FLOATING_TIME(0.004),
    /** The time stands in {@code created_at} alone, as ISO text in UTC with {@code Z}. */
    TEXT_TIME(0.004),
    /** The same with an offset from UTC. */
    TEXT_TIME_WITH_OFFSET(0.003),
    /** The same with a blank for the {@code T} and without a zone: UTC. */
    TEXT_TIME_WITHOUT_ZONE(0.003),
    /** {@code created_at} is some seconds later than {@code @timestamp}, which wins. */
    LATER_CREATED_AT(0.010),
    /** The repository stands in {@code repository} alone. */
    REPOSITORY_FIELD(0.010),
    /** {@code repo} is empty; the repository stands in {@code repository}. */
    EMPTY_REPO(0.003),
    /** {@code actor_id} is text. */
    TEXT_ACTOR_ID(0.010),
    /** {@code org} and {@code org_id} are lists. */
    ORG_LIST(0.003),
    /** Details nested in {@code data}. */
    NESTED_DATA(0.010),
    /** Quotes, backslashes, line breaks, JSON and characters beyond ASCII within texts. */
    ODD_TEXT(0.005),
    /** There is no {@code _document_id}; never on an event of an attack. */
    NO_DOCUMENT_ID(0.004),

    /** There is no {@code actor_ip}, or it is empty. */
    NO_ADDRESS(0.03),
    /** Delivered a second time, under the same document id, up to three hours later. */
    DUPLICATE(0.006),
    /** Delivered one to 26 hours late. */
    LATE(0.006),
    /** An action that GitHub does not document; a share of the events without a column. */
    UNKNOWN_ACTION(0.02),
    /** A system event without an actor: null, empty or absent; per event of a day. */
    NO_ACTOR(0.008),
    /** An event without any time; per event of a day. */
    NO_TIME(0.001);

    private final double rate;

    AuditLogVariant(double rate) {
        this.rate = rate;
    }

    /** Returns how often it comes, as a share. */
    double rate() {
        return rate;
    }

    /** Tells whether it concerns how an event is written; an event has one such variant at most. */
    boolean isOfFields() {
        return compareTo(NO_ADDRESS) < 0;
    }
}
