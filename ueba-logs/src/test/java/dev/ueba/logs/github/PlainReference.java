package dev.ueba.logs.github;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.GitHubAuditFeatures;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The features as the published description says them: collect everything, group, count. Slow and plain on purpose. */
final class PlainReference {

    private static final long FOURTEEN_DAYS = 14L * 24 * 3600 * 1000;

    /** Column and its actions, written down a second time from the published table. */
    private static final String COLUMNS =
            """
            codespaces_policy_group_deleted codespaces.policy_group_deleted
            codespaces_policy_group_updated codespaces.policy_group_updated
            environment_remove_protection_rule environment.remove_protection_rule
            environment_update_protection_rule environment.update_protection_rule
            git_clone git.clone
            hook_create hook.create
            integration_installation_create integration_installation.create
            ip_allow_list_disable ip_allow_list.disable
            ip_allow_list_disable_for_installed_apps ip_allow_list.disable_for_installed_apps
            ip_allow_list_entry_create ip_allow_list_entry.create
            oauth_application_create oauth_application.create
            org_add_outside_collaborator org.add_outside_collaborator
            org_recovery_codes_downloaded org.recovery_codes_downloaded
            org_recovery_code_used org.recovery_code_used
            org_recovery_codes_printed org.recovery_codes_printed
            org_recovery_codes_viewed org.recovery_codes_viewed
            personal_access_token_request_created personal_access_token.request_created
            personal_access_token_access_granted personal_access_token.access_granted
            protected_branch_destroy protected_branch.destroy
            protected_branch_policy_override protected_branch.policy_override
            public_key_create public_key.create
            pull_request_create pull_request.create
            pull_request_merge pull_request.merge
            repo_access repo.access
            repo_download_zip repo.download_zip
            repository_branch_protection_evaluation_disable repository_branch_protection_evaluation.disable
            repository_ruleset_destroy repository_ruleset.destroy
            repository_ruleset_update repository_ruleset.update
            repository_secret_scanning_protection_disable repository_secret_scanning_push_protection.disable \
            repository_secret_scanning.disable repository_secret_scanning_protection.disable
            secret_scanning_push_protection_bypass secret_scanning_push_protection.bypass
            ssh_certificate_authority_create ssh_certificate_authority.create
            ssh_certificate_requirement_disable ssh_certificate_requirement.disable
            workflow_run_create workflows.created_workflow_run
            """;

    /** One row. */
    record Row(LocalDate day, String actor, Map<String, Double> values) {}

    private PlainReference() {}

    /** Returns the events that count, each id once. */
    static List<TestEvent> used(List<TestEvent> events, GitHubAuditLogOptions options) {
        List<TestEvent> used = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (TestEvent event : events) {
            boolean copy = !event.id().isEmpty() && !ids.add(event.id());
            boolean machine = event.bot()
                    || event.actor().contains("[bot]")
                    || event.actor().contains("deploy_key");
            if (!copy
                    && event.millis() != 0
                    && !event.actor().isEmpty()
                    && (options.keepMachineAccounts() || !machine)) {
                used.add(event);
            }
        }
        return used;
    }

    static List<Row> rows(
            List<TestEvent> log, GitHubAuditLogOptions options, GitHubAuditFeatureOptions features, DayRange range) {
        List<TestEvent> used = used(log, options);
        Map<LocalDate, Map<String, List<TestEvent>>> groups = new TreeMap<>();
        for (TestEvent event : used) {
            LocalDate day = local(event, features).toLocalDate();
            if (range.contains(day)) {
                groups.computeIfAbsent(day, d -> new TreeMap<>(codePoints()))
                        .computeIfAbsent(event.actor(), a -> new ArrayList<>())
                        .add(event);
            }
        }
        List<Row> rows = new ArrayList<>();
        groups.forEach((day, actors) -> actors.forEach((actor, events) ->
                rows.add(new Row(day, actor, withoutZeros(values(day, actor, events, used, features, range))))));
        return rows;
    }

    /** Zeros are left out, so that a failing test shows what matters. */
    static Map<String, Double> withoutZeros(Map<String, Double> values) {
        Map<String, Double> left = new LinkedHashMap<>(values);
        left.values().removeIf(value -> value == 0);
        return left;
    }

