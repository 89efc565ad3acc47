package dev.ueba.logs.auth;

/** Understands the message of a line, by the program that wrote it. Not thread-safe. */
final class MessageParser {

    /** Of a count that is believed; more digits are no count. */
    static final int MOST_REPEAT_DIGITS = 9;

    private static final byte[] REPEATED = Ascii.of("message repeated ");
    private static final byte[] TIMES = Ascii.of(" times: [");
    private static final byte[] DASHES = Ascii.of("--- ");
    private static final byte[] LAST_REPEATED = Ascii.of("last message repeated ");
    private static final byte[] LAST_TIMES = Ascii.of(" times");

    private static final byte[] SSHD = Ascii.of("sshd");
    private static final byte[] SSHD_PART = Ascii.of("sshd-");
    private static final byte[] SUDO = Ascii.of("sudo");
    private static final byte[] SU = Ascii.of("su");
    private static final byte[] CRON_UPPER = Ascii.of("CRON");
    private static final byte[] CRON = Ascii.of("cron");
    private static final byte[] CRON_DAEMON = Ascii.of("crond");
    private static final byte[] LOGIND = Ascii.of("systemd-logind");
    private static final byte[] FTPD = Ascii.of("ftpd");
    private static final byte[] SYSLOGD = Ascii.of("syslogd");
    private static final byte[][] ACCOUNT_TOOLS = {
        Ascii.of("useradd"), Ascii.of("groupadd"), Ascii.of("usermod"), Ascii.of("userdel"), Ascii.of("passwd")
    };

    final MessageParts parts = new MessageParts();

    /** Reads the message of a line into {@link #parts}. */
    void read(byte[] bytes, SyslogHeader header, int to) {
        parts.clear();
        int from = header.messageFrom;
        int end = to;
        int repeat = 1;
        if (Ascii.startsWith(bytes, from, to, REPEATED)) {
            int digits = from + REPEATED.length;
            int digitsEnd = Ascii.digitsEnd(bytes, digits, to);
            boolean counted = digitsEnd > digits && digitsEnd - digits <= MOST_REPEAT_DIGITS;
            if (counted && Ascii.startsWith(bytes, digitsEnd, to, TIMES) && bytes[to - 1] == ']') {
                repeat = Math.max(1, Ascii.digits(bytes, digits, to, digitsEnd - digits));
                from = Ascii.skipBlanks(bytes, digitsEnd + TIMES.length, to - 1);
                end = to - 1;
            }
        }
        if (!understand(bytes, header, from, end)) {
            parts.clear();
        }
        if (repeat > 1) {
            parts.repeat = repeat;
        }
    }

    /**
     * Returns how often the line above is repeated by {@code last message repeated 5 times}, which syslog daemons write without
     * a program or with their own name; 0 if the message is another.
     */
    static int lastRepeated(byte[] bytes, SyslogHeader header, int to) {
        boolean ofDaemon = header.processFrom == header.processTo
                || Ascii.equals(bytes, header.processFrom, header.processTo, SYSLOGD);
        int from = MessageParts.skip(bytes, header.messageFrom, to, DASHES);
        if (!ofDaemon || !Ascii.startsWith(bytes, from, to, LAST_REPEATED)) {
            return 0;
        }
        int digits = from + LAST_REPEATED.length;
        int end = Ascii.digitsEnd(bytes, digits, to);
        boolean counted = end > digits && end - digits <= MOST_REPEAT_DIGITS;
        return counted && Ascii.startsWith(bytes, end, to, LAST_TIMES)
                ? Ascii.digits(bytes, digits, to, end - digits)
                : 0;
    }

    private boolean understand(byte[] bytes, SyslogHeader header, int from, int to) {
        if (from >= to) {
            return false;
        }
        int process = header.processFrom;
        int processEnd = header.processTo;
        if (process == processEnd) {
            return false;
        }
        if (PamMessages.read(bytes, from, to, header.pam, parts)) {
            return true;
        }
        boolean sshd = Ascii.startsWith(bytes, process, processEnd, SSHD)
                && (processEnd - process == SSHD.length || Ascii.startsWith(bytes, process, processEnd, SSHD_PART));
        if (sshd) {
            return SshdMessages.read(bytes, from, to, parts);
        }
        if (Ascii.equals(bytes, process, processEnd, SUDO)) {
            return AccountMessages.sudo(bytes, from, to, parts);
        }
        if (Ascii.equals(bytes, process, processEnd, SU)) {
            return AccountMessages.su(bytes, from, to, parts);
        }
        if (Ascii.equals(bytes, process, processEnd, CRON_UPPER)
                || Ascii.equals(bytes, process, processEnd, CRON)
                || Ascii.equals(bytes, process, processEnd, CRON_DAEMON)) {
            return AccountMessages.cron(bytes, from, to, parts);
        }
        if (Ascii.equals(bytes, process, processEnd, LOGIND)) {
            return AccountMessages.logind(bytes, from, to, parts);
        }
        if (Ascii.equals(bytes, process, processEnd, FTPD)) {
            return AccountMessages.ftp(bytes, from, to, parts);
        }
        for (byte[] tool : ACCOUNT_TOOLS) {
            if (Ascii.equals(bytes, process, processEnd, tool)) {
                return AccountMessages.change(bytes, from, to, parts);
            }
        }
        return false;
    }
}
