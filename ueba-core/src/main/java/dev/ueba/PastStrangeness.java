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
     * The strangeness of a row is the evidence of its counts, plus that of the forest's score, less the discount of the actor. Its
     * risk is what this strangeness was worth on past days among actors of the same class.
     */

    /** How likely it is believed that an attack lowers the forest's score. */
    private static final double FOREST_SHARE = 0.05;

    private final boolean usesNovelty;
    private final boolean usesForest;
    private final Map<ActorClass, PastScores> forest = new EnumMap<>(ActorClass.class);
    private final Map<ActorClass, TailCalibration> calibrations = new EnumMap<>(ActorClass.class);

    PastStrangeness(ImprovedOptions options) {
        this.usesNovelty = options.usesNovelty();
        this.usesForest = options.usesForest();
        for (ActorClass each : ActorClass.values()) {
            forest.put(each, new PastScores());
            calibrations.put(each, new TailCalibration());
        }
    }

    /** Returns how rare an anomaly score so low is, in bits. */
    double forestBits(ActorClass actorClass, double anomalyScore) {
        return forestOf(actorClass).bits(anomalyScore);
    }

    /** Returns the strangeness of a row, {@code >= 0}. */
    double of(NoveltyScores scores, int row, double forestBits) {
        double sum = 0.0;
        if (usesNovelty) {
            sum += scores.evidence(row) - scores.discount(row);
        }
        if (usesForest) {
            sum += Evidence.of(forestBits, FOREST_SHARE);
        }
        return Math.max(0.0, sum);
    }

    /** Returns how rare such a strangeness is, in bits. */
    double risk(ActorClass actorClass, double strangeness) {
        return calibrationOf(actorClass).bits(strangeness);
    }

    void addScore(ActorClass actorClass, double anomalyScore) {
        forestOf(actorClass).add(anomalyScore);
    }

    void addStrangeness(ActorClass actorClass, double strangeness) {
        calibrationOf(actorClass).add(strangeness);
    }

    private PastScores forestOf(ActorClass actorClass) {
        return Objects.requireNonNull(forest.get(actorClass));
    }

    private TailCalibration calibrationOf(ActorClass actorClass) {
        return Objects.requireNonNull(calibrations.get(actorClass));
    }

    void write(BinaryWriter out) {
        for (ActorClass each : ActorClass.values()) {
            forestOf(each).write(out);
            calibrationOf(each).writeTo(out);
        }
    }

    /** Reads what {@link #write} wrote into an empty past. */
    void read(BinaryReader in) throws ModelFormatException {
        for (ActorClass each : ActorClass.values()) {
            forestOf(each).read(in);
            calibrations.put(each, TailCalibration.readFrom(in));
        }
    }
}
