package dev.ueba.logs.auth;

import dev.ueba.event.AuthEvent;

/** Understands what PAM's modules write in the name of any program. Stateless. */
final class PamMessages {

    private static final byte[] MODULE = Ascii.of("pam_");
    private static final byte[] MODULE_END = Ascii.of("): ");
    private static final byte[] PAM = Ascii.of("PAM ");
    private static final byte[] FAILURE = Ascii.of("authentication failure;");
    private static final byte[] MORE_FAILURES = Ascii.of(" more authentication failure");
    private static final byte[] MAX_RETRIES = Ascii.of("ignoring max retries");
    private static final byte[] SERVICE = Ascii.of("service(");
    private static final byte[] UNKNOWN = Ascii.of("check pass; user unknown");
    private static final byte[] OPENED = Ascii.of("session opened for user ");
    private static final byte[] CLOSED = Ascii.of("session closed for user ");
    private static final byte[] PASSWORD = Ascii.of("password changed for ");
    private static final byte[] LOCKED = Ascii.of("Consecutive login failures for user ");
    private static final byte[] LOCKED_END = Ascii.of(" account ");
    private static final byte[] USER_BLANK = Ascii.of("user ");
    private static final byte[] TALLY = Ascii.of(" tally ");
    private static final byte[] DENY = Ascii.of(", deny ");
    private static final byte[] NO_SUCH_USER = Ascii.of("\" does not exist");
    private static final byte[] BY = Ascii.of(" by ");
    private static final byte[] ID = Ascii.of("(uid=");
    private static final byte[] REMOTE = Ascii.of(" rhost=");
    private static final byte[] USER = Ascii.of("user=");

    private PamMessages() {}

    /** Reads a message; with {@code bare} also without the module's name before it. Returns false if it is not PAM's. */
    static boolean read(byte[] bytes, int from, int to, boolean bare, MessageParts parts) {
        if (Ascii.startsWith(bytes, from, to, MODULE)) {
            int end = Ascii.indexOf(bytes, from, to, MODULE_END);
            return end >= 0 && readBare(bytes, Ascii.skipBlanks(bytes, end + MODULE_END.length, to), to, parts);
        }
        if (Ascii.startsWith(bytes, from, to, PAM)) {
            int rest = from + PAM.length;
            if (Ascii.startsWith(bytes, rest, to, SERVICE)) {
                return Ascii.indexOf(bytes, rest, to, MAX_RETRIES) >= 0 && parts.is(AuthLogEvent.MAX_RETRIES);
            }
            return more(bytes, rest, to, parts);
        }
        return bare && readBare(bytes, from, to, parts);
    }

    private static boolean readBare(byte[] bytes, int from, int to, MessageParts parts) {
        if (Ascii.startsWith(bytes, from, to, FAILURE)) {
            remote(bytes, from, to, parts);
            return parts.is(AuthEvent.PAM_FAILURE);
        }
        if (Ascii.startsWith(bytes, from, to, OPENED)) {
            int end = Ascii.lastIndexOf(bytes, from, to, BY);
            int name = from + OPENED.length;
            sessionUser(bytes, name, end < name ? to : end, parts);
            return parts.is(AuthLogEvent.SESSION_OPENED);
        }
        if (Ascii.startsWith(bytes, from, to, CLOSED)) {
            sessionUser(bytes, from + CLOSED.length, to, parts);
            return parts.is(AuthLogEvent.SESSION_CLOSED);
        }
        if (Ascii.startsWith(bytes, from, to, UNKNOWN)) {
            parts.invalidUser = true;
            return parts.is(AuthLogEvent.UNKNOWN_USER);
        }
        if (Ascii.startsWith(bytes, from, to, PASSWORD)) {
            parts.user(from + PASSWORD.length, to);
            return parts.is(AuthLogEvent.PASSWORD_CHANGED);
        }
        if (Ascii.startsWith(bytes, from, to, LOCKED)) {
            int end = Ascii.lastIndexOf(bytes, from + LOCKED.length, to, LOCKED_END);
            parts.user(from + LOCKED.length, end < 0 ? to : end);
            return parts.is(AuthLogEvent.ACCOUNT_LOCKED);
        }
        return Ascii.startsWith(bytes, from, to, USER_BLANK)
                ? user(bytes, from + USER_BLANK.length, to, parts)
                : more(bytes, from, to, parts);
    }

    /** Reads {@code root} or {@code root(uid=0)}. */
    private static void sessionUser(byte[] bytes, int from, int to, MessageParts parts) {
        int id = Ascii.lastIndexOf(bytes, from, to, ID);
        parts.user(from, id < 0 ? to : id);
    }

    /** Reads {@code "NAME" does not exist in /etc/passwd} or {@code NAME (4001) tally 6, deny 5}. */
    private static boolean user(byte[] bytes, int from, int to, MessageParts parts) {
        if (from < to && bytes[from] == '"') {
            int end = Ascii.lastIndexOf(bytes, from + 1, to, NO_SUCH_USER);
            if (end < 0) {
                return false;
            }
            parts.user(from + 1, end);
            parts.invalidUser = true;
            return parts.is(AuthLogEvent.UNKNOWN_USER);
        }
        int tally = Ascii.lastIndexOf(bytes, from, to, TALLY);
        if (tally < 0 || Ascii.indexOf(bytes, tally, to, DENY) < 0) {
            return false;
        }
        int id = Ascii.lastIndexOf(bytes, from, tally, '(');
        parts.user(from, id > from ? id - 1 : tally);
        return parts.is(AuthLogEvent.ACCOUNT_LOCKED);
    }

    /** Reads {@code 5 more authentication failures; …}. */
    private static boolean more(byte[] bytes, int from, int to, MessageParts parts) {
        int end = Ascii.digitsEnd(bytes, from, to);
        int count = end - from > MessageParser.MOST_REPEAT_DIGITS ? -1 : Ascii.digits(bytes, from, to, end - from);
        if (end == from || count < 1 || !Ascii.startsWith(bytes, end, to, MORE_FAILURES)) {
            return false;
        }
        parts.repeat = count;
        remote(bytes, end, to, parts);
        return parts.is(AuthLogEvent.MORE_PAM_FAILURES);
    }

    /**
     * Takes {@code … rhost=ADDRESS user=NAME}: the name comes last and may look like anything, so the first {@code rhost=} and the
     * {@code user=} right behind it count. Either may be empty or absent.
     */
    private static void remote(byte[] bytes, int from, int to, MessageParts parts) {
        int at = Ascii.indexOf(bytes, from, to, REMOTE);
        if (at < 0) {
            return;
        }
        int address = at + REMOTE.length;
        int end = Ascii.wordEnd(bytes, address, to);
        if (end > address) {
            parts.addressFrom = address;
            parts.addressTo = end;
        }
        int user = Ascii.skipBlanks(bytes, end, to);
        if (Ascii.startsWith(bytes, user, to, USER)) {
            parts.user(user + USER.length, to);
        }
    }
}
