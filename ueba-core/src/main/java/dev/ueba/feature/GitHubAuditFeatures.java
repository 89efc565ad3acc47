package dev.ueba.feature;

import java.util.List;
import java.util.stream.Stream;

/**
 * The base features of GitHub audit logs, per actor and UTC day, in the order of the published pipeline.
 *
 * <p>Source: <em>User Entity Behavior Analytics (UEBA) Enhanced Security Anomaly Detection in Enterprise DevSecOps
 * Platforms</em>, SecDev 2025, and its published Python pipeline (January 2026).
 */
public final class GitHubAuditFeatures {

    /** Name of the column that is 1 on Saturdays and Sundays; the only feature that gets no deviation. */
    public static final String IS_WEEKEND = "is_weekend";

    /** The 36 counts: events of one action, distinct addresses and repositories, events at unusual hours. */
    public static final List<String> COUNTS = List.of(
            "codespaces_policy_group_deleted",
            "codespaces_policy_group_updated",
            "environment_remove_protection_rule",
            "environment_update_protection_rule",
            "git_clone",
            "hook_create",
            "integration_installation_create",
            "ip_allow_list_disable",
            "ip_allow_list_disable_for_installed_apps",
            "ip_allow_list_entry_create",
            "oauth_application_create",
            "org_add_outside_collaborator",
            "org_recovery_codes_downloaded",
            "org_recovery_code_used",
            "org_recovery_codes_printed",
            "org_recovery_codes_viewed",
            "personal_access_token_request_created",
            "personal_access_token_access_granted",
            "protected_branch_destroy",
            "protected_branch_policy_override",
            "public_key_create",
            "pull_request_create",
            "pull_request_merge",
            "repo_access",
            "repo_download_zip",
            "repository_branch_protection_evaluation_disable",
            "repository_ruleset_destroy",
            "repository_ruleset_update",
            "repository_secret_scanning_protection_disable",
            "secret_scanning_push_protection_bypass",
            "ssh_certificate_authority_create",
            "ssh_certificate_requirement_disable",
            "workflow_run_create",
            "unique_ips_used",
            "unique_repos_accessed",
            "outlier_time_count");

    /** All 39 columns in the published order: {@code actor}, {@code day}, {@code is_weekend}, then {@link #COUNTS}. */
    public static final FeatureSchema SCHEMA = FeatureSchema.ofFeatures(
            Stream.concat(Stream.of(IS_WEEKEND), COUNTS.stream()).toList());

    private GitHubAuditFeatures() {}
}
