package dev.ueba.evaluation;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.GitHubAuditFeatures;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * One person or machine account: when it is active, and what an ordinary day of it looks like.
 *
 * <p>Each day is drawn from a stream of its own, so any day can be drawn at any time, with the same result. Immutable.
 */
final class SyntheticActor {

    private static final FeatureSchema SCHEMA = GitHubAuditFeatures.SCHEMA;
    private static final int IS_WEEKEND = SCHEMA.featureIndex(GitHubAuditFeatures.IS_WEEKEND);
    private static final int GIT_CLONE = SCHEMA.featureIndex("git_clone");
    private static final int PULL_REQUEST_CREATE = SCHEMA.featureIndex("pull_request_create");
    private static final int PULL_REQUEST_MERGE = SCHEMA.featureIndex("pull_request_merge");
    private static final int WORKFLOW_RUN_CREATE = SCHEMA.featureIndex("workflow_run_create");
    private static final int TOKEN_GRANTED = SCHEMA.featureIndex("personal_access_token_access_granted");
    private static final int UNIQUE_IPS_USED = SCHEMA.featureIndex("unique_ips_used");
    private static final int UNIQUE_REPOS_ACCESSED = SCHEMA.featureIndex("unique_repos_accessed");
    private static final int OUTLIER_TIME_COUNT = SCHEMA.featureIndex("outlier_time_count");

    // Children of the actor's stream.
    private static final int ATTENDANCE = 0;
    private static final int HABITS = 1;
    private static final int DAYS = 2;
    private static final int WEEKS = 3;

    /** Shapes of the gamma noise: between actors, between the weeks of one, and between its days. */
    private static final double ACTOR_SHAPE = 3.0;

    private static final double WEEK_SHAPE = 8.0;
    private static final double DAY_SHAPE = 3.0;

    /** How work repeats itself. */
    private enum Pattern {
        /** Varies as people's work does. */
        HUMAN,
        /** The same numbers every day. */
        CONSTANT,
        /** A machine whose load varies a little. */
        LOADED
    }

    private final String login;
    private final ActorRole role;
    private final LocalDate startDay;
    private final Attendance attendance;
    private final SeededRandom days;
    private final SeededRandom weeks;
    private final Pattern pattern;
    private final double clones;
    private final double pullRequests;
    private final double merges;
    private final double workflowRuns;
    private final double repositorySpread;
    private final double furtherAddresses;
    private final double oddHours;
    private final int[] rareFeatures;
    private final double[] rareUpTo;

    SyntheticActor(String login, ActorRole role, LocalDate startDay, int days, SeededRandom stream) {
        this.login = login;
        this.role = role;
        this.startDay = startDay;
        this.attendance = Attendance.draw(role, startDay, days, stream.child(ATTENDANCE));
        this.days = stream.child(DAYS);
        this.weeks = stream.child(WEEKS);
        SeededRandom habits = stream.child(HABITS);
        boolean machine = role == ActorRole.MACHINE;
        boolean constant = habits.chance(machine ? 0.6 : 0.03);
        this.pattern = constant ? Pattern.CONSTANT : machine ? Pattern.LOADED : Pattern.HUMAN;
        double pace = habits.aroundOne(ACTOR_SHAPE);
        this.clones = personal(role.work().clones() * pace, habits);
        this.pullRequests = personal(role.work().pullRequests() * pace, habits);
        this.merges = personal(role.work().merges() * pace, habits);
        this.workflowRuns = personal(role.work().workflowRuns() * pace, habits);
        this.repositorySpread = habits.between(0.6, 3.4);
        this.furtherAddresses = habits.between(0.1, 0.6);
        this.oddHours = habits.between(0.0, 0.06);
        int[] features = new int[SCHEMA.featureCount()];
        double[] upTo = new double[features.length];
        int rare = 0;
        double total = 0.0;
        for (int count = 0; pattern == Pattern.HUMAN && count < GitHubAuditFeatures.COUNTS.size(); count++) {
            double rate = role.rareRate(count);
            if (rate > 0.0) {
                total += rate * habits.aroundOne(1.0);
                features[rare] = SCHEMA.featureIndex(GitHubAuditFeatures.COUNTS.get(count));
                upTo[rare++] = total;
            }
        }
        this.rareFeatures = Arrays.copyOf(features, rare);
        this.rareUpTo = Arrays.copyOf(upTo, rare);
    }

    /** Returns a mean of this actor; one that repeats itself gets whole events. */
    private double personal(double mean, SeededRandom habits) {
        double own = mean * habits.aroundOne(ACTOR_SHAPE);
        return pattern == Pattern.CONSTANT ? StrictMath.rint(own) : own;
    }

    String login() {
        return login;
    }

    ActorRole role() {
        return role;
    }

    Attendance attendance() {
        return attendance;
    }