    private static Comparator<String> codePoints() {
        return (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static ZonedDateTime local(TestEvent event, GitHubAuditFeatureOptions features) {
        return Instant.ofEpochMilli(event.millis()).atZone(features.zone());
    }

    private static Map<String, Double> values(
            LocalDate day,
            String actor,
            List<TestEvent> events,
            List<TestEvent> used,
            GitHubAuditFeatureOptions features,
            DayRange range) {
        Map<String, Double> values = new LinkedHashMap<>();
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        values.put(GitHubAuditFeatures.IS_WEEKEND, weekend ? 1.0 : 0.0);
        COLUMNS.lines().forEach(line -> {
            List<String> words = List.of(line.split(" +"));
            values.put(words.get(0), count(events, e -> words.subList(1, words.size())
                    .contains(e.action())));
        });
        values.put("unique_ips_used", (double) events.stream()
                .map(TestEvent::ip)
                .filter(ip -> !ip.isEmpty())
                .distinct()
                .count());
        values.put("unique_repos_accessed", (double) events.stream()
                .map(TestEvent::repo)
                .filter(r -> !r.isEmpty())
                .distinct()
                .count());
        List<Double> sample = used.stream()
                .filter(e -> e.actor().equals(actor))
                .filter(e -> features.pastOnly()
                        ? local(e, features).toLocalDate().isBefore(day)
                        : range.contains(local(e, features).toLocalDate()))
                .map(e -> timeOfDay(e, features))
                .toList();
        values.put("outlier_time_count", count(events, e -> isOutlier(timeOfDay(e, features), sample)));
        if (features.extended()) {
            extended(values, actor, events, used, features, range);
        }
        return values;
    }

    private static double count(List<TestEvent> events, Predicate<TestEvent> condition) {
        return events.stream().filter(condition).count();
    }

    private static double timeOfDay(TestEvent event, GitHubAuditFeatureOptions features) {
        ZonedDateTime time = local(event, features);
        return time.getHour() + time.getMinute() / 60.0;
    }

    private static boolean isOutlier(double time, List<Double> sample) {
        if (sample.size() < 2) {
            return false;
        }
        double mean = mean(sample);
        double deviation = deviation(sample);
        return deviation > 1e-9 && Math.abs(time - mean) > 3 * deviation;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }

    private static double deviation(List<Double> values) {
        double mean = mean(values);
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1));
    }

    private static void extended(
            Map<String, Double> values,
            String actor,
            List<TestEvent> events,
            List<TestEvent> used,
            GitHubAuditFeatureOptions features,
            DayRange range) {
        List<TestEvent> known = used.stream()
                .filter(e -> !e.repo().isEmpty())
                .filter(e -> local(e, features).toLocalDate().isBefore(range.to()))
                .filter(e ->
                        !local(e, features).toLocalDate().isBefore(range.to().minusDays(800)))
                .toList();
        Map<String, List<TestEvent>> byRepo = new TreeMap<>();
        known.forEach(
                e -> byRepo.computeIfAbsent(e.repo(), r -> new ArrayList<>()).add(e));
        Set<String> read = active(byRepo, "git.clone");
        Set<String> written = active(byRepo, "git.push");
        Predicate<TestEvent> isNew = event -> !event.repo().isEmpty()
                && event.millis()
                        < byRepo.get(event.repo()).stream()
                                        .filter(e -> e.actor().equals(actor))
                                        .mapToLong(TestEvent::millis)
                                        .min()
                                        .orElseThrow()
                                + FOURTEEN_DAYS;
        values.put("git_push", count(events, e -> e.action().equals("git.push")));
        values.put("unique_repos_first_accessed", (double)
                events.stream().filter(isNew).map(TestEvent::repo).distinct().count());
        values.put("new_repo_git_clone", count(events, isNew.and(e -> e.action().equals("git.clone"))));
        values.put("new_repo_git_push", count(events, isNew.and(e -> e.action().equals("git.push"))));
        values.put("new_repo_download", count(events, isNew.and(e -> e.action().equals("repo.download_zip"))));
        values.put("new_repo_workflow_run", count(events, isNew.and(e -> e.action()
                .equals("workflows.created_workflow_run"))));
        values.put("active_read_repos_accessed", count(events, e -> read.contains(e.repo())));
        values.put("active_write_repos_written", count(events, e -> written.contains(e.repo())));
        values.put(
                "active_read_repos_written",
                count(events, e -> read.contains(e.repo()) && e.action().equals("git.push")));
    }

    private static Set<String> active(Map<String, List<TestEvent>> byRepo, String action) {
        List<Double> averages = new ArrayList<>();
        byRepo.forEach(
                (repo, events) -> averages.add(count(events, e -> e.action().equals(action))
                        / events.stream().map(TestEvent::actor).distinct().count()));
        double threshold = averages.isEmpty() ? 0 : mean(averages) + 2 * deviation(averages);
        Set<String> active = new HashSet<>();
        byRepo.forEach((repo, events) -> {
            long first = events.stream().mapToLong(TestEvent::millis).min().orElseThrow();
            long last = events.stream().mapToLong(TestEvent::millis).max().orElseThrow();
            long days = (last - first) / (24L * 3600 * 1000);
            double perDay = days == 0 ? 0 : count(events, e -> e.action().equals(action)) / days;
            if (perDay >= threshold) {
                active.add(repo);
            }
        });
        return active;
    }
}
