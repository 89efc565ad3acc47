package dev.ueba.logs.synthetic;

import dev.ueba.feature.GitHubAuditFeatures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an event says happened, under GitHub's documented name.
 *
 * @param name value of {@code action}
 * @param operation value of {@code operation_type}, empty for none
 * @param kind which further fields the event has
 * @param onRepository whether it names a repository
 * @param column position in {@link GitHubAuditFeatures#COUNTS} of the column that counts it, or {@link #NO_COLUMN}
 */
record AuditAction(String name, String operation, Kind kind, boolean onRepository, int column) {

    /** Which details an event carries. */
    enum Kind {
        GIT,
        PULL_REQUEST,
        WORKFLOW,
        REPOSITORY,
        BRANCH,
        RULESET,
        ENVIRONMENT,
        HOOK,
        TOKEN,
        MEMBER,
        TEAM,
        KEY,
        APP,
        ADDRESS_LIST,
        PLAIN
    }

    static final int NO_COLUMN = -1;

    /** Two actions share this column; every other column has one. */
    private static final String SCANNING = "repository_secret_scanning_protection_disable";

    private static final boolean REPO = true;
    private static final boolean ORG = false;

    private static final Map<String, AuditAction> BY_COLUMN = new HashMap<>();

    static {
        column("codespaces_policy_group_deleted", "codespaces.policy_group_deleted", "remove", Kind.PLAIN, ORG);
        column("codespaces_policy_group_updated", "codespaces.policy_group_updated", "modify", Kind.PLAIN, ORG);
        column(
                "environment_remove_protection_rule",
                "environment.remove_protection_rule",
                "remove",
                Kind.ENVIRONMENT,
                REPO);
        column(
                "environment_update_protection_rule",
                "environment.update_protection_rule",
                "modify",
                Kind.ENVIRONMENT,
                REPO);
        column("git_clone", "git.clone", "", Kind.GIT, REPO);
        column("hook_create", "hook.create", "create", Kind.HOOK, REPO);
        column("integration_installation_create", "integration_installation.create", "create", Kind.APP, ORG);
        column("ip_allow_list_disable", "ip_allow_list.disable", "modify", Kind.ADDRESS_LIST, ORG);
        column(
                "ip_allow_list_disable_for_installed_apps",
                "ip_allow_list.disable_for_installed_apps",
                "modify",
                Kind.ADDRESS_LIST,
                ORG);
        column("ip_allow_list_entry_create", "ip_allow_list_entry.create", "create", Kind.ADDRESS_LIST, ORG);
        column("oauth_application_create", "oauth_application.create", "create", Kind.APP, ORG);
        column("org_add_outside_collaborator", "org.add_outside_collaborator", "create", Kind.MEMBER, ORG);
        column("org_recovery_codes_downloaded", "org.recovery_codes_downloaded", "access", Kind.PLAIN, ORG);
        column("org_recovery_code_used", "org.recovery_code_used", "authentication", Kind.PLAIN, ORG);
        column("org_recovery_codes_printed", "org.recovery_codes_printed", "access", Kind.PLAIN, ORG);
        column("org_recovery_codes_viewed", "org.recovery_codes_viewed", "access", Kind.PLAIN, ORG);
        column(
                "personal_access_token_request_created",
                "personal_access_token.request_created",
                "create",
                Kind.TOKEN,
                ORG);
        column(
                "personal_access_token_access_granted",
                "personal_access_token.access_granted",
                "create",
                Kind.TOKEN,
                ORG);
        column("protected_branch_destroy", "protected_branch.destroy", "remove", Kind.BRANCH, REPO);
        column("protected_branch_policy_override", "protected_branch.policy_override", "modify", Kind.BRANCH, REPO);
        column("public_key_create", "public_key.create", "create", Kind.KEY, ORG);
        column("pull_request_create", "pull_request.create", "create", Kind.PULL_REQUEST, REPO);
        column("pull_request_merge", "pull_request.merge", "modify", Kind.PULL_REQUEST, REPO);
        column("repo_access", "repo.access", "access", Kind.REPOSITORY, REPO);
        column("repo_download_zip", "repo.download_zip", "access", Kind.REPOSITORY, REPO);
        column(
                "repository_branch_protection_evaluation_disable",
                "repository_branch_protection_evaluation.disable",
                "modify",
                Kind.REPOSITORY,
                REPO);
        column("repository_ruleset_destroy", "repository_ruleset.destroy", "remove", Kind.RULESET, REPO);
        column("repository_ruleset_update", "repository_ruleset.update", "modify", Kind.RULESET, REPO);
        column(SCANNING, "repository_secret_scanning_push_protection.disable", "modify", Kind.REPOSITORY, REPO);
        column(
                "secret_scanning_push_protection_bypass",
                "secret_scanning_push_protection.bypass",
                "modify",
                Kind.REPOSITORY,
                REPO);
        column("ssh_certificate_authority_create", "ssh_certificate_authority.create", "create", Kind.KEY, ORG);
        column("ssh_certificate_requirement_disable", "ssh_certificate_requirement.disable", "modify", Kind.PLAIN, ORG);
        column("workflow_run_create", "workflows.created_workflow_run", "create", Kind.WORKFLOW, REPO);
    }

    private static final AuditAction SCANNING_OFF = new AuditAction(
            "repository_secret_scanning.disable",
            "modify",
            Kind.REPOSITORY,
            REPO,
            GitHubAuditFeatures.COUNTS.indexOf(SCANNING));

    /** Number of the columns that count actions; they are the first of {@link GitHubAuditFeatures#COUNTS}. */
    static final int COLUMNS = BY_COLUMN.size();

    static final AuditAction FETCH = other("git.fetch", "", Kind.GIT, REPO);
    static final AuditAction PUSH = other("git.push", "", Kind.GIT, REPO);
    static final AuditAction WORKFLOW_COMPLETED =
            other("workflows.completed_workflow_run", "modify", Kind.WORKFLOW, REPO);
    static final AuditAction MEMBER_ADDED = other("org.add_member", "create", Kind.MEMBER, ORG);
    static final AuditAction MEMBER_REMOVED = other("org.remove_member", "remove", Kind.MEMBER, ORG);

    /** What people do beside the columns; frequent ones stand more than once. */
    static final List<AuditAction> OF_ANYBODY = List.of(
            FETCH,
            FETCH,
            FETCH,
            FETCH,
            PUSH,
            PUSH,
            PUSH,
            PUSH,
            PUSH,
            other("pull_request_review.submit", "create", Kind.PULL_REQUEST, REPO),
            other("pull_request_review.submit", "create", Kind.PULL_REQUEST, REPO),
            other("pull_request_review_comment.create", "create", Kind.PULL_REQUEST, REPO),
            other("pull_request.create_review_request", "create", Kind.PULL_REQUEST, REPO),
            other("pull_request.close", "modify", Kind.PULL_REQUEST, REPO),
            other("pull_request.ready_for_review", "modify", Kind.PULL_REQUEST, REPO),
            WORKFLOW_COMPLETED,
            WORKFLOW_COMPLETED,
            other("workflows.rerun_workflow_run", "modify", Kind.WORKFLOW, REPO),
            other("issue_comment.update", "modify", Kind.PLAIN, REPO),
            other("repo.create", "create", Kind.REPOSITORY, REPO),
            other("codespaces.create", "create", Kind.PLAIN, REPO),
            other("codespaces.connect", "access", Kind.PLAIN, REPO));

    /** What only administrators do beside the columns. */
    static final List<AuditAction> OF_ADMINISTRATORS = List.of(
            other("team.add_member", "create", Kind.TEAM, ORG),
            other("team.remove_member", "remove", Kind.TEAM, ORG),
            other("team.add_repository", "create", Kind.TEAM, REPO),
            other("repo.add_member", "create", Kind.MEMBER, REPO),
            other("repo.archived", "modify", Kind.REPOSITORY, REPO),
            other("hook.config_changed", "modify", Kind.HOOK, REPO),
            other("org.invite_member", "create", Kind.MEMBER, ORG),
            other("integration_installation.repositories_added", "modify", Kind.APP, ORG));

    /** What happens without anybody doing it. */
    static final List<AuditAction> OF_NOBODY = List.of(
            other("codespaces.suspend_environment", "modify", Kind.PLAIN, REPO),
            other("repository_vulnerability_alert.create", "create", Kind.REPOSITORY, REPO),
            other("secret_scanning_alert.create", "create", Kind.REPOSITORY, REPO),
            other("personal_access_token.access_revoked", "remove", Kind.TOKEN, ORG));

    /** Names that GitHub's list does not have. */
    static final List<AuditAction> UNKNOWN = List.of(
            other("repo.update", "modify", Kind.REPOSITORY, REPO),
            other("unknown.admin_role", "", Kind.PLAIN, ORG),
            other("workspace_agent.session_started", "create", Kind.PLAIN, REPO));

    /** Returns an action that the column counts. */
    static AuditAction of(String column, boolean secondName) {
        AuditAction action = BY_COLUMN.get(column);
        if (action == null) {
            throw new IllegalArgumentException("no action is counted by '" + column + "'");
        }
        return secondName && column.equals(SCANNING) ? SCANNING_OFF : action;
    }

    private static void column(String column, String name, String operation, Kind kind, boolean onRepository) {
        BY_COLUMN.put(
                column,
                new AuditAction(name, operation, kind, onRepository, GitHubAuditFeatures.COUNTS.indexOf(column)));
    }

    private static AuditAction other(String name, String operation, Kind kind, boolean onRepository) {
        return new AuditAction(name, operation, kind, onRepository, NO_COLUMN);
    }
}
