package dev.ueba.evaluation;

import static dev.ueba.evaluation.AttackScenario.always;
import static dev.ueba.evaluation.AttackScenario.share;
import static dev.ueba.evaluation.AttackScenario.slightly;
import static dev.ueba.evaluation.AttackScenario.sometimes;

import java.util.List;
import java.util.Optional;

/**
 * The attacks that the generators know, by the names they carry in label files. Names stay; more may be added.
 *
 * <p>Amounts were chosen to be plausible at strength 1, not fitted to incidents: they tell whether a detector sees a kind of
 * attack at all, and how small it may get, not how often it happens. Immutable; safe to share.
 *
 * <pre>{@code
 * for (AttackScenario scenario : AttackScenarios.all()) {
 *     report.line(scenario.name(), scenario.description(), scenario.features());
 * }
 * }</pre>
 */
public final class AttackScenarios {

    private static final boolean NEEDS_RIGHTS = true;
    private static final boolean ANYONE = false;
    private static final boolean MACHINES_TOO = true;
    private static final boolean PEOPLE_ONLY = false;

    private static final List<AttackScenario> ALL = List.of(
            new AttackScenario(
                    "mass_clone",
                    "Clones a large part of the organisation's repositories within a day.",
                    ANYONE,
                    MACHINES_TOO,
                    always("git_clone", 50, 200),
                    share("unique_repos_accessed", 0.6, 0.95, "git_clone"),
                    slightly(0.6, "unique_ips_used", 1, 2)),
            new AttackScenario(
                    "zip_exfiltration",
                    "Downloads many repositories as zip archives through the web interface.",
                    ANYONE,
                    MACHINES_TOO,
                    always("repo_download_zip", 12, 40),
                    share("unique_repos_accessed", 0.7, 1.0, "repo_download_zip"),
                    slightly(0.4, "repo_access", 1, 2),
                    slightly(0.5, "unique_ips_used", 1, 2)),
            new AttackScenario(
                    "secret_scanning_off",
                    "Switches secret scanning off and pushes past its protection.",
                    NEEDS_RIGHTS,
                    PEOPLE_ONLY,
                    always("repository_secret_scanning_protection_disable", 1, 6),
                    sometimes(0.7, "secret_scanning_push_protection_bypass", 1, 4),
                    share("unique_repos_accessed", 0.5, 1.0, "repository_secret_scanning_protection_disable")),
            new AttackScenario(
                    "recovery_codes",
                    "Takes the organisation's recovery codes; often nothing but one download by an ordinary member.",
                    ANYONE,
                    PEOPLE_ONLY,
                    always("org_recovery_codes_downloaded", 1, 1),
                    sometimes(0.45, "org_recovery_codes_viewed", 1, 2),
                    sometimes(0.2, "org_recovery_codes_printed", 1, 1),
                    sometimes(0.25, "org_recovery_code_used", 1, 1)),
            new AttackScenario(
                    "pat_burst",
                    "Asks for many personal access tokens, or has them granted, to keep a way in.",
                    ANYONE,
                    MACHINES_TOO,
                    always("personal_access_token_request_created", 5, 14),
                    sometimes(0.6, "personal_access_token_access_granted", 5, 14)),
            new AttackScenario(
                    "ip_allow_list_off",
                    "Opens the organisation's list of allowed addresses, or switches it off.",
                    NEEDS_RIGHTS,
                    PEOPLE_ONLY,
                    always("ip_allow_list_disable", 1, 2),
                    sometimes(0.5, "ip_allow_list_disable_for_installed_apps", 1, 1),
                    sometimes(0.5, "ip_allow_list_entry_create", 1, 3)),
            new AttackScenario(
                    "branch_protection_off",
                    "Removes protection rules of branches and changes them past review.",
                    NEEDS_RIGHTS,
                    PEOPLE_ONLY,
                    always("protected_branch_destroy", 1, 6),
                    sometimes(0.8, "protected_branch_policy_override", 1, 5),
                    sometimes(0.5, "repository_ruleset_destroy", 1, 4),
                    sometimes(0.4, "repository_branch_protection_evaluation_disable", 1, 2),
                    share("unique_repos_accessed", 0.3, 1.0, "protected_branch_destroy")),
            new AttackScenario(
                    "off_hours",
                    "Does ordinary work at hours the actor never works.",
                    ANYONE,
                    PEOPLE_ONLY,
                    always("outlier_time_count", 6, 18),
                    slightly(1.0, "git_clone", 3, 12),
                    slightly(0.5, "workflow_run_create", 1, 4),
                    slightly(0.3, "repo_access", 1, 2),
                    slightly(0.7, "unique_repos_accessed", 1, 3)),
            new AttackScenario(
                    "many_new_ips",
                    "Uses a stolen session from many addresses, some of it at strange hours.",
                    ANYONE,
                    MACHINES_TOO,
                    always("unique_ips_used", 6, 18),
                    slightly(0.8, "git_clone", 2, 7),
                    slightly(0.6, "unique_repos_accessed", 1, 3),
                    slightly(0.5, "outlier_time_count", 1, 7),
                    slightly(0.4, "public_key_create", 1, 2)),
            new AttackScenario(
                    "ssh_ca_swap",
                    "Puts in an SSH certificate authority of the attacker's own and lifts the demand for certificates.",
                    NEEDS_RIGHTS,
                    PEOPLE_ONLY,
                    always("ssh_certificate_authority_create", 1, 1),
                    sometimes(0.7, "ssh_certificate_requirement_disable", 1, 1),
                    sometimes(0.6, "public_key_create", 1, 4)));

    private AttackScenarios() {}

    /**
     * Returns all scenarios.
     *
     * @return unmodifiable; names are unique
     */
    public static List<AttackScenario> all() {
        return ALL;
    }

    /**
     * Finds a scenario by its name.
     *
     * @param name as in a label file
     * @return empty if the generators know no such scenario
     */
    public static Optional<AttackScenario> byName(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }
}
