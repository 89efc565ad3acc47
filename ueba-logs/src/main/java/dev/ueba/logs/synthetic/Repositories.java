package dev.ueba.logs.synthetic;

import dev.ueba.evaluation.SeededRandom;
import java.util.ArrayList;
import java.util.List;

/** The organisation's repositories: some that everybody uses, some of each team, and many that hardly anybody touches. */
final class Repositories {

    static final String ORGANISATION = "example-works";

    private static final String[] AREA = {
        "billing", "catalog", "checkout", "claims", "fleet", "identity", "ledger", "logistics", "maps", "media",
        "mobile", "notify", "orders", "partner", "payments", "pricing", "profile", "reports", "search", "storage"
    };
    private static final String[] PART = {
        "api", "app", "charts", "cli", "client", "config", "core", "dashboards", "docs", "e2e",
        "events", "gateway", "infra", "jobs", "legacy", "lib", "migrations", "mocks", "proto", "proxy",
        "sandbox", "schemas", "sdk", "service", "tools", "web", "worker"
    };
    private static final String[] COMMON = {"platform", "handbook", "design-system", "ci-templates", "monorepo"};
    private static final int OF_TEAM = 9;
    private static final int LEAST = 400;

    private final List<Repository> all = new ArrayList<>();
    private final int teams;

    Repositories(int actors, SeededRandom random) {
        this.teams = 1 + actors / 8;
        long id = 40_000_000L + random.nextInt(100_000_000);
        int size = Math.max(LEAST, COMMON.length + OF_TEAM * teams) + 2 * actors;
        for (int number = 0; number < size; number++) {
            id += 1 + random.nextInt(5000);
            double share = random.nextDouble();
            String visibility = share < 0.8 ? "private" : share < 0.96 ? "internal" : "public";
            all.add(new Repository(ORGANISATION + "/" + name(number), id, visibility));
        }
    }

    private static String name(int number) {
        if (number < COMMON.length) {
            return COMMON[number];
        }
        int rest = number - COMMON.length;
        int round = rest / (AREA.length * PART.length);
        // Neighbours share an area, so that a team's repositories look as if they belong together.
        String name = AREA[rest / PART.length % AREA.length] + "-" + PART[rest % PART.length];
        return round == 0 ? name : name + "-" + (round + 1);
    }

    int size() {
        return all.size();
    }

    Repository get(int number) {
        return all.get(number);
    }

    int teams() {
        return teams;
    }

    /** Returns a repository as somebody of that team would pick it: mostly the team's, the first ones most. */
    Repository pick(int team, SeededRandom random) {
        double kind = random.nextDouble();
        double skewed = random.nextDouble();
        skewed *= skewed;
        if (kind < 0.70) {
            return all.get(COMMON.length + team * OF_TEAM + (int) (skewed * OF_TEAM));
        }
        return kind < 0.88 ? all.get((int) (skewed * COMMON.length)) : any(random);
    }

    Repository any(SeededRandom random) {
        return all.get(random.nextInt(all.size()));
    }
}
