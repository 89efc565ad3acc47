package dev.ueba.logs.github;

import dev.ueba.logs.LogLimits;
import java.util.Objects;

/**
 * How raw logs are read and which events count.
 *
 * @param limits what a file may cost
 * @param machineAccounts who is a machine
 * @param keepMachineAccounts whether the events of machines count like those of people; they are listed either way
 * @param maxDocumentIds how many document ids are remembered to find copies of events, {@code >= 0}; each takes 24 to 37
 *     bytes. Events beyond are not checked, and {@link GitHubLogCounts#unchecked} says how many.
 */
public record GitHubAuditLogOptions(
        LogLimits limits, MachineAccounts machineAccounts, boolean keepMachineAccounts, long maxDocumentIds) {

    private static final long DEFAULT_DOCUMENT_IDS = 8_000_000L;

    public GitHubAuditLogOptions {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(machineAccounts, "machineAccounts");
        if (maxDocumentIds < 0) {
            throw new IllegalArgumentException("maxDocumentIds must be >= 0, but was " + maxDocumentIds);
        }
    }

    /**
     * Returns the usual options: usual limits, usual machine accounts left out, 8 million document ids (at most 300 MB).
     *
     * @return the defaults
     */
    public static GitHubAuditLogOptions defaults() {
        return new GitHubAuditLogOptions(LogLimits.defaults(), MachineAccounts.defaults(), false, DEFAULT_DOCUMENT_IDS);
    }

    /**
     * Returns a copy with other limits.
     *
     * @param value what a file may cost
     * @return the copy
     */
    public GitHubAuditLogOptions withLimits(LogLimits value) {
        return new GitHubAuditLogOptions(value, machineAccounts, keepMachineAccounts, maxDocumentIds);
    }

    /**
     * Returns a copy with another rule for machines.
     *
     * @param value who is a machine
     * @return the copy
     */
    public GitHubAuditLogOptions withMachineAccounts(MachineAccounts value) {
        return new GitHubAuditLogOptions(limits, value, keepMachineAccounts, maxDocumentIds);
    }

    /**
     * Returns a copy that keeps or leaves out the events of machines.
     *
     * @param value whether to keep them
     * @return the copy
     */
    public GitHubAuditLogOptions withKeepMachineAccounts(boolean value) {
        return new GitHubAuditLogOptions(limits, machineAccounts, value, maxDocumentIds);
    }

    /**
     * Returns a copy that remembers another number of ids.
     *
     * @param value {@code >= 0}; 0 turns the search for copies off
     * @return the copy
     */
    public GitHubAuditLogOptions withMaxDocumentIds(long value) {
        return new GitHubAuditLogOptions(limits, machineAccounts, keepMachineAccounts, value);
    }
}
