package dev.ueba.logs.auth;

/** Understands sudo, su, cron, systemd-logind, the tools that change accounts, and ftpd. Stateless. */
final class AccountMessages {

    private static final byte[] COLON = Ascii.of(" : ");
    private static final byte[] TERMINAL = Ascii.of("TTY=");
    private static final byte[] HOST = Ascii.of("HOST=");
    private static final byte[] FOLDER = Ascii.of("PWD=");
    private static final byte[] COMMAND = Ascii.of(" ; COMMAND=");
    private static final byte[] LATER_TERMINAL = Ascii.of(" ; TTY=");
    private static final byte[] LATER_FOLDER = Ascii.of(" ; PWD=");
    private static final byte[] INCORRECT = Ascii.of(" incorrect password attempt");

    private static final byte[] SUCCESSFUL_SU = Ascii.of("Successful su for ");
    private static final byte[] FAILED_SU = Ascii.of("FAILED su for ");
    private static final byte[] FAILED_SU_TO = Ascii.of("FAILED SU (to ");
    private static final byte[] BAD_SU = Ascii.of("BAD SU ");
    private static final byte[] SU_TO = Ascii.of("(to ");
    private static final byte[] BY = Ascii.of(" by ");
    private static final byte[] TO = Ascii.of(" to ");
    private static final byte[] ON = Ascii.of(" on ");
    private static final byte[] CLOSING = Ascii.of(") ");

    private static final byte[] CRON_COMMAND = Ascii.of(") CMD (");

    private static final byte[] NEW_SESSION = Ascii.of("New session ");
    private static final byte[] REMOVED_SESSION = Ascii.of("Removed session ");
    private static final byte[] OF_USER = Ascii.of(" of user ");

    private static final byte[] NEW_USER = Ascii.of("new user: name=");
    private static final byte[] NEW_GROUP = Ascii.of("new group: name=");
    private static final byte[] DELETE_USER = Ascii.of("delete user '");
    private static final byte[] ADD = Ascii.of("add '");
    private static final byte[] CHANGE_USER = Ascii.of("change user '");
    private static final byte[] PASSWORD_FOR = Ascii.of("password for '");
    private static final byte[] CHANGED = Ascii.of("' changed");
    private static final byte[] CONNECTION = Ascii.of("connection from ");

    private AccountMessages() {}

    /** Reads {@code NAME : TTY=… ; COMMAND=…}, and the same with what went wrong before {@code TTY}. */
    static boolean sudo(byte[] bytes, int from, int to, MessageParts parts) {
        int colon = Ascii.indexOf(bytes, from, to, COLON);
        if (colon < 0) {
            return false;
        }
        int rest = Ascii.skipBlanks(bytes, colon + COLON.length, to);
        boolean ran = Ascii.startsWith(bytes, rest, to, TERMINAL)
                || Ascii.startsWith(bytes, rest, to, HOST)
                || Ascii.startsWith(bytes, rest, to, FOLDER);
        boolean refused = !ran
                && (Ascii.indexOf(bytes, rest, to, LATER_TERMINAL) >= 0
                        || Ascii.indexOf(bytes, rest, to, LATER_FOLDER) >= 0
                        || Ascii.indexOf(bytes, rest, to, COMMAND) >= 0);
        if (!ran && !refused) {
            return false;
        }
        parts.user(from, colon);
        int digits = Ascii.digitsEnd(bytes, rest, to);
        boolean counted = digits > rest && digits - rest <= MessageParser.MOST_REPEAT_DIGITS;
        if (refused && counted && Ascii.startsWith(bytes, digits, to, INCORRECT)) {
            parts.repeat = Math.max(1, Ascii.digits(bytes, rest, to, digits - rest));
        }
        return parts.is(ran ? AuthLogEvent.SUDO : AuthLogEvent.SUDO_FAILURE);
    }

