package dev.ueba.logs.auth;

/**
 * The parts of a syslog line before and around its message, as ranges of its bytes. Forms: the traditional one (RFC 3164) and
 * RFC 5424, with or without a priority in front. One object serves all lines. Not thread-safe.
 */
final class SyslogHeader {

    private static final String NO_SYSLOG = "this is not a syslog line";
    private static final byte[] NIL = Ascii.of("-");
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /** What Chrome OS writes where others write the host. */
    private static final byte[][] SEVERITIES = {
        Ascii.of("INFO"),
        Ascii.of("ERR"),
        Ascii.of("WARNING"),
        Ascii.of("DEBUG"),
        Ascii.of("NOTICE"),
        Ascii.of("CRIT"),
        Ascii.of("ALERT"),
        Ascii.of("EMERG")
    };

    final TimeStamp time = new TimeStamp();

    /** Empty if there is none. */
    int hostFrom;

    int hostTo;

    /** The program without its process id; empty if there is none. */
    int processFrom;

    int processTo;

    int messageFrom;

    /** Whether the program is written as {@code sshd(pam_unix)}. */
    boolean pam;

    private String problem = "";

    /** Returns why the last line was not read. */
    String problem() {
        return problem;
    }

    /** Reads a line; returns false if it is not syslog. */
    boolean read(byte[] bytes, int from, int to) {
        hostFrom = from;
        hostTo = from;
        processFrom = from;
        processTo = from;
        pam = false;
        problem = NO_SYSLOG;
        int at = from;
        if (bytes[at] == '<') {
            int end = Ascii.digitsEnd(bytes, at + 1, to);
            if (end == at + 1 || end > at + 4 || end >= to || bytes[end] != '>') {
                return false;
            }
            at = end + 1;
        }
        if (at + 1 < to && bytes[at] == '1' && bytes[at + 1] == ' ') {
            return readProtocol(bytes, at + 2, to);
        }
        int end = time.read(bytes, at, to);
        return end >= 0 && readTraditional(bytes, end, to);
    }

    private boolean readTraditional(byte[] bytes, int timeEnd, int to) {
        if (timeEnd < to && bytes[timeEnd] == ':') {
            messageFrom = Ascii.skipBlanks(bytes, timeEnd + 1, to);
            return true;
        }
        if (timeEnd < to && !Ascii.isBlank(bytes[timeEnd])) {
            return false;
        }
        int at = Ascii.skipBlanks(bytes, timeEnd, to);
        int end = Ascii.wordEnd(bytes, at, to);
        if (end - at > 2 && bytes[at] == '<' && bytes[end - 1] == '>') {
            // FreeBSD's facility and severity.
            at = Ascii.skipBlanks(bytes, end, to);
            end = Ascii.wordEnd(bytes, at, to);
        }
        if (tagEnd(bytes, at, end, to) < 0) {
            if (!(time.isIso() && isSeverity(bytes, at, end))) {
                hostFrom = at;
                hostTo = end;
            }
            at = Ascii.skipBlanks(bytes, end, to);
            end = Ascii.wordEnd(bytes, at, to);
        }
        int tagEnd = tagEnd(bytes, at, end, to);
        if (tagEnd < 0) {
            messageFrom = at;
            return true;
        }
        int nameEnd = bytes[Math.min(tagEnd, end) - 1] == ']' ? Ascii.indexOf(bytes, at, end, '[') : tagEnd;
        process(bytes, at, nameEnd <= at ? Math.min(tagEnd, end) : nameEnd);
        messageFrom = Ascii.skipBlanks(bytes, tagEnd + 1, to);
        return true;
    }

    /**
     * Returns the place of the colon behind a program, or -1 if the word is none: {@code sshd:}, {@code sshd[7]:} and macOS's
     * {@code sshd[7] <Info>:}.
     */
    private static int tagEnd(byte[] bytes, int from, int wordEnd, int to) {
        for (int i = from + 1; i < wordEnd; i++) {
            if (bytes[i] == ':' && (i + 1 == wordEnd || bytes[i - 1] == ']')) {
                return i;
            }
        }
        if (wordEnd > from && bytes[wordEnd - 1] == ']' && wordEnd + 1 < to && bytes[wordEnd + 1] == '<') {
            int end = Ascii.wordEnd(bytes, wordEnd + 1, to);
            if (end - wordEnd > 3 && bytes[end - 1] == ':' && bytes[end - 2] == '>') {
                return end - 1;
            }
        }
        return -1;
    }

    private static boolean isSeverity(byte[] bytes, int from, int to) {
        for (byte[] severity : SEVERITIES) {
            if (Ascii.equals(bytes, from, to, severity)) {
                return true;
            }
        }
        return false;
    }

    private void process(byte[] bytes, int from, int to) {
        processFrom = from;
        processTo = to;
        int bracket = Ascii.indexOf(bytes, from, to, '(');
        if (bracket > from && bytes[to - 1] == ')') {
            processTo = bracket;
            pam = true;
        }
    }

    /** Reads what follows the version in RFC 5424: time, host, program, process id, message id, structured data, message. */
    private boolean readProtocol(byte[] bytes, int from, int to) {
        int end = Ascii.wordEnd(bytes, from, to);
        if (Ascii.equals(bytes, from, end, NIL)) {
            problem = "the line has no time";
            return false;
        }
        if (time.read(bytes, from, end) != end || !time.isIso()) {
            return false;
        }
        int at = Math.min(end + 1, to);
        end = Ascii.wordEnd(bytes, at, to);
        if (!Ascii.equals(bytes, at, end, NIL)) {
            hostFrom = at;
            hostTo = end;
        }
        at = Math.min(end + 1, to);
        end = Ascii.wordEnd(bytes, at, to);
        if (end > at && !Ascii.equals(bytes, at, end, NIL)) {
            process(bytes, at, end);
        }
        end = Ascii.wordEnd(bytes, Math.min(end + 1, to), to);
        end = Ascii.wordEnd(bytes, Math.min(end + 1, to), to);
        at = structuredDataEnd(bytes, Math.min(end + 1, to), to);
        if (at < 0) {
            problem = "the structured data of the line do not end";
            return false;
        }
        at = Ascii.skipBlanks(bytes, at, to);
        messageFrom = Ascii.startsWith(bytes, at, to, BYTE_ORDER_MARK) ? at + BYTE_ORDER_MARK.length : at;
        return true;
    }

    /** Returns the end of {@code -} or {@code [id name="text"][…]}; where there is neither, the beginning. */
    private static int structuredDataEnd(byte[] bytes, int from, int to) {
        if (from >= to || bytes[from] != '[') {
            boolean nil = from < to && bytes[from] == '-' && (from + 1 == to || Ascii.isBlank(bytes[from + 1]));
            return nil ? from + 1 : from;
        }
        int at = from;
        while (at < to && bytes[at] == '[') {
            boolean quoted = false;
            at++;
            while (at < to && (quoted || bytes[at] != ']')) {
                if (quoted && bytes[at] == '\\') {
                    at++;
                } else if (bytes[at] == '"') {
                    quoted = !quoted;
                }
                at++;
            }
            if (at >= to) {
                return -1;
            }
            at++;
        }
        return at;
    }
}