    /**
     * Draws the ordinary work of one day, whether or not the actor is active then.
     *
     * @param day from 0
     * @param effort 1 for a day of work, less for a short one
     * @param values overwritten; one per feature of {@link GitHubAuditFeatures#SCHEMA}
     */
    void drawDay(int day, double effort, double[] values) {
        Arrays.fill(values, 0.0);
        LocalDate date = startDay.plusDays(day);
        boolean weekend = Attendance.isWeekend(date);
        values[IS_WEEKEND] = weekend ? 1.0 : 0.0;
        SeededRandom random = days.child(day);
        switch (pattern) {
            case CONSTANT -> drawConstant(values);
            case LOADED -> drawLoaded(random, values);
            case HUMAN -> drawHuman(effort * (weekend ? 0.6 : 1.0) * paceOfWeek(date), random, values);
        }
    }

    private double paceOfWeek(LocalDate date) {
        // 1970-01-01 was a Thursday: adding 3 makes weeks begin on Monday.
        return weeks.child(Math.floorDiv(date.toEpochDay() + 3, 7L)).aroundOne(WEEK_SHAPE);
    }

    private void drawConstant(double[] values) {
        values[GIT_CLONE] = clones;
        values[PULL_REQUEST_CREATE] = pullRequests;
        values[PULL_REQUEST_MERGE] = merges;
        values[WORKFLOW_RUN_CREATE] = workflowRuns;
        double events = clones + pullRequests + merges + workflowRuns;
        values[UNIQUE_IPS_USED] = 1.0;
        values[UNIQUE_REPOS_ACCESSED] = Math.max(1.0, StrictMath.rint(0.2 * repositorySpread * events));
    }

    private void drawLoaded(SeededRandom random, double[] values) {
        values[GIT_CLONE] = random.poisson(clones);
        values[PULL_REQUEST_CREATE] = random.poisson(pullRequests);
        values[PULL_REQUEST_MERGE] = random.poisson(merges);
        values[WORKFLOW_RUN_CREATE] = random.poisson(workflowRuns);
        values[UNIQUE_IPS_USED] = 1 + random.poisson(furtherAddresses);
        values[UNIQUE_REPOS_ACCESSED] = distinctRepositories(eventsOf(values), random);
    }

    private void drawHuman(double effort, SeededRandom random, double[] values) {
        values[GIT_CLONE] = random.negativeBinomial(clones * effort, DAY_SHAPE);
        values[PULL_REQUEST_CREATE] = random.negativeBinomial(pullRequests * effort, DAY_SHAPE);
        values[PULL_REQUEST_MERGE] = random.negativeBinomial(merges * effort, DAY_SHAPE);
        values[WORKFLOW_RUN_CREATE] = random.negativeBinomial(workflowRuns * effort, DAY_SHAPE);
        drawRareActions(random, values);
        int events = eventsOf(values);
        values[UNIQUE_REPOS_ACCESSED] = distinctRepositories(events, random);
        values[UNIQUE_IPS_USED] = 1 + random.poisson(furtherAddresses);
        if (random.chance(oddHours)) {
            values[OUTLIER_TIME_COUNT] = Math.min(1 + random.poisson(0.4), 1 + events);
        }
        // What looks like an attack and is none: everything cloned anew on a new computer, a day on the road.
        if (random.chance(0.003)) {
            int fresh = 8 + random.nextInt(25);
            values[GIT_CLONE] += fresh;
            values[UNIQUE_REPOS_ACCESSED] += 1 + random.nextInt(fresh);
        }
        if (random.chance(0.008)) {
            values[UNIQUE_IPS_USED] += 1 + random.nextInt(4);
        }
    }

    private void drawRareActions(SeededRandom random, double[] values) {
        int kinds = rareUpTo.length;
        int actions = random.poisson(rareUpTo[kinds - 1]);
        for (int action = 0; action < actions; action++) {
            double point = rareUpTo[kinds - 1] * random.nextDouble();
            int kind = 0;
            while (rareUpTo[kind] <= point) {
                kind++;
            }
            boolean several = rareFeatures[kind] == TOKEN_GRANTED || random.chance(0.1);
            values[rareFeatures[kind]] += several ? 1 + random.poisson(0.8) : 1;
        }
    }

    /** Returns the day's events so far; called while the attributes are still 0. */
    private static int eventsOf(double[] values) {
        double events = 0.0;
        for (double value : values) {
            events += value;
        }
        return (int) (events - values[IS_WEEKEND] - values[UNIQUE_IPS_USED]);
    }

    /**
     * Returns how many repositories the events touch, at least 1 for what is not counted, such as a push. Each next event goes
     * to one not yet seen that day with falling probability, as tables fill in a Chinese restaurant.
     */
    private int distinctRepositories(int events, SeededRandom random) {
        int distinct = 1;
        for (int event = 1; event < events; event++) {
            if (random.chance(repositorySpread / (repositorySpread + event))) {
                distinct++;
            }
        }
        return distinct;
    }
}