    /**
     * Reads the forms of shadow ({@code Successful su for root by ann}, {@code + /dev/pts/0 ann:root}), of util-linux ({@code (to
     * root) ann on pts/0}) and of BSD ({@code ann to root on /dev/pts/0}).
     */
    static boolean su(byte[] bytes, int from, int to, MessageParts parts) {
        if (Ascii.startsWith(bytes, from, to, SUCCESSFUL_SU) || Ascii.startsWith(bytes, from, to, FAILED_SU)) {
            int by = Ascii.lastIndexOf(bytes, from, to, BY);
            if (by >= 0) {
                parts.user(by + BY.length, to);
            }
            return parts.is(bytes[from] == 'S' ? AuthLogEvent.SU : AuthLogEvent.SU_FAILURE);
        }
        boolean marked = to - from > 2 && (bytes[from] == '+' || bytes[from] == '-') && bytes[from + 1] == ' ';
        if (marked) {
            int name = Ascii.wordEnd(bytes, from + 2, to) + 1;
            int colon = Ascii.lastIndexOf(bytes, name, to, ':');
            if (colon < 0) {
                return false;
            }
            parts.user(name, colon);
            return parts.is(bytes[from] == '+' ? AuthLogEvent.SU : AuthLogEvent.SU_FAILURE);
        }
        int target = MessageParts.skip(bytes, from, to, FAILED_SU_TO);
        boolean failed = target > from;
        target = MessageParts.skip(bytes, target, to, SU_TO);
        if (target > from) {
            int name = Ascii.indexOf(bytes, target, to, CLOSING);
            int on = Ascii.lastIndexOf(bytes, target, to, ON);
            if (name < 0 || on < name + CLOSING.length) {
                return false;
            }
            parts.user(name + CLOSING.length, on);
            return parts.is(failed ? AuthLogEvent.SU_FAILURE : AuthLogEvent.SU);
        }
        int name = MessageParts.skip(bytes, from, to, BAD_SU);
        int end = Ascii.indexOf(bytes, name, to, TO);
        if (end < 0 || Ascii.indexOf(bytes, end, to, ON) < 0) {
            return false;
        }
        parts.user(name, end);
        return parts.is(name > from ? AuthLogEvent.SU_FAILURE : AuthLogEvent.SU);
    }

    /** Reads {@code (root) CMD (…)}. */
    static boolean cron(byte[] bytes, int from, int to, MessageParts parts) {
        int end = from < to && bytes[from] == '(' ? Ascii.indexOf(bytes, from, to, CRON_COMMAND) : -1;
        if (end < 0) {
            return false;
        }
        parts.user(from + 1, end);
        return parts.is(AuthLogEvent.CRON_COMMAND);
    }

    /** Reads {@code New session 1 of user ann.}, of newer versions {@code New session '1' of user 'ann' with class …}. */
    static boolean logind(byte[] bytes, int from, int to, MessageParts parts) {
        if (Ascii.startsWith(bytes, from, to, REMOVED_SESSION)) {
            return parts.is(AuthLogEvent.REMOVED_SESSION);
        }
        int user = Ascii.startsWith(bytes, from, to, NEW_SESSION) ? Ascii.indexOf(bytes, from, to, OF_USER) : -1;
        if (user < 0) {
            return false;
        }
        int name = user + OF_USER.length;
        if (name < to && bytes[name] == '\'') {
            int end = Ascii.indexOf(bytes, name + 1, to, '\'');
            parts.user(name + 1, end < 0 ? to : end);
        } else {
            parts.user(name, name < to && bytes[to - 1] == '.' ? to - 1 : to);
        }
        return parts.is(AuthLogEvent.NEW_SESSION);
    }

    /** Reads useradd, groupadd, usermod, userdel and passwd. */
    static boolean change(byte[] bytes, int from, int to, MessageParts parts) {
        if (Ascii.startsWith(bytes, from, to, NEW_USER)) {
            int end = Ascii.indexOf(bytes, from, to, ',');
            parts.user(from + NEW_USER.length, end < from + NEW_USER.length ? to : end);
            return parts.is(AuthLogEvent.USER_ADDED);
        }
        if (Ascii.startsWith(bytes, from, to, NEW_GROUP)) {
            return parts.is(AuthLogEvent.GROUP_ADDED);
        }
        if (Ascii.startsWith(bytes, from, to, PASSWORD_FOR)) {
            int end = Ascii.indexOf(bytes, from, to, CHANGED);
            parts.user(from + PASSWORD_FOR.length, Math.max(end, from + PASSWORD_FOR.length));
            return end >= 0 && parts.is(AuthLogEvent.PASSWORD_CHANGED);
        }
        return quoted(bytes, from, to, DELETE_USER, AuthLogEvent.USER_REMOVED, parts)
                || quoted(bytes, from, to, CHANGE_USER, AuthLogEvent.USER_CHANGED, parts)
                || quoted(bytes, from, to, ADD, AuthLogEvent.USER_CHANGED, parts);
    }

    private static boolean quoted(byte[] bytes, int from, int to, byte[] begin, String event, MessageParts parts) {
        int name = MessageParts.skip(bytes, from, to, begin);
        int end = name > from ? Ascii.indexOf(bytes, name, to, '\'') : -1;
        if (end < 0) {
            return false;
        }
        parts.user(name, end);
        return parts.is(event);
    }

    /** Reads {@code connection from 192.0.2.1 (host) at …} of ftpd. */
    static boolean ftp(byte[] bytes, int from, int to, MessageParts parts) {
        if (!Ascii.startsWith(bytes, from, to, CONNECTION)) {
            return false;
        }
        parts.addressWord(bytes, from + CONNECTION.length, to);
        return parts.is(AuthLogEvent.CONNECTION);
    }
}
