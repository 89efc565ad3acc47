package dev.ueba.logs.auth;

import dev.ueba.event.AuthEvent;

/** Understands the messages of OpenSSH's daemon. Stateless. */
final class SshdMessages {

    private static final byte[] ERROR = Ascii.of("error: ");
    private static final byte[] FATAL = Ascii.of("fatal: ");
    private static final byte[] BEFORE_LOGIN = Ascii.of("[preauth]");
    private static final byte[] AFTER_LOGIN = Ascii.of("[postauth]");

    private static final byte[] ACCEPTED = Ascii.of("Accepted ");
    private static final byte[] FAILED = Ascii.of("Failed ");
    private static final byte[] POSTPONED = Ascii.of("Postponed ");
    private static final byte[] PARTIAL = Ascii.of("Partial ");
    private static final byte[] FOR = Ascii.of("for ");
    private static final byte[] BLANK_FOR = Ascii.of(" for ");

    private static final byte[] INVALID_USER = Ascii.of("Invalid user ");
    private static final byte[] ILLEGAL_USER = Ascii.of("Illegal user ");
    private static final byte[] REQUEST = Ascii.of("input_userauth_request: ");
    private static final byte[] INVALID = Ascii.of("invalid user");
    private static final byte[] USER = Ascii.of("User ");
    private static final byte[] NOT_ALLOWED = Ascii.of(" not allowed because ");
    private static final byte[] MAXIMUM = Ascii.of("maximum authentication attempts exceeded for ");
    private static final byte[] PAM = Ascii.of("PAM: ");

    private static final byte[] CLOSED = Ascii.of("Connection closed by ");
    private static final byte[] RESET = Ascii.of("Connection reset by ");
    private static final byte[] CONNECTION = Ascii.of("Connection from ");
    private static final byte[] DISCONNECTED = Ascii.of("Disconnected from ");
    private static final byte[] RECEIVED = Ascii.of("Received disconnect from ");
    private static final byte[] DISCONNECTING = Ascii.of("Disconnecting ");
    private static final byte[] DISCONNECTING_ALL = Ascii.of("Disconnecting: ");
    private static final byte[] TOO_MANY = Ascii.of("Too many authentication failures");
    private static final byte[] REFUSED = Ascii.of("refused connect from ");
    private static final byte[] TIMEOUT = Ascii.of("Timeout before authentication for ");
    private static final byte[] CONNECTION_FROM = Ascii.of("connection from ");
    private static final byte[] NEGOTIATE = Ascii.of("Unable to negotiate with ");
    private static final byte[] NO_IDENTIFICATION = Ascii.of("Did not receive identification string from ");

    private static final byte[] BANNER = Ascii.of("banner exchange: ");
    private static final byte[] DISPATCH = Ascii.of("ssh_dispatch_run_fatal: ");
    private static final byte[] KEY_EXCHANGE = Ascii.of("kex_exchange_identification: ");
    private static final byte[] BAD_VERSION = Ascii.of("Bad protocol version identification ");
    private static final byte[] MAGIC = Ascii.of("Magic value check failed ");

    private static final byte[] REVERSE = Ascii.of("reverse mapping checking getaddrinfo for ");
    private static final byte[] ADDRESS = Ascii.of("Address ");
    private static final byte[] NO_MAPPING = Ascii.of("does not map back");
    private static final byte[] NO_MAPPING_FORMER = Ascii.of("POSSIBLE BREAK");

    private static final byte[] STARTING = Ascii.of("Starting session: ");
    private static final byte[] CLOSE = Ascii.of("Close session: user ");

    private SshdMessages() {}

    /** Reads a message; returns false if it is of no kind that is known. */
    static boolean read(byte[] bytes, int from, int to, MessageParts parts) {
        int begin = MessageParts.skip(bytes, MessageParts.skip(bytes, from, to, ERROR), to, FATAL);
        int end = withoutPhase(bytes, begin, to);
        if (begin >= end) {
            return false;
        }
        // The first letter leaves a few.
        return switch (bytes[begin]) {
            case 'A' -> accepted(bytes, begin, end, parts);
            case 'F' -> login(bytes, begin, end, FAILED, AuthEvent.FAILED, parts);
            case 'P' -> startsWithP(bytes, begin, end, parts);
            case 'I', 'i' -> invalid(bytes, begin, end, parts);
            case 'U' -> startsWithU(bytes, begin, end, parts);
            case 'C' -> startsWithC(bytes, begin, end, parts);
            case 'D' -> startsWithD(bytes, begin, end, parts);
            case 'R', 'r' -> startsWithR(bytes, begin, end, parts);
            case 'm' -> maximum(bytes, begin, end, parts);
            case 'T' -> timeout(bytes, begin, end, parts);
            case 'S' -> session(bytes, begin, end, parts);
            case 'b', 's', 'k', 'B', 'M' -> protocolError(bytes, begin, end, parts);
            default -> false;
        };
    }

