package dev.ueba;

import dev.ueba.feature.FeatureTable;
import dev.ueba.novelty.Evidence;
import dev.ueba.novelty.NoveltyModel;
import dev.ueba.novelty.NoveltyScores;
import dev.ueba.novelty.Surprise;
import dev.ueba.novelty.TailCalibration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Assesses one day after the other and learns each. What it knows when it assesses a day is what came before, and nothing else.
 * Not thread-safe.
 */
final class RiskHistory {

    /*
     * The strangeness of a row is the evidence of its counts, plus that of the forest's score, less the discount of the actor. Its
     * risk is what this strangeness was worth on past days among actors of the same class.
     */

    /** How likely it is believed that an attack lowers the forest's score. */
    private static final double FOREST_SHARE = 0.05;

    /** Of an actor's day, risk up to here does not add up. */
    private static final double USUAL_RISK = 4.0;

    /** The assessments of one day and what it did that is sensitive. */
    record Day(List<RiskAssessment> assessments, List<SensitiveFinding> findings) {}

    /** Is asked once for each day, after it was assessed and before it is learned. */
    interface Watcher {

        /** Nobody watches. */
        Watcher NONE = (assessments, whatIf) -> {};

        void watch(List<RiskAssessment> assessments, WhatIf whatIf);
    }

    /** Answers what would have become of a row of the day if only that row had been different. */
    interface WhatIf {

        /**
         * Tells whether the row would still be an alert.
         *
         * @param row of the day
         * @param changed the one row in its place, of the same actor and day
         * @param anomalyScore its score; not looked at if the day has no scores
         */
        boolean isAlert(int row, FeatureTable changed, double anomalyScore);
    }

    /** What is known of one row, all but whether it becomes an alert. */
    private record Judged(double forestBits, double strangeness, double risk, AlertQueue.Candidate candidate) {}

    private record Held(NoveltyScores scores, int row, int untilDay) {}

    private record EntityRisk(int day, double risk) {}

    private final ImprovedOptions options;
    private final NoveltyModel novelty;
    private final Map<ActorClass, PastScores> forest = new EnumMap<>(ActorClass.class);
    private final Map<ActorClass, TailCalibration> calibrations = new EnumMap<>(ActorClass.class);
    private final Map<String, EntityRisk> entities = new HashMap<>();
    private final AlertQueue alerts;
    private final List<SensitiveAction> actions = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private final Deque<Held> held = new ArrayDeque<>();
    private Optional<LocalDate> firstDay = Optional.empty();

    RiskHistory(FeatureTable base, ImprovedOptions options) {
        this.options = options;
        this.novelty = NoveltyModel.empty(base.schema(), options.novelty(), options.peers());
        this.alerts = new AlertQueue(options.budget());
        for (ActorClass each : ActorClass.values()) {
            forest.put(each, new PastScores());
            calibrations.put(each, new TailCalibration());
        }
        for (SensitiveAction action : options.sensitiveActions().actions()) {
            if (base.schema().hasFeature(action.feature())) {
                actions.add(action);
                columns.add(base.schema().featureIndex(action.feature()));
            }
        }
    }

    /**
     * Assesses the rows of a day, then learns them.
     *
     * @param day rows of one day after all earlier ones
     * @param anomalyScores one per row, or none if the day has no scores
     */
    Day next(FeatureTable day, double[] anomalyScores) {
        return next(day, anomalyScores, Watcher.NONE);
    }

