package dev.ueba.logs.github;

import java.nio.charset.StandardCharsets;

/** The fields of an event that are used, by number, and how their names are recognised in bytes. */
final class EventField {

    /** Not used. */
    static final int NONE = -1;

    static final int ACTION = 0;
    static final int ACTOR = 1;
    static final int IP = 2;
    static final int REPO = 3;
    static final int REPOSITORY = 4;
    static final int USER = 5;
    static final int DOCUMENT_ID = 6;

    /** Fields below are texts. */
    static final int TEXT_COUNT = 7;

    /** Fields from here to {@link #LAST_TIME} are times; of several the lowest number wins. */
    static final int FIRST_TIME = 7;

    static final int LAST_TIME = 10;
    static final int TIME_COUNT = 4;

    static final int IS_BOT = 11;
    static final int LOCATION = 12;

    /** Details of GitHub Enterprise Server; they fill what the event itself lacks. */
    static final int DETAILS = 13;

    /** Names under which shippers put an event, as object or as text, or a list of events. */
    static final int ENVELOPE = 14;

    private static final byte[][] NAMES = names(
            "action",
            "actor",
            "actor_ip",
            "repo",
            "repository",
            "user",
            "_document_id",
            "@timestamp",
            "at_sign_timestamp",
            "created_at",
            "timestamp",
            "actor_is_bot",
            "actor_location",
            "data");

    private static final byte[][] ENVELOPES = names(
            "message", "event", "log", "body", "payload", "record", "Records", "records", "events", "value", "items");

    private static final String ENVELOPE_INITIALS = "melbprRvi";

    private EventField() {}

    private static byte[][] names(String... names) {
        byte[][] bytes = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            bytes[i] = names[i].getBytes(StandardCharsets.US_ASCII);
        }
        return bytes;
    }

    /** Returns the field whose name lies at {@code from} to {@code to}, or {@link #NONE}. */
    static int of(byte[] bytes, int from, int to) {
        // One look at length and first letter rules out nearly every other name.
        return switch (to - from) {
            case 3, 7 -> envelope(bytes, from, to);
            case 4 ->
                switch (bytes[from]) {
                    case 'u' -> only(USER, bytes, from, to);
                    case 'r' -> only(REPO, bytes, from, to);
                    case 'd' -> only(DETAILS, bytes, from, to);
                    case 'b' -> envelope(bytes, from, to);
                    default -> NONE;
                };
            case 5 -> bytes[from] == 'a' ? only(ACTOR, bytes, from, to) : envelope(bytes, from, to);
            case 6 -> bytes[from] == 'a' ? only(ACTION, bytes, from, to) : envelope(bytes, from, to);
            case 8 -> only(IP, bytes, from, to);
            case 9 -> only(FIRST_TIME + 3, bytes, from, to);
            case 10 ->
                switch (bytes[from]) {
                    case '@' -> only(FIRST_TIME, bytes, from, to);
                    case 'c' -> only(FIRST_TIME + 2, bytes, from, to);
                    default -> only(REPOSITORY, bytes, from, to);
                };
            case 12 -> bytes[from] == '_' ? only(DOCUMENT_ID, bytes, from, to) : only(IS_BOT, bytes, from, to);
            case 14 -> only(LOCATION, bytes, from, to);
            case 17 -> only(FIRST_TIME + 1, bytes, from, to);
            default -> NONE;
        };
    }

    /** Returns the name of a field, for messages. */
    static String nameOf(int field) {
        return new String(NAMES[field], StandardCharsets.US_ASCII);
    }

    private static int only(int field, byte[] bytes, int from, int to) {
        return matches(NAMES[field], bytes, from, to) ? field : NONE;
    }

    private static int envelope(byte[] bytes, int from, int to) {
        if (ENVELOPE_INITIALS.indexOf(bytes[from]) < 0) {
            return NONE;
        }
        for (byte[] name : ENVELOPES) {
            if (matches(name, bytes, from, to)) {
                return ENVELOPE;
            }
        }
        return NONE;
    }

    private static boolean matches(byte[] name, byte[] bytes, int from, int to) {
        if (name.length != to - from) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (name[i] != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
