package dev.ueba.logs;

/**
 * What one file may cost at most. Beyond a limit the record (or the rest of the file) is counted as unreadable with its
 * place, and reading goes on.
 *
 * @param maxFileBytes bytes of one file after unfolding gzip, {@code >= 1}
 * @param maxRecordBytes bytes of one record, {@code 1} to {@code 2^30}; a record has to lie in memory as a whole
 * @param maxNesting levels of objects and lists in a record, {@code 1} to {@code 1000}
 * @param maxTextBytes bytes of one text that is used (actor, repository and so on) in UTF-8, {@code >= 1}
 * @param reportedPlaces how many unreadable places are named, {@code >= 0}; all are counted
 */
public record LogLimits(long maxFileBytes, int maxRecordBytes, int maxNesting, int maxTextBytes, int reportedPlaces) {

    private static final int MOST_RECORD_BYTES = 1 << 30;
    private static final int MOST_NESTING = 1000;

    public LogLimits {
        require(maxFileBytes >= 1, "maxFileBytes must be >= 1, but was " + maxFileBytes);
        require(
                maxRecordBytes >= 1 && maxRecordBytes <= MOST_RECORD_BYTES,
                "maxRecordBytes must be between 1 and 2^30, but was " + maxRecordBytes);
        require(
                maxNesting >= 1 && maxNesting <= MOST_NESTING,
                "maxNesting must be between 1 and 1000, but was " + maxNesting);
        require(maxTextBytes >= 1, "maxTextBytes must be >= 1, but was " + maxTextBytes);
        require(reportedPlaces >= 0, "reportedPlaces must be >= 0, but was " + reportedPlaces);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * Returns the usual limits: 64 GiB per file, 8 MiB per record, 64 levels, 4096 bytes per text, 20 places named.
     *
     * @return the defaults
     */
    public static LogLimits defaults() {
        return new LogLimits(1L << 36, 1 << 23, 64, 4096, 20);
    }

    /**
     * Returns a copy with another limit of a file.
     *
     * @param value bytes after unfolding, {@code >= 1}
     * @return the copy
     */
    public LogLimits withMaxFileBytes(long value) {
        return new LogLimits(value, maxRecordBytes, maxNesting, maxTextBytes, reportedPlaces);
    }

    /**
     * Returns a copy with another limit of a record.
     *
     * @param value bytes, 1 to 2^30
     * @return the copy
     */
    public LogLimits withMaxRecordBytes(int value) {
        return new LogLimits(maxFileBytes, value, maxNesting, maxTextBytes, reportedPlaces);
    }

    /**
     * Returns a copy with another depth of nesting.
     *
     * @param value levels, 1 to 1000
     * @return the copy
     */
    public LogLimits withMaxNesting(int value) {
        return new LogLimits(maxFileBytes, maxRecordBytes, value, maxTextBytes, reportedPlaces);
    }

    /**
     * Returns a copy with another limit of a text that is used.
     *
     * @param value bytes, {@code >= 1}
     * @return the copy
     */
    public LogLimits withMaxTextBytes(int value) {
        return new LogLimits(maxFileBytes, maxRecordBytes, maxNesting, value, reportedPlaces);
    }

    /**
     * Returns a copy that names another number of unreadable places.
     *
     * @param value {@code >= 0}
     * @return the copy
     */
    public LogLimits withReportedPlaces(int value) {
        return new LogLimits(maxFileBytes, maxRecordBytes, maxNesting, maxTextBytes, value);
    }
}
