package dev.ueba.logs.github;

import dev.ueba.feature.GitHubAuditFeatures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The action names of GitHub's audit logs: which feature counts which of them, and which GitHub documents.
 *
 * <p>Source of the documented names: GitHub Docs, CC BY 4.0; see {@code documented-actions.LICENSE.txt} beside the list.
 */
public final class GitHubActions {

    static final String CLONE = "git.clone";
    static final String PUSH = "git.push";
    static final String DOWNLOAD = "repo.download_zip";
    static final String WORKFLOW_RUN = "workflows.created_workflow_run";
    static final String ADD_MEMBER = "org.add_member";
    static final String REMOVE_MEMBER = "org.remove_member";

    private static final String SECRET_SCANNING = "repository_secret_scanning_protection_disable";

    private static final List<String> BY_COLUMN = List.of(
            "codespaces.policy_group_deleted",
            "codespaces.policy_group_updated",
            "environment.remove_protection_rule",
            "environment.update_protection_rule",
            CLONE,
            "hook.create",
            "integration_installation.create",
            "ip_allow_list.disable",
            "ip_allow_list.disable_for_installed_apps",
            "ip_allow_list_entry.create",
            "oauth_application.create",
            "org.add_outside_collaborator",
            "org.recovery_codes_downloaded",
            "org.recovery_code_used",
            "org.recovery_codes_printed",
            "org.recovery_codes_viewed",
            "personal_access_token.request_created",
            "personal_access_token.access_granted",
            "protected_branch.destroy",
            "protected_branch.policy_override",
            "public_key.create",
            "pull_request.create",
            "pull_request.merge",
            "repo.access",
            DOWNLOAD,
            "repository_branch_protection_evaluation.disable",
            "repository_ruleset.destroy",
            "repository_ruleset.update",
            "repository_secret_scanning_push_protection.disable",
            "secret_scanning_push_protection.bypass",
            "ssh_certificate_authority.create",
            "ssh_certificate_requirement.disable",
            WORKFLOW_RUN);

    private static final Map<String, Integer> COLUMNS = columns();
    private static final Set<String> DOCUMENTED = readDocumented();

    private GitHubActions() {}

    private static Map<String, Integer> columns() {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < BY_COLUMN.size(); i++) {
            columns.put(BY_COLUMN.get(i), i);
        }
        int secretScanning = GitHubAuditFeatures.COUNTS.indexOf(SECRET_SCANNING);
        columns.put("repository_secret_scanning.disable", secretScanning);
        // The published name, which GitHub never sends; here for logs that were made with it.
        columns.put("repository_secret_scanning_protection.disable", secretScanning);
        return columns;
    }

    private static Set<String> readDocumented() {
        try (InputStream in = Objects.requireNonNull(
                GitHubActions.class.getResourceAsStream("documented-actions.txt"), "documented-actions.txt")) {
            List<String> names = new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(name -> !name.isEmpty())
                    .toList());
            return Collections.unmodifiableSet(new TreeSet<>(names));
        } catch (IOException e) {
            throw new UncheckedIOException("the list of documented actions cannot be read from the jar", e);
        }
    }

    /** Returns how many features count single actions; they are the first of {@link GitHubAuditFeatures#COUNTS}. */
    static int columnCount() {
        return BY_COLUMN.size();
    }

    /** Returns the position among {@link GitHubAuditFeatures#COUNTS} of the feature that counts an action, or -1. */
    static int columnOf(String action) {
        return COLUMNS.getOrDefault(action, -1);
    }

    /**
     * Returns the actions that a feature counts.
     *
     * @param feature a name of {@link GitHubAuditFeatures#COUNTS}
     * @return sorted names; empty if the feature counts no single actions
     */
    public static List<String> actionsOf(String feature) {
        int column = GitHubAuditFeatures.COUNTS.indexOf(feature);
        return COLUMNS.entrySet().stream()
                .filter(entry -> entry.getValue() == column)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /**
     * Returns the action names that GitHub documents, of organisations, enterprises, users and Enterprise Server. GitHub adds
     * names every few weeks; an action that is not here is not wrong.
     *
     * @return sorted, unmodifiable
     */
    public static Set<String> documented() {
        return DOCUMENTED;
    }
}
