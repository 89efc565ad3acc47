package dev.ueba.logs.auth;

import dev.ueba.event.AuthEvent;

/** What a message says: its kind, and ranges of its bytes; the same object for all messages. Not thread-safe. */
final class MessageParts {

    /** Instead of the beginning of a range: there is none. */
    static final int MISSING = -1;

    private static final byte[] BLANK_FROM = Ascii.of(" from ");
    private static final byte[] FROM = Ascii.of("from ");
    private static final byte[] PORT = Ascii.of("port ");
    private static final byte[] BLANK_PORT = Ascii.of(" port ");
    private static final byte[] AUTHENTICATING = Ascii.of("authenticating ");
    private static final byte[] USER = Ascii.of("user ");
    private static final byte[] INVALID_USER = Ascii.of("invalid user ");
    private static final byte[] ILLEGAL_USER = Ascii.of("illegal user ");

    String event = AuthEvent.OTHER;
    boolean invalidUser;

    /** How many times in a row; 1 is usual. */
    int repeat = 1;

    int methodFrom = MISSING;
    int methodTo;
    int userFrom = MISSING;
    int userTo;
    int addressFrom = MISSING;
    int addressTo;

    void clear() {
        event = AuthEvent.OTHER;
        invalidUser = false;
        repeat = 1;
        methodFrom = MISSING;
        userFrom = MISSING;
        addressFrom = MISSING;
    }

    /** Takes a kind; returns true, for the end of a parser. */
    boolean is(String kind) {
        event = kind;
        return true;
    }

    /** Takes a user that is written as it is; empty is a user with an empty name. */
    void user(int from, int to) {
        userFrom = from;
        userTo = to;
    }

    /** Takes a user behind {@code invalid user}, if that is there. */
    void userMaybeInvalid(byte[] bytes, int from, int to) {
        user(skipInvalid(bytes, from, to), to);
    }

    /** Returns where a name begins behind {@code invalid user}, and notes that it was there. */
    int skipInvalid(byte[] bytes, int from, int to) {
        if (Ascii.startsWith(bytes, from, to, INVALID_USER) || Ascii.startsWith(bytes, from, to, ILLEGAL_USER)) {
            invalidUser = true;
            return from + INVALID_USER.length;
        }
        return from;
    }

    /** Takes an address, without a colon or comma behind it; nothing if it is empty. */
    void address(byte[] bytes, int from, int to) {
        int end = to;
        if (end > from && (bytes[end - 1] == ':' || bytes[end - 1] == ',')) {
            end--;
        }
        if (end > from) {
            addressFrom = from;
            addressTo = end;
        }
    }

    /** Takes the word that begins here as the address. */
    void addressWord(byte[] bytes, int from, int to) {
        int at = Ascii.skipBlanks(bytes, from, to);
        address(bytes, at, Ascii.wordEnd(bytes, at, to));
    }

    /**
     * Takes {@code [invalid user ]NAME from ADDRESS port N…} or the same without a port. A name that does not exist was chosen
     * by who attacks and may look like the end of the line; what the daemon writes comes behind it. So the last {@code from}
     * counts that an address and a port follow, or an address and nothing, or else the last of all. A name that exists holds no
     * such thing, but what follows the port may (the identity in a certificate); there the first {@code from} counts. Returns
     * false if there is no address.
     */
    boolean userFromAddress(byte[] bytes, int from, int to, boolean mayExist) {
        int name = skipInvalid(bytes, from, to);
        int at = mayExist && !invalidUser ? firstFrom(bytes, name, to) : -1;
        if (at < 0) {
            at = lastFrom(bytes, name, to);
        }
        if (at >= 0) {
            user(name, at);
            addressWord(bytes, at + BLANK_FROM.length, to);
            return true;
        }
        if (Ascii.startsWith(bytes, name, to, FROM) && to > name + FROM.length) {
            // The name is empty and its blank was squeezed.
            user(name, name);
            addressWord(bytes, name + FROM.length, to);
            return true;
        }
        return false;
    }

    private static int firstFrom(byte[] bytes, int from, int to) {
        int at = Ascii.indexOf(bytes, from, to, BLANK_FROM);
        while (at >= 0 && !isFollowedByAddress(bytes, at + BLANK_FROM.length, to)) {
            at = Ascii.indexOf(bytes, at + BLANK_FROM.length - 1, to, BLANK_FROM);
        }
        return at;
    }

    private static int lastFrom(byte[] bytes, int from, int to) {
        int last = Ascii.lastIndexOf(bytes, from, to, BLANK_FROM);
        int at = last;
        while (at >= 0 && !isFollowedByAddress(bytes, at + BLANK_FROM.length, to)) {
            at = Ascii.lastIndexOf(bytes, from, at + BLANK_FROM.length - 1, BLANK_FROM);
        }
        return at >= 0 ? at : last;
    }

    /** Returns whether a word follows, and then a port or nothing. */
    private static boolean isFollowedByAddress(byte[] bytes, int from, int to) {
        int word = Ascii.skipBlanks(bytes, from, to);
        int wordEnd = Ascii.wordEnd(bytes, word, to);
        int next = Ascii.skipBlanks(bytes, wordEnd, to);
        return wordEnd > word && (next == to || isPort(bytes, next, to));
    }

    private static boolean isPort(byte[] bytes, int from, int to) {
        if (!Ascii.startsWith(bytes, from, to, PORT)) {
            return false;
        }
        int digits = from + PORT.length;
        int end = Ascii.digitsEnd(bytes, digits, to);
        return end > digits && (end == to || Ascii.isBlank(bytes[end]) || bytes[end] == ':');
    }

    /**
     * Takes {@code ADDRESS port N}, alone or behind {@code authenticating user NAME}, {@code invalid user NAME} or {@code user
     * NAME}. Returns false if it is neither.
     */
    boolean peer(byte[] bytes, int from, int to, boolean lastPort) {
        int name = skipInvalid(bytes, from, to);
        if (name == from) {
            name = skip(bytes, skip(bytes, from, to, AUTHENTICATING), to, USER);
        }
        if (name == from) {
            int end = Ascii.wordEnd(bytes, from, to);
            int next = Ascii.skipBlanks(bytes, end, to);
            boolean alone = next == to || isPort(bytes, next, to) || bytes[end - 1] == ':' || bytes[next] == '[';
            if (end > from && alone) {
                address(bytes, from, end);
            }
            return alone;
        }
        int port =
                lastPort ? Ascii.lastIndexOf(bytes, name, to, BLANK_PORT) : Ascii.indexOf(bytes, name, to, BLANK_PORT);
        int end = port < 0 ? to : port;
        int blank = Ascii.lastIndexOf(bytes, name, end, ' ');
        if (blank < 0) {
            // The name is empty and its blank was squeezed.
            user(name, name);
            address(bytes, name, end);
        } else {
            user(name, blank);
            address(bytes, blank + 1, end);
        }
        return true;
    }

    /** Returns the place behind a text, or the same place if the text is not there. */
    static int skip(byte[] bytes, int from, int to, byte[] text) {
        return Ascii.startsWith(bytes, from, to, text) ? from + text.length : from;
    }
}