    /** Returns the end of a message before {@code [preauth]}, in which phase it was written. */
    private static int withoutPhase(byte[] bytes, int from, int to) {
        int end = to;
        if (Ascii.endsWith(bytes, from, end, BEFORE_LOGIN)) {
            end -= BEFORE_LOGIN.length;
        } else if (Ascii.endsWith(bytes, from, end, AFTER_LOGIN)) {
            end -= AFTER_LOGIN.length;
        }
        while (end > from && Ascii.isBlank(bytes[end - 1])) {
            // "Invalid user  [preauth]": the blank before an empty name stays.
            end--;
        }
        return end;
    }

    private static boolean accepted(byte[] bytes, int from, int to, MessageParts parts) {
        if (Ascii.startsWith(bytes, from, to, ADDRESS)) {
            boolean warns = Ascii.indexOf(bytes, from, to, NO_MAPPING) >= 0
                    || Ascii.indexOf(bytes, from, to, NO_MAPPING_FORMER) >= 0;
            parts.addressWord(bytes, from + ADDRESS.length, to);
            return warns && parts.is(AuthLogEvent.BREAK_IN_WARNING);
        }
        return login(bytes, from, to, ACCEPTED, AuthEvent.ACCEPTED, parts);
    }

    /** Reads {@code Accepted METHOD for USER from ADDRESS}. */
    private static boolean login(byte[] bytes, int from, int to, byte[] verb, String event, MessageParts parts) {
        if (!Ascii.startsWith(bytes, from, to, verb)) {
            return false;
        }
        int method = from + verb.length;
        int methodEnd = Ascii.wordEnd(bytes, method, to);
        int user = Ascii.skipBlanks(bytes, methodEnd, to);
        if (methodEnd == method || !Ascii.startsWith(bytes, user, to, FOR)) {
            return false;
        }
        parts.methodFrom = method;
        parts.methodTo = methodEnd;
        return parts.userFromAddress(bytes, user + FOR.length, to, true) && parts.is(event);
    }

    private static boolean startsWithP(byte[] bytes, int from, int to, MessageParts parts) {
        if (Ascii.startsWith(bytes, from, to, PAM)) {
            int user = Ascii.indexOf(bytes, from, to, BLANK_FOR);
            return user >= 0
                    && parts.userFromAddress(bytes, user + BLANK_FOR.length, to, true)
                    && parts.is(AuthEvent.PAM_FAILURE);
        }
        return login(bytes, from, to, POSTPONED, AuthLogEvent.POSTPONED, parts)
                || login(bytes, from, to, PARTIAL, AuthLogEvent.POSTPONED, parts);
    }

    private static boolean invalid(byte[] bytes, int from, int to, MessageParts parts) {
        if (Ascii.startsWith(bytes, from, to, REQUEST)) {
            int name = from + REQUEST.length;
            if (!Ascii.startsWith(bytes, name, to, INVALID)) {
                return false;
            }
            name += INVALID.length;
            parts.invalidUser = true;
            parts.user(Math.min(name + 1, to), to);
            return parts.is(AuthLogEvent.INVALID_USER_REQUEST);
        }
        if (Ascii.startsWith(bytes, from, to, INVALID_USER) || Ascii.startsWith(bytes, from, to, ILLEGAL_USER)) {
            parts.invalidUser = true;
            return parts.userFromAddress(bytes, from + INVALID_USER.length, to, false)
                    && parts.is(AuthEvent.INVALID_USER);
        }
        return false;
    }

    private static boolean startsWithU(byte[] bytes, int from, int to, MessageParts parts) {
        if (Ascii.startsWith(bytes, from, to, NEGOTIATE)) {
            return parts.peer(bytes, from + NEGOTIATE.length, to, false) && parts.is(AuthLogEvent.NEGOTIATION_FAILURE);
        }
        if (Ascii.startsWith(bytes, from, to, USER)) {
            int end = Ascii.lastIndexOf(bytes, from, to, NOT_ALLOWED);
            if (end < 0) {
                return false;
            }
            if (!parts.userFromAddress(bytes, from + USER.length, end, true)) {
                parts.user(from + USER.length, Math.max(end, from + USER.length));
            }
            return parts.is(AuthLogEvent.NOT_ALLOWED);
        }
        return false;
    }

    private static boolean startsWithC(byte[] bytes, int from, int to, MessageParts parts) {
        if (Ascii.startsWith(bytes, from, to, CLOSED)) {
            return parts.peer(bytes, from + CLOSED.length, to, true) && parts.is(AuthLogEvent.CONNECTION_CLOSED);
        }
        if (Ascii.startsWith(bytes, from, to, RESET)) {
            return parts.peer(bytes, from + RESET.length, to, true) && parts.is(AuthLogEvent.CONNECTION_RESET);
        }
        if (Ascii.startsWith(bytes, from, to, CONNECTION)) {
            return parts.peer(bytes, from + CONNECTION.length, to, false) && parts.is(AuthLogEvent.CONNECTION);
        }
        return Ascii.startsWith(bytes, from, to, CLOSE)
                && parts.userFromAddress(bytes, from + CLOSE.length, to, true)
                && parts.is(AuthLogEvent.SESSION_ENDED);
    }

