package dev.ueba.feature;

import java.util.List;

/**
 * How feature tables are read from CSV, and the limits that keep hostile files harmless.
 *
 * @param requiredColumns columns that must be there besides {@code actor} and {@code day}; copied
 * @param pandasMissing whether pandas' missing words (empty, {@code NA}, {@code null}, {@code nan} and so on) mean "no
 *     actor" in {@code actor} and NaN in number cells; otherwise they are names, and errors
 * @param lenient whether bad rows are counted and left out; otherwise the first one is an error. Bad headers,
 *     exceeded limits and broken compression are always errors
 * @param maxRecordCharacters longest record, {@code >= 1}; a quote that is never closed ends here
 * @param maxColumns most columns, {@code >= 2}
 * @param maxRows most rows, {@code >= 0}
 * @param maxDecompressedBytes most bytes that a compressed file may unfold to, {@code >= 0}
 * @param maxReportedRows how many refused rows are kept with line and reason, {@code >= 0}; the others are only counted
 */
public record FeatureCsvOptions(
        List<String> requiredColumns,
        boolean pandasMissing,
        boolean lenient,
        int maxRecordCharacters,
        int maxColumns,
        int maxRows,
        long maxDecompressedBytes,
        int maxReportedRows) {

    public FeatureCsvOptions {
        requiredColumns = List.copyOf(requiredColumns);
        atLeast(1, maxRecordCharacters, "maxRecordCharacters");
        atLeast(2, maxColumns, "maxColumns");
        atLeast(0, maxRows, "maxRows");
        atLeast(0, maxDecompressedBytes, "maxDecompressedBytes");
        atLeast(0, maxReportedRows, "maxReportedRows");
    }

    private static void atLeast(long least, long value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be >= " + least + ", but was " + value);
        }
    }

    /**
     * Returns the strict rules.
     *
     * @return no columns required but {@code actor} and {@code day}, no missing words, not lenient; records up to 1,048,576
     *     characters, 10,000 columns, 100 million rows, 64 GiB unfolded, 20 refused rows reported
     */
    public static FeatureCsvOptions defaults() {
        return new FeatureCsvOptions(List.of(), false, false, 1 << 20, 10_000, 100_000_000, 64L << 30, 20);
    }

    /**
     * Returns the strict rules for base features of GitHub audit logs.
     *
     * @return {@link #defaults()} with all 39 columns of {@link GitHubAuditFeatures#SCHEMA} required, in any order
     */
    public static FeatureCsvOptions forGitHubAudit() {
        return defaults().withRequiredColumns(GitHubAuditFeatures.SCHEMA.columns());
    }

    /**
     * Returns these options with other required columns.
     *
     * @param value exact names; copied
     * @return changed options
     */
    public FeatureCsvOptions withRequiredColumns(List<String> value) {
        return new FeatureCsvOptions(
                value,
                pandasMissing,
                lenient,
                maxRecordCharacters,
                maxColumns,
                maxRows,
                maxDecompressedBytes,
                maxReportedRows);
    }

    /**
     * Returns these options with pandas' missing words on or off.
     *
     * @param value true to read them as missing
     * @return changed options
     */
    public FeatureCsvOptions withPandasMissing(boolean value) {
        return new FeatureCsvOptions(
                requiredColumns,
                value,
                lenient,
                maxRecordCharacters,
                maxColumns,
                maxRows,
                maxDecompressedBytes,
                maxReportedRows);
    }

    /**
     * Returns these options, lenient or strict.
     *
     * @param value true to leave bad rows out
     * @return changed options
     */
    public FeatureCsvOptions withLenient(boolean value) {
        return new FeatureCsvOptions(
                requiredColumns,
                pandasMissing,
                value,
                maxRecordCharacters,
                maxColumns,
                maxRows,
                maxDecompressedBytes,
                maxReportedRows);
    }

    /**
     * Returns these options with another limit of a record's length.
     *
     * @param value characters, {@code >= 1}
     * @return changed options
     */
    public FeatureCsvOptions withMaxRecordCharacters(int value) {
        return new FeatureCsvOptions(
                requiredColumns,
                pandasMissing,
                lenient,
                value,
                maxColumns,
                maxRows,
                maxDecompressedBytes,
                maxReportedRows);
    }

    /**
     * Returns these options with another limit of columns.
     *
     * @param value {@code >= 2}
     * @return changed options
     */
    public FeatureCsvOptions withMaxColumns(int value) {
        return new FeatureCsvOptions(
                requiredColumns,
                pandasMissing,
                lenient,
                maxRecordCharacters,
                value,
                maxRows,
                maxDecompressedBytes,
                maxReportedRows);
    }

    /**
     * Returns these options with another limit of rows.
     *
     * @param value {@code >= 0}
     * @return changed options
     */
    public FeatureCsvOptions withMaxRows(int value) {
        return new FeatureCsvOptions(
                requiredColumns,
                pandasMissing,
                lenient,
                maxRecordCharacters,
                maxColumns,
                value,
                maxDecompressedBytes,
                maxReportedRows);
    }

    /**
     * Returns these options with another limit of what a compressed file may unfold to.
     *
     * @param value bytes, {@code >= 0}
     * @return changed options
     */
    public FeatureCsvOptions withMaxDecompressedBytes(long value) {
        return new FeatureCsvOptions(
                requiredColumns,
                pandasMissing,
                lenient,
                maxRecordCharacters,
                maxColumns,
                maxRows,
                value,
                maxReportedRows);
    }

    /**
     * Returns these options with another number of refused rows to report in full.
     *
     * @param value {@code >= 0}
     * @return changed options
     */
    public FeatureCsvOptions withMaxReportedRows(int value) {
        return new FeatureCsvOptions(
                requiredColumns,
                pandasMissing,
                lenient,
                maxRecordCharacters,
                maxColumns,
                maxRows,
                maxDecompressedBytes,
                value);
    }
}
