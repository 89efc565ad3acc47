package dev.ueba;

import dev.ueba.feature.FeatureTable;
import dev.ueba.novelty.NoveltyModel;
import dev.ueba.novelty.NoveltyScores;
import dev.ueba.novelty.Surprise;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The rows of one day, judged by what is known before it; knows what would be if one of them were different. Not thread-safe. */
final class JudgedDay implements WhatIf {

    private record Judged(PastStrangeness.Row strangeness, AlertQueue.Candidate candidate) {}

    private final FeatureTable day;
    private final boolean isScored;
    private final ImprovedOptions options;
    private final NoveltyModel novelty;
    private final PastStrangeness past;
    private final SensitiveWatch sensitive;
    private final AlertQueue alerts;
    private final NoveltyScores scores;
    private final List<Judged> rows = new ArrayList<>();
    private final List<AlertQueue.Candidate> candidates = new ArrayList<>();
    private final List<AlertQueue.Candidate> chosen;
    private final List<SensitiveFinding> findings = new ArrayList<>();
    private final BitSet alert = new BitSet();

    /**
     * @param day rows of one day
     * @param anomalyScores one per row, or none if the day has no scores
     */
    JudgedDay(
            FeatureTable day,
            double[] anomalyScores,
            ImprovedOptions options,
            NoveltyModel novelty,
            PastStrangeness past,
            SensitiveWatch sensitive,
            AlertQueue alerts) {
        this.day = day;
        this.isScored = anomalyScores.length > 0;
        this.options = options;
        this.novelty = novelty;
        this.past = past;
        this.sensitive = sensitive;
        this.alerts = alerts;
        this.scores = novelty.score(day);
        for (int row = 0; row < day.rowCount(); row++) {
            Judged judged = judge(row, day, row, scores, isScored ? anomalyScores[row] : 0.0, findings);
            rows.add(judged);
            candidates.add(judged.candidate());
        }
        this.chosen = alerts.choose(day.epochDay(0), candidates);
        chosen.forEach(candidate -> alert.set(candidate.row()));
    }

    /** Judges a row of the day, which stands at {@code at} in the table and the scores. */
    private Judged judge(
            int row,
            FeatureTable table,
            int at,
            NoveltyScores scoresOfTable,
            double anomalyScore,
            List<SensitiveFinding> found) {
        ActorClass actorClass = options.classOf(table.actor(at));
        double forestBits = isScored ? past.forestBits(actorClass, anomalyScore) : 0.0;
        PastStrangeness.Row strangeness = past.judge(actorClass, scoresOfTable, at, forestBits);
        String newest = sensitive.addFindings(table, at, strangeness.risk(), novelty, found);
        return new Judged(
                strangeness,
                new AlertQueue.Candidate(
                        row,
                        table.actor(at),
                        actorClass,
                        strangeness.risk(),
                        newest.isEmpty() ? reason(scoresOfTable, at) : newest,
                        !newest.isEmpty()));
    }

    private static String reason(NoveltyScores scores, int row) {
        List<Surprise> surprises = scores.surprises(row);
        return surprises.isEmpty() ? "" : surprises.get(0).feature();
    }

    @Override
    public boolean isAlert(int row, FeatureTable changed, double anomalyScore) {
        List<AlertQueue.Candidate> others = new ArrayList<>(candidates);
        others.set(
                row,
                judge(row, changed, 0, novelty.score(changed), anomalyScore, new ArrayList<>())
                        .candidate());
        return alerts.choose(day.epochDay(0), others).stream().anyMatch(candidate -> candidate.row() == row);
    }

    /** Returns what is said of each row, and adds its risk to that of its actor. */
    List<RiskAssessment> assess(EntityRisks entities) {
        List<RiskAssessment> assessments = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            PastStrangeness.Row strangeness = rows.get(row).strangeness();
            assessments.add(new RiskAssessment(
                    strangeness.risk(),
                    alert.get(row),
                    candidates.get(row).actorClass(),
                    scores.evidence(row),
                    scores.discount(row),
                    strangeness.togetherBits(),
                    strangeness.forestBits(),
                    entities.add(day.actor(row), day.epochDay(0), strangeness.risk()),
                    scores.surprises(row)));
        }
        return List.copyOf(assessments);
    }

    /** Adds the alerts of the day to those that later days know of. */
    void rememberAlerts() {
        alerts.remember(day.epochDay(0), candidates, chosen);
    }

    /** Adds the strangeness of the rows to the past, if it counts there already, and their scores. */
    void rememberStrangeness(double[] anomalyScores, boolean learned) {
        for (int row = 0; row < rows.size(); row++) {
            ActorClass actorClass = candidates.get(row).actorClass();
            if (isScored) {
                past.addScore(actorClass, anomalyScores[row]);
            }
            if (learned) {
                past.add(actorClass, rows.get(row).strangeness());
            }
        }
    }

    /** Returns what the day did that is sensitive. */
    List<SensitiveFinding> findings() {
        return SensitiveWatch.withAlerts(findings, day, alert);
    }

    NoveltyScores scores() {
        return scores;
    }

    BitSet alert() {
        return alert;
    }
}
