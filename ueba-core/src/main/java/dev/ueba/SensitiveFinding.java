package dev.ueba;

import java.time.LocalDate;

/**
 * A sensitive action that somebody did.
 *
 * @param actor who
 * @param day when
 * @param action what
 * @param count how often on that day, {@code > 0}
 * @param daysSince days since the actor did it last, {@link dev.ueba.novelty.Surprise#NEVER} if never before
 * @param risk of the actor's day, in bits; higher is stranger
 * @param alert whether the actor's day is an alert
 */
public record SensitiveFinding(
        String actor, LocalDate day, SensitiveAction action, double count, int daysSince, double risk, boolean alert) {}
