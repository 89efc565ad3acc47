package dev.ueba.evaluation;

import dev.ueba.feature.GitHubAuditFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What somebody does in the organisation: how often they show up, their usual work, and their rare actions. */
public enum ActorRole {
    /** Clones, opens pull requests, starts workflows. */
    DEVELOPER(0.80, new Work(4.6, 1.7, 0.8, 3.5), Map.of("public_key_create", 0.006)),
    /** Merges, and looks after the rules of branches. */
    MAINTAINER(
            0.81,
            new Work(2.8, 1.0, 3.0, 4.0),
            Map.of(
                    "protected_branch_policy_override", 0.05,
                    "repository_ruleset_update", 0.025,
                    "environment_update_protection_rule", 0.02,
                    "repo_access", 0.03,
                    "hook_create", 0.01,
                    "protected_branch_destroy", 0.002)),
    /** Runs many workflows and changes environments. */
    RELEASE_ENGINEER(
            0.79,
            new Work(3.0, 0.8, 1.6, 8.0),
            Map.of(
                    "protected_branch_policy_override", 0.10,
                    "environment_update_protection_rule", 0.12,
                    "environment_remove_protection_rule", 0.008,
                    "repository_ruleset_update", 0.04,
                    "hook_create", 0.03,
                    "repo_download_zip", 0.03)),
    /** Changes the organisation's settings. */
    ADMINISTRATOR(
            0.77,
            new Work(1.4, 0.3, 0.5, 0.8),
            Map.ofEntries(
                    Map.entry("personal_access_token_access_granted", 0.35),
                    Map.entry("repository_ruleset_update", 0.10),
                    Map.entry("repo_access", 0.09),
                    Map.entry("org_add_outside_collaborator", 0.07),
                    Map.entry("protected_branch_policy_override", 0.06),
                    Map.entry("environment_update_protection_rule", 0.05),
                    Map.entry("hook_create", 0.04),
                    Map.entry("integration_installation_create", 0.03),
                    Map.entry("oauth_application_create", 0.015),
                    Map.entry("repository_ruleset_destroy", 0.012),
                    Map.entry("ip_allow_list_entry_create", 0.012),
                    Map.entry("codespaces_policy_group_updated", 0.008),
                    Map.entry("protected_branch_destroy", 0.006),
                    Map.entry("org_recovery_codes_viewed", 0.004),
                    Map.entry("org_recovery_codes_downloaded", 0.003),
                    Map.entry("ip_allow_list_disable_for_installed_apps", 0.003),
                    Map.entry("ssh_certificate_authority_create", 0.003),
                    Map.entry("repository_secret_scanning_protection_disable", 0.003),
                    Map.entry("repository_branch_protection_evaluation_disable", 0.003),
                    Map.entry("codespaces_policy_group_deleted", 0.002),
                    Map.entry("org_recovery_codes_printed", 0.0015),
                    Map.entry("org_recovery_code_used", 0.0015),
                    Map.entry("ip_allow_list_disable", 0.001),
                    Map.entry("ssh_certificate_requirement_disable", 0.001))),
    /** Looks after scanning, tokens and rules. */
    SECURITY_ENGINEER(
            0.77,
            new Work(3.4, 0.6, 0.6, 1.2),
            Map.of(
                    "personal_access_token_access_granted", 0.15,
                    "repository_ruleset_update", 0.06,
                    "repo_download_zip", 0.03,
                    "ip_allow_list_entry_create", 0.01,
                    "secret_scanning_push_protection_bypass", 0.008,
                    "repository_secret_scanning_protection_disable", 0.004,
                    "org_recovery_codes_viewed", 0.002)),
    /** Shows up now and then. */
    OCCASIONAL(0.16, new Work(0.9, 0.25, 0.1, 0.4), Map.of()),
    /** An account for automation that does not call itself a bot. */
    MACHINE(0.97, new Work(7.0, 0.6, 0.3, 8.0), Map.of());

    /** Mean events of an ordinary working day. */
    record Work(double clones, double pullRequests, double merges, double workflowRuns) {}

    /** Of each 20 actors in the order of their numbers, so that small organisations have everybody too. */
    static final int BLOCK = 20;

    private final double presence;

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
    private final Work work;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out, never written after construction
    private final double[] rareRates;

    ActorRole(double presence, Work work, Map<String, Double> rare) {
        this.presence = presence;
        this.work = work;
        List<String> counts = GitHubAuditFeatures.COUNTS;
        this.rareRates = new double[counts.size()];
        for (int count = 0; count < rareRates.length; count++) {
            rareRates[count] =
                    rare.getOrDefault(counts.get(count), 0.0) + Anybody.RATES.getOrDefault(counts.get(count), 0.0);
        }
    }

    /** Returns the roles of one block, not yet shuffled. */
    static ActorRole[] block() {
        ActorRole[] roles = new ActorRole[BLOCK];
        Arrays.fill(roles, DEVELOPER);
        roles[0] = ADMINISTRATOR;
        roles[1] = SECURITY_ENGINEER;
        roles[2] = RELEASE_ENGINEER;
        roles[3] = MACHINE;
        roles[4] = OCCASIONAL;
        roles[5] = OCCASIONAL;
        roles[6] = MAINTAINER;
        roles[7] = MAINTAINER;
        roles[8] = MAINTAINER;
        return roles;
    }

    /** Returns the usual probability of being active on an ordinary weekday. */
    double presence() {
        return presence;
    }

    /** Returns the mean events of an ordinary working day. */
    Work work() {
        return work;
    }

    /** Returns the mean number of occurrences per active day, by position in {@link GitHubAuditFeatures#COUNTS}. */
    double rareRate(int count) {
        return rareRates[count];
    }

    /** Returns whether the role has the rights to change the organisation's settings. */
    boolean hasRights() {
        return this == ADMINISTRATOR || this == SECURITY_ENGINEER;
    }

    /** A holder of its own, because the constants of an enum are made before its static fields. */
    private static final class Anybody {

        /** What anybody does now and then, per active day. */
        static final Map<String, Double> RATES = Map.ofEntries(
                Map.entry("repo_download_zip", 0.016),
                Map.entry("repo_access", 0.014),
                Map.entry("personal_access_token_request_created", 0.012),
                Map.entry("public_key_create", 0.008),
                Map.entry("environment_update_protection_rule", 0.004),
                Map.entry("protected_branch_policy_override", 0.003),
                Map.entry("hook_create", 0.002),
                Map.entry("repository_ruleset_update", 0.002),
                Map.entry("oauth_application_create", 0.0015),
                Map.entry("secret_scanning_push_protection_bypass", 0.0015),
                Map.entry("integration_installation_create", 0.0007),
                Map.entry("org_recovery_codes_viewed", 0.0002),
                Map.entry("org_recovery_codes_downloaded", 0.0001),
                Map.entry("repository_secret_scanning_protection_disable", 0.0001),
                Map.entry("protected_branch_destroy", 0.0002));

        private Anybody() {}
    }
}
