package dev.ueba.novelty;

import dev.ueba.feature.FeatureTable;
import java.util.List;

/** Judges the rows of one day by what a model knows. Not thread-safe. */
final class NoveltyScorer {

    /** From so many bits on a surprise is shown. */
    private static final double LEAST_SHOWN_BITS = 2.0;

    /** A day is unusual if its evidence is worth so many bits: about 3 in 100 days are. */
    private static final double UNUSUAL_BITS = 5.0;

    /** So many days an actor is believed to be like others, and the unusual ones that are expected among them. */
    private static final double BELIEVED_DAYS = 128.0;

    private static final double BELIEVED_UNUSUAL_DAYS = 4.0;

    private final FeatureTable day;
    private final NoveltyScores scores;
    private final NoveltyOptions options;
    private final PeerGroups peers;
    private final int[] columns;
    private final NoveltyState state;
    private final Expectation expectation;
    private final double[] calibrated;

    /** Creates a scorer of the day of {@code scores}, which are filled in. */
    NoveltyScorer(NoveltyModel model, NoveltyScores scores) {
        this.day = scores.day();
        this.scores = scores;
        this.options = model.options();
        this.peers = model.peers();
        this.columns = model.columns();
        this.state = model.state();
        this.expectation = new Expectation(state.actors, state.priors, state.groups, columns.length);
        this.calibrated = new double[columns.length];
    }

    /** Fills in the scores of a row. */
    void score(int row) {
        int actor = day.actorIndex(row) < 0 ? -1 : state.actors.find(day.actor(row));
        int group = day.actorIndex(row) < 0 ? -1 : state.groups.find(peers.groupOf(day.actor(row)));
        expectation.of(actor, group, day.epochDay(row));
        double evidence = 0.0;
        double first = 0.0;
        double second = 0.0;
        double third = 0.0;
        int shown = 0;
        for (int feature = 0; feature < columns.length; feature++) {
            calibrated[feature] = 0.0;
            double value = NoveltyState.count(day.value(row, columns[feature])) - state.priors.floor[feature];
            if (value <= 0.0) {
                continue;
            }
            expectation.of(feature);
            double bits = NegativeBinomialTail.bits(value, expectation.mean(), expectation.size());
            if (bits == 0.0) {
                continue;
            }
            scores.bits[row * columns.length + feature] = bits;
            calibrated[feature] = options.calibrated() ? state.calibrations[feature].bits(bits) : bits;
            evidence += Evidence.of(calibrated[feature], options.raisedShare());
            shown += calibrated[feature] >= LEAST_SHOWN_BITS ? 1 : 0;
            if (bits > first) {
                third = second;
                second = first;
                first = bits;
            } else if (bits > second) {
                third = second;
                second = bits;
            } else if (bits > third) {
                third = bits;
            }
        }
        scores.unusual[row] = state.total.bits(evidence) >= UNUSUAL_BITS;
        List<Surprise> surprises = shown == 0 ? List.of() : surprises(row, actor, group);
        scores.put(row, evidence, discount(actor, day.epochDay(row)), first + second + third, surprises);
    }

    /** Returns log2 of how much more often than others the actor has unusual days, not below 0. */
    private double discount(int actor, int day) {
        if (actor < 0 || !options.discounted()) {
            return 0.0;
        }
        double weight = state.actors.weight(actor, day);
        double share = (BELIEVED_UNUSUAL_DAYS + weight * state.actors.unusualDays[actor])
                / (BELIEVED_DAYS + weight * state.actors.days[actor]);
        double usual = BELIEVED_UNUSUAL_DAYS / BELIEVED_DAYS;
        return Math.max(0.0, StrictMath.log(share / usual) / NegativeBinomialTail.LN_2);
    }

    private List<Surprise> surprises(int row, int actor, int group) {
        List<Surprise> surprises = NoveltyScores.newList();
        boolean[] taken = new boolean[columns.length];
        while (surprises.size() < NoveltyScores.MOST_SHOWN) {
            int largest = -1;
            for (int feature = 0; feature < columns.length; feature++) {
                boolean larger = largest < 0 || calibrated[feature] > calibrated[largest];
                if (!taken[feature] && calibrated[feature] >= LEAST_SHOWN_BITS && larger) {
                    largest = feature;
                }
            }
            if (largest < 0) {
                break;
            }
            taken[largest] = true;
            surprises.add(surprise(row, actor, group, largest, calibrated[largest]));
        }
        return surprises;
    }

    private Surprise surprise(int row, int actor, int group, int feature, double bits) {
        double value = NoveltyState.count(day.value(row, columns[feature]));
        double above = value - state.priors.floor[feature];
        int epochDay = day.epochDay(row);
        expectation.of(feature);
        double mean = expectation.mean() + state.priors.floor[feature];
        expectation.ofAnybody(feature, -1);
        double organisationBits = NegativeBinomialTail.bits(above, expectation.mean(), expectation.size());
        double peerBits = organisationBits;
        if (group >= 0) {
            expectation.ofAnybody(feature, group);
            peerBits = NegativeBinomialTail.bits(above, expectation.mean(), expectation.size());
        }
        int own = actor < 0 ? ActorCounts.NEVER : state.actors.lastRaised[actor * columns.length + feature];
        int anybody = state.lastRaised[feature];
        int peer = group < 0 ? anybody : state.groups.lastRaised(group, feature);
        return new Surprise(
                day.schema().features().get(columns[feature]),
                value,
                mean,
                bits,
                peerBits,
                organisationBits,
                daysSince(own, epochDay),
                daysSince(peer, epochDay),
                daysSince(anybody, epochDay));
    }

    /** Returns the days between two days, or {@link Surprise#NEVER}. */
    static int daysSince(int day, int today) {
        return day == ActorCounts.NEVER ? Surprise.NEVER : today - day;
    }
}