    /** Does the same, and lets somebody ask in between. */
    Day next(FeatureTable day, double[] anomalyScores, Watcher watcher) {
        LocalDate date = day.day(0);
        int epochDay = day.epochDay(0);
        if (firstDay.isEmpty()) {
            firstDay = Optional.of(date);
        }
        while (!held.isEmpty() && held.peek().untilDay() <= epochDay) {
            Held over = held.remove();
            novelty.release(over.scores(), over.row());
        }
        boolean learned =
                !date.isBefore(firstDay.get().plusDays(options.novelty().warmUpDays()));
        NoveltyScores scores = novelty.score(day);
        int rows = day.rowCount();
        boolean isScored = anomalyScores.length > 0;
        List<Judged> judged = new ArrayList<>(rows);
        List<SensitiveFinding> findings = new ArrayList<>();
        List<AlertQueue.Candidate> candidates = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double score = isScored ? anomalyScores[row] : 0.0;
            judged.add(judge(row, day, row, scores, isScored, score, findings));
            candidates.add(judged.get(row).candidate());
        }
        List<AlertQueue.Candidate> chosen = alerts.choose(epochDay, candidates);
        BitSet alert = new BitSet(rows);
        chosen.forEach(candidate -> alert.set(candidate.row()));
        List<RiskAssessment> assessments = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            Judged known = judged.get(row);
            assessments.add(new RiskAssessment(
                    known.risk(),
                    alert.get(row),
                    known.candidate().actorClass(),
                    scores.evidence(row),
                    scores.discount(row),
                    known.forestBits(),
                    entityRisk(day.actor(row), epochDay, known.risk()),
                    scores.surprises(row)));
        }
        watcher.watch(List.copyOf(assessments), (row, changed, score) -> {
            List<AlertQueue.Candidate> others = new ArrayList<>(candidates);
            NoveltyScores other = novelty.score(changed);
            others.set(
                    row,
                    judge(row, changed, 0, other, isScored, score, new ArrayList<>())
                            .candidate());
            return alerts.choose(epochDay, others).stream().anyMatch(candidate -> candidate.row() == row);
        });
        alerts.remember(epochDay, candidates, chosen);
        for (int row = 0; row < rows; row++) {
            ActorClass actorClass = candidates.get(row).actorClass();
            if (isScored) {
                forestOf(actorClass).add(anomalyScores[row]);
            }
            if (learned) {
                calibrationOf(actorClass).add(judged.get(row).strangeness());
            }
        }
        learn(scores, learned ? alert : new BitSet(), epochDay);
        return new Day(assessments, withAlerts(findings, day, alert));
    }

    /** Judges a row of the day by what came before; it stands at {@code at} in the table and the scores. */
    private Judged judge(
            int row,
            FeatureTable table,
            int at,
            NoveltyScores scores,
            boolean isScored,
            double anomalyScore,
            List<SensitiveFinding> findings) {
        ActorClass actorClass = options.classOf(table.actor(at));
        double forestBits = isScored ? forestOf(actorClass).bits(anomalyScore) : 0.0;
        double strangeness = strangeness(scores, at, forestBits);
        double risk = calibrationOf(actorClass).bits(strangeness);
        String sensitive = addFindings(table, at, risk, findings);
        return new Judged(
                forestBits,
                strangeness,
                risk,
                new AlertQueue.Candidate(
                        row,
                        table.actor(at),
                        actorClass,
                        risk,
                        sensitive.isEmpty() ? reason(scores, at) : sensitive,
                        !sensitive.isEmpty()));
    }

    /** Returns how much a score so rare speaks for an attack. */
    static double forestEvidence(double forestBits) {
        return Evidence.of(forestBits, FOREST_SHARE);
    }

    private PastScores forestOf(ActorClass actorClass) {
        return Objects.requireNonNull(forest.get(actorClass));
    }

    private TailCalibration calibrationOf(ActorClass actorClass) {
        return Objects.requireNonNull(calibrations.get(actorClass));
    }

    private double strangeness(NoveltyScores scores, int row, double forestBits) {
        double sum = 0.0;
        if (options.usesNovelty()) {
            sum += scores.evidence(row) - scores.discount(row);
        }
        if (options.usesForest()) {
            sum += forestEvidence(forestBits);
        }
        return Math.max(0.0, sum);
    }

    private static String reason(NoveltyScores scores, int row) {
        List<Surprise> surprises = scores.surprises(row);
        return surprises.isEmpty() ? "" : surprises.get(0).feature();
    }

    /** Adds what is sensitive of a row; returns the first action of high severity that is new for the actor, or nothing. */
    private String addFindings(FeatureTable day, int row, double risk, List<SensitiveFinding> findings) {
        String newest = "";
        for (int i = 0; i < actions.size(); i++) {
            double count = day.value(row, columns.get(i));
            if (!(count > 0.0)) {
                continue;
            }
            SensitiveAction action = actions.get(i);
            int since = novelty.daysSinceRaised(day.actor(row), action.feature(), day.day(row));
            findings.add(new SensitiveFinding(day.actor(row), day.day(row), action, count, since, risk, false));
            boolean isNew = since >= options.novelty().firstInDays();
            if (newest.isEmpty() && isNew && action.severity() == Severity.HIGH) {
                newest = action.feature();
            }
        }
        return newest;
    }

    private static List<SensitiveFinding> withAlerts(List<SensitiveFinding> findings, FeatureTable day, BitSet alert) {
        List<String> alerted = alert.stream().mapToObj(day::actor).toList();
        return findings.stream()
                .map(finding -> new SensitiveFinding(
                        finding.actor(),
                        finding.day(),
                        finding.action(),
                        finding.count(),
                        finding.daysSince(),
                        finding.risk(),
                        alerted.contains(finding.actor())))
                .toList();
    }

    /** Returns what of a day's risk adds up over days. */
    static double aboveUsual(double risk) {
        return Math.max(0.0, risk - USUAL_RISK);
    }

    private double entityRisk(String actor, int epochDay, double risk) {
        EntityRisk before = entities.getOrDefault(actor, new EntityRisk(epochDay, 0.0));
        double faded = before.risk() * StrictMath.pow(0.5, (epochDay - before.day()) / options.entityHalfLifeDays());
        double now = faded + aboveUsual(risk);
        entities.put(actor, new EntityRisk(epochDay, now));
        return now;
    }

    private void learn(NoveltyScores scores, BitSet alert, int epochDay) {
        if (options.quarantineDays() == 0) {
            novelty.add(scores);
            return;
        }
        novelty.add(scores, alert);
        alert.stream().forEach(row -> held.add(new Held(scores, row, epochDay + options.quarantineDays())));
    }
}
