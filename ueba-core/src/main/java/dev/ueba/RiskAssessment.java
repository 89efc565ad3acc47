package dev.ueba;

import dev.ueba.novelty.Surprise;
import java.util.List;

/**
 * What the improved detector says of one row, beside its anomaly score.
 *
 * <p>Higher is stranger in all of these numbers.
 *
 * @param risk bits: so much rarer than 1 in 2^risk was something as strange among past days of the same class of actors;
 *     {@code >= 0}
 * @param alert whether the row is within the budget of alerts
 * @param actorClass whom it was compared with
 * @param noveltyBits evidence of the actor's unusual counts, {@code >= 0}
 * @param discountBits what was taken off because the actor often has unusual days, {@code >= 0}
 * @param togetherBits how rare such a sum of the three largest surprises was on past days, {@code >= 0}
 * @param forestBits how rare a score so low was on past days, {@code >= 0}; 0 if there are none
 * @param entityRisk risk of the actor over several days: what exceeded 4 bits, added up, fading by half with each half-life
 * @param surprises the most unusual counts, the largest first
 */
public record RiskAssessment(
        double risk,
        boolean alert,
        ActorClass actorClass,
        double noveltyBits,
        double discountBits,
        double togetherBits,
        double forestBits,
        double entityRisk,
        List<Surprise> surprises) {

    public RiskAssessment {
        surprises = List.copyOf(surprises);
    }
}