    private static boolean startsWithD(byte[] bytes, int from, int to, MessageParts parts) {
        if (Ascii.startsWith(bytes, from, to, DISCONNECTED)) {
            return parts.peer(bytes, from + DISCONNECTED.length, to, true) && parts.is(AuthLogEvent.DISCONNECTED);
        }
        if (Ascii.startsWith(bytes, from, to, DISCONNECTING_ALL)) {
            int reason = from + DISCONNECTING_ALL.length;
            if (!Ascii.startsWith(bytes, reason, to, TOO_MANY)) {
                return parts.is(AuthLogEvent.DISCONNECTING);
            }
            int user = reason + TOO_MANY.length;
            if (Ascii.startsWith(bytes, user, to, BLANK_FOR)) {
                int name = parts.skipInvalid(bytes, user + BLANK_FOR.length, to);
                parts.user(name, to);
            }
            return parts.is(AuthLogEvent.TOO_MANY_FAILURES);
        }
        if (Ascii.startsWith(bytes, from, to, DISCONNECTING)) {
            // The daemon's words are fixed for this reason; of others, that hold a name, the first address counts.
            boolean tooMany = Ascii.endsWith(bytes, from, to, TOO_MANY);
            return parts.peer(bytes, from + DISCONNECTING.length, to, tooMany)
                    && parts.is(tooMany ? AuthLogEvent.TOO_MANY_FAILURES : AuthLogEvent.DISCONNECTING);
        }
        if (Ascii.startsWith(bytes, from, to, NO_IDENTIFICATION)) {
            parts.addressWord(bytes, from + NO_IDENTIFICATION.length, to);
            return parts.is(AuthLogEvent.NO_IDENTIFICATION);
        }
        return false;
    }

    private static boolean startsWithR(byte[] bytes, int from, int to, MessageParts parts) {
        if (Ascii.startsWith(bytes, from, to, RECEIVED)) {
            // The text behind the address is the client's.
            parts.addressWord(bytes, from + RECEIVED.length, to);
            return parts.is(AuthLogEvent.DISCONNECTED);
        }
        if (Ascii.startsWith(bytes, from, to, REVERSE)) {
            int open = Ascii.lastIndexOf(bytes, from, to, '[');
            int close = open < 0 ? -1 : Ascii.indexOf(bytes, open, to, ']');
            if (close >= 0) {
                parts.address(bytes, open + 1, close);
            }
            return parts.is(AuthLogEvent.BREAK_IN_WARNING);
        }
        if (Ascii.startsWith(bytes, from, to, REFUSED)) {
            int open = Ascii.lastIndexOf(bytes, from, to, '(');
            if (open >= 0 && bytes[to - 1] == ')') {
                parts.address(bytes, open + 1, to - 1);
            } else {
                parts.addressWord(bytes, from + REFUSED.length, to);
            }
            return parts.is(AuthLogEvent.CONNECTION_REFUSED);
        }
        return false;
    }

    private static boolean maximum(byte[] bytes, int from, int to, MessageParts parts) {
        return Ascii.startsWith(bytes, from, to, MAXIMUM)
                && parts.userFromAddress(bytes, from + MAXIMUM.length, to, true)
                && parts.is(AuthLogEvent.TOO_MANY_FAILURES);
    }

    private static boolean timeout(byte[] bytes, int from, int to, MessageParts parts) {
        if (!Ascii.startsWith(bytes, from, to, TIMEOUT)) {
            return false;
        }
        parts.addressWord(bytes, MessageParts.skip(bytes, from + TIMEOUT.length, to, CONNECTION_FROM), to);
        return parts.is(AuthLogEvent.TIMEOUT);
    }

    private static boolean session(byte[] bytes, int from, int to, MessageParts parts) {
        if (!Ascii.startsWith(bytes, from, to, STARTING)) {
            return false;
        }
        int user = Ascii.indexOf(bytes, from, to, BLANK_FOR);
        return user >= 0
                && parts.userFromAddress(bytes, user + BLANK_FOR.length, to, true)
                && parts.is(AuthLogEvent.SESSION_STARTED);
    }

    private static boolean protocolError(byte[] bytes, int from, int to, MessageParts parts) {
        int rest = MessageParts.skip(bytes, MessageParts.skip(bytes, from, to, BANNER), to, DISPATCH);
        if (rest > from) {
            if (Ascii.startsWith(bytes, rest, to, CONNECTION)) {
                parts.peer(bytes, rest + CONNECTION.length, to, false);
            }
            return parts.is(AuthLogEvent.PROTOCOL_ERROR);
        }
        if (Ascii.startsWith(bytes, from, to, KEY_EXCHANGE)) {
            return parts.is(AuthLogEvent.PROTOCOL_ERROR);
        }
        boolean chosen = Ascii.startsWith(bytes, from, to, BAD_VERSION) || Ascii.startsWith(bytes, from, to, MAGIC);
        if (!chosen) {
            return false;
        }
        if (parts.userFromAddress(bytes, from, to, false)) {
            parts.userFrom = MessageParts.MISSING;
        }
        return parts.is(AuthLogEvent.PROTOCOL_ERROR);
    }
}
