package dev.ueba;

import dev.ueba.novelty.Evidence;
import dev.ueba.novelty.NoveltyScores;
import dev.ueba.novelty.TailCalibration;
import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** How strange the rows of each class of actors were in the past, and so how rare a strangeness is. Not thread-safe. */
final class PastStrangeness {

    /*
     * The strangeness of a row is the evidence of its counts, each for itself and the largest three together, plus that of the
     * forest's score, less the discount of the actor. Its risk is what this strangeness was worth on past days among actors of the
     * same class.
     *
     * Each count for itself is calibrated by its own past, so a count with a heavy tail (clones, addresses) says little however high
     * it is. The plain sum of the three largest surprises is calibrated as a whole: it tells a day on which much is high at once.
     */

    /** How likely it is believed that an attack lowers the forest's score. */
    private static final double FOREST_SHARE = 0.05;

    /** How likely it is believed that an attack raises the sum of the three largest surprises. */
    private static final double TOGETHER_SHARE = 0.05;

    /**
     * How strange a row is.
     *
     * @param forestBits how rare its anomaly score is
     * @param largestThree the sum of its three largest surprises
     * @param togetherBits how rare such a sum is
     * @param strangeness what speaks for an attack, {@code >= 0}
     * @param risk how rare such a strangeness is
     */
    record Row(double forestBits, double largestThree, double togetherBits, double strangeness, double risk) {}

    private final boolean usesNovelty;
    private final boolean usesForest;
    private final Map<ActorClass, PastScores> forest = new EnumMap<>(ActorClass.class);
    private final Map<ActorClass, TailCalibration> together = new EnumMap<>(ActorClass.class);
    private final Map<ActorClass, TailCalibration> calibrations = new EnumMap<>(ActorClass.class);

    PastStrangeness(ImprovedOptions options) {
        this.usesNovelty = options.usesNovelty();
        this.usesForest = options.usesForest();
        for (ActorClass each : ActorClass.values()) {
            forest.put(each, new PastScores());
            together.put(each, new TailCalibration());
            calibrations.put(each, new TailCalibration());
        }
    }

    /** Returns how rare an anomaly score so low is, in bits. */
    double forestBits(ActorClass actorClass, double anomalyScore) {
        return forestOf(actorClass).bits(anomalyScore);
    }

    /** Judges a row of a day that was not added yet. */
    Row judge(ActorClass actorClass, NoveltyScores scores, int row, double forestBits) {
        double largestThree = usesNovelty ? scores.largestThree(row) : 0.0;
        double togetherBits = togetherOf(actorClass).bits(largestThree);
        double sum = 0.0;
        if (usesNovelty) {
            sum += scores.evidence(row) - scores.discount(row) + togetherEvidence(togetherBits);
        }
        if (usesForest) {
            sum += forestEvidence(forestBits);
        }
        double strangeness = Math.max(0.0, sum);
        double risk = calibrationOf(actorClass).bits(strangeness);
        return new Row(forestBits, largestThree, togetherBits, strangeness, risk);
    }

    /** Returns how much a sum so rare of the three largest surprises speaks for an attack, in bits. */
    static double togetherEvidence(double togetherBits) {
        return Evidence.of(togetherBits, TOGETHER_SHARE);
    }

    /** Returns how much a score so rare speaks for an attack, in bits. */
    static double forestEvidence(double forestBits) {
        return Evidence.of(forestBits, FOREST_SHARE);
    }

    void addScore(ActorClass actorClass, double anomalyScore) {
        forestOf(actorClass).add(anomalyScore);
    }

    void add(ActorClass actorClass, Row row) {
        togetherOf(actorClass).add(row.largestThree());
        calibrationOf(actorClass).add(row.strangeness());
    }

    private PastScores forestOf(ActorClass actorClass) {
        return Objects.requireNonNull(forest.get(actorClass));
    }

    private TailCalibration togetherOf(ActorClass actorClass) {
        return Objects.requireNonNull(together.get(actorClass));
    }

    private TailCalibration calibrationOf(ActorClass actorClass) {
        return Objects.requireNonNull(calibrations.get(actorClass));
    }

    void write(BinaryWriter out) {
        for (ActorClass each : ActorClass.values()) {
            forestOf(each).write(out);
            togetherOf(each).writeTo(out);
            calibrationOf(each).writeTo(out);
        }
    }

    /** Reads what {@link #write} wrote into an empty past. */
    void read(BinaryReader in) throws ModelFormatException {
        for (ActorClass each : ActorClass.values()) {
            forestOf(each).read(in);
            together.put(each, TailCalibration.readFrom(in));
            calibrations.put(each, TailCalibration.readFrom(in));
        }
    }
}
