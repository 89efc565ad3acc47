package dev.ueba.logs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipException;

/** The kinds of logs that can be read, and how a file shows which it is. */
public enum LogKind {
    /** Lines of syslog, as {@code auth.log}. */
    AUTH,
    /** AWS CloudTrail. */
    CLOUDTRAIL,
    /** CSV or JSON with names of columns of its own. */
    GENERIC,
    /** GitHub audit logs. */
    GITHUB;

    private static final int LOOKED_AT = 1 << 16;
    private static final int LINES = 20;
    private static final Set<String> MONTHS =
            Set.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    /** Returns the name as it is typed: in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Tells the kind of a file by the names of fields and the form of lines in its first 64 KiB, plain or gzip.
     *
     * @param file any file
     * @return the kind; {@link #GENERIC} if it is none of the others
     * @throws IOException if the file cannot be read
     */
    public static LogKind of(Path file) throws IOException {
        try (InputStream in = LogFiles.open(file)) {
            // Only ASCII is looked for: one character for each byte will do.
            return of(new String(in.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1));
        } catch (ZipException e) {
            return GENERIC;
        }
    }

    private static LogKind of(String start) {
        String content = start.startsWith("\u00ef\u00bb\u00bf") ? start.substring(3) : start;
        String stripped = content.stripLeading();
        boolean isJson = stripped.startsWith("{") || stripped.startsWith("[");
        boolean isSyslog = !isJson && stripped.lines().limit(LINES).anyMatch(LogKind::isSyslog);
        if (isJson && has(stripped, "eventSource") && has(stripped, "eventName")) {
            return CLOUDTRAIL;
        }
        if ((isJson || isSyslog) && isGitHub(stripped)) {
            return GITHUB;
        }
        return isSyslog ? AUTH : GENERIC;
    }

    private static boolean isGitHub(String content) {
        boolean isDated = has(content, "@timestamp") || has(content, "at_sign_timestamp") || has(content, "created_at");
        return has(content, "action") && has(content, "actor") && (isDated || has(content, "_document_id"));
    }

    /** JSON may stand as text within JSON, its quotes escaped. */
    private static boolean has(String content, String name) {
        return content.contains('"' + name + '"') || content.contains('"' + name + "\\\"");
    }

    /** {@code Jan  4 10:15:00 host program...} or {@code 2026-01-04T10:15:00+00:00 host program...:}, perhaps after {@code <38>}. */
    private static boolean isSyslog(String line) {
        String rest = line.startsWith("<") ? line.substring(Math.min(line.indexOf('>') + 1, 5)) : line;
        if (rest.length() < 20) {
            return false;
        }
        if (MONTHS.contains(rest.substring(0, 3))) {
            return rest.charAt(3) == ' ' && rest.charAt(9) == ':' && rest.charAt(12) == ':' && rest.charAt(15) == ' ';
        }
        boolean isDate = rest.charAt(4) == '-' && rest.charAt(7) == '-' && rest.charAt(10) == 'T';
        int host = rest.indexOf(' ');
        int program = rest.indexOf(' ', host + 1);
        int end = rest.indexOf(':', program + 1);
        return isDate
                && host > 0
                && rest.indexOf(',') != host - 1
                && program > host
                && end > program
                && rest.substring(program + 1, end).indexOf(' ') < 0;
    }
}
