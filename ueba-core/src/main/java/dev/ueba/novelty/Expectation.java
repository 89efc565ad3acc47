package dev.ueba.novelty;

/** What is expected of one actor's day: the mean and the size of a negative binomial distribution. Not thread-safe. */
final class Expectation {

    /*
     * Rates of actors are gamma distributed, with mean prior and shape a; b = a / prior days stand for what is known before the first
     * one. An actor with n days and the sum S has at first sight the rate m0 = (a + S) / (b + n). Its days vary more than Poisson
     * counts do by
     *
     *     e = (B burst m0^2 + excess) / (B + n - 1),
     *
     * where burst is what is usual, excess what this actor showed, and B = BURST_DAYS how long the usual is believed. Bursty
     * days tell less than their number: each counts as m0 / (m0 + e). With n' and S' so shrunk
     *
     *     mean     = (a + S') / (b + n')
     *     variance = mean + e + mean / (b + n')
     *
     * (Poisson, bursts, not knowing the rate). The negative binomial distribution with these two moments is the answer.
     */

    private static final double BURST_DAYS = 10.0;

    private final ActorCounts actors;
    private final FeaturePriors priors;
    private final GroupRates groups;
    private final int features;
    private int actor;
    private int group;
    private double weight;
    private double mean;
    private double size;

    Expectation(ActorCounts actors, FeaturePriors priors, GroupRates groups, int features) {
        this.actors = actors;
        this.priors = priors;
        this.groups = groups;
        this.features = features;
    }

    /** Turns to an actor (-1: an unknown one) of a group (-1: none) on a day. */
    void of(int toActor, int toGroup, int day) {
        actor = toActor;
        group = toGroup;
        weight = toActor < 0 ? 0.0 : actors.weight(toActor, day);
    }

    /** Turns to a feature of the actor. */
    void of(int feature) {
        double prior = group < 0 ? priors.rate[feature] : groups.rate(group, feature);
        double a = priors.shape[feature];
        double b = a / prior;
        double n = 0.0;
        double sum = 0.0;
        double excess = 0.0;
        if (actor >= 0) {
            n = weight * actors.days[actor];
            sum = weight * FeaturePriors.sumAbove(actors, actor, features, feature, priors.floor[feature]);
            excess = n > 0.0 && sum > 0.0
                    ? weight
                            * Math.max(
                                    0.0, FeaturePriors.excess(actors, actor, features, feature, priors.floor[feature]))
                    : 0.0;
        }
        double first = (a + sum) / (b + n);
        double extra =
                (BURST_DAYS * priors.burst[feature] * first * first + excess) / (BURST_DAYS + Math.max(0.0, n - 1.0));
        double worth = first / (first + extra);
        double days = b + worth * n;
        mean = (a + worth * sum) / days;
        size = mean * mean / (extra + mean / days);
    }

    /** Turns to a feature of any member of a group, or with -1 of the organisation. */
    void ofAnybody(int feature, int ofGroup) {
        double rate = ofGroup < 0 ? priors.rate[feature] : groups.rate(ofGroup, feature);
        double betweenActors = 1.0 / priors.shape[feature];
        mean = rate;
        size = 1.0 / (betweenActors + priors.burst[feature] * (1.0 + betweenActors));
    }

    double mean() {
        return mean;
    }

    double size() {
        return size;
    }
}
