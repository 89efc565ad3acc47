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
        double[] strangeness = new double[rows];
        double[] forestBits = new double[rows];
        double[] risk = new double[rows];
        ActorClass[] classes = new ActorClass[rows];
        List<SensitiveFinding> findings = new ArrayList<>();
        List<AlertQueue.Candidate> candidates = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            classes[row] = options.classOf(day.actor(row));
            forestBits[row] =
                    anomalyScores.length == 0 ? 0.0 : forestOf(classes[row]).bits(anomalyScores[row]);
            strangeness[row] = strangeness(scores, row, forestBits[row]);
            risk[row] = calibrationOf(classes[row]).bits(strangeness[row]);
            String sensitive = addFindings(day, row, risk[row], findings);
            candidates.add(new AlertQueue.Candidate(
                    row,
                    day.actor(row),
                    classes[row],
                    risk[row],
                    sensitive.isEmpty() ? reason(scores, row) : sensitive,
                    !sensitive.isEmpty()));
        }
        BitSet alert = new BitSet(rows);
        for (int row : alerts.select(epochDay, candidates)) {
            alert.set(row);
        }
        List<RiskAssessment> assessments = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            assessments.add(new RiskAssessment(
                    risk[row],
                    alert.get(row),
                    classes[row],
                    scores.evidence(row),
                    scores.discount(row),
                    forestBits[row],
                    entityRisk(day.actor(row), epochDay, risk[row]),
                    scores.surprises(row)));
        }
        for (int row = 0; row < rows; row++) {
            if (anomalyScores.length > 0) {
                forestOf(classes[row]).add(anomalyScores[row]);
            }
            if (learned) {
                calibrationOf(classes[row]).add(strangeness[row]);
            }
        }
        learn(scores, learned ? alert : new BitSet(), epochDay);
        return new Day(assessments, withAlerts(findings, day, alert));
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
            sum += Evidence.of(forestBits, FOREST_SHARE);
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

    private double entityRisk(String actor, int epochDay, double risk) {
        EntityRisk before = entities.getOrDefault(actor, new EntityRisk(epochDay, 0.0));
        double faded = before.risk() * StrictMath.pow(0.5, (epochDay - before.day()) / options.entityHalfLifeDays());
        double now = faded + Math.max(0.0, risk - USUAL_RISK);
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
