package dev.ueba;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.novelty.NoveltyModel;
import dev.ueba.novelty.NoveltyScores;
import dev.ueba.novelty.Surprise;
import dev.ueba.storage.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What improved detection knows when a day begins: what is usual, what risks and scores were worth, the alerts of the past days
 * and the rows held back. It assesses one day after the other and learns each, so that a nightly job needs no history.
 *
 * <p>It takes only days after all known ones: looking ahead is impossible. Days that come one by one, with the state saved and
 * loaded in between, give the same bits as {@link ImprovedDetector#predict} over the whole history, which is written on this
 * class. The rows of a day count in their order.
 *
 * <p>A state keeps the options it was made with, for all days. Memory: that of a {@link NoveltyModel}, which is some 20 bytes per
 * actor and feature, and the rows of a quarantine. Not thread-safe.
 *
 * <pre>{@code
 * RiskState state = RiskState.load(Path.of("risk.ueba"));
 * double[] anomalyScores = new double[today.rowCount()]; // of your own engine
 * RiskDay assessed = state.next(today, anomalyScores);
 * state.save(Path.of("risk.ueba"));
 * }</pre>
 */
public final class RiskState {

    private final ImprovedOptions options;
    private final String modelIdentity;
    private final NoveltyModel novelty;
    private final PastStrangeness past;
    private final EntityRisks entities;
    private final AlertQueue alerts;
    private final HeldRows held;
    private final SensitiveWatch sensitive;

    /** Creates a state around what was learned; the parts that follow are empty. */
    RiskState(NoveltyModel novelty, ImprovedOptions options, String modelIdentity) {
        this.options = options;
        this.modelIdentity = modelIdentity;
        this.novelty = novelty;
        this.past = new PastStrangeness(options);
        this.entities = new EntityRisks(options.entityHalfLifeDays());
        this.alerts = new AlertQueue(options.budget());
        this.held = new HeldRows(options.quarantineDays());
        this.sensitive = new SensitiveWatch(novelty.schema(), options);
    }

    /**
     * Returns a state that knows no day, for scores of any origin.
     *
     * @param schema columns of the base features to come
     * @param options how days are assessed, from the first to the last
     * @return an empty state
     */
    public static RiskState empty(FeatureSchema schema, ImprovedOptions options) {
        return new RiskState(NoveltyModel.empty(schema, options.novelty(), options.peers()), options, "");
    }

    /**
     * Returns a state that knows no day, for the scores of one model. It remembers which one, as the scores of two models cannot be
     * compared.
     *
     * @param schema columns of the base features to come
     * @param options how days are assessed, from the first to the last
     * @param model whose scores will be given
     * @return an empty state
     */
    public static RiskState empty(FeatureSchema schema, ImprovedOptions options, DetectorModel model) {
        return new RiskState(
                NoveltyModel.empty(schema, options.novelty(), options.peers()), options, ModelIdentity.of(model));
    }

    /**
     * Assesses the rows of a day by the days before it, then learns them.
     *
     * @param day base features of one day after {@link #lastDay}, at least one row
     * @param anomalyScores one per row, finite, as {@link DetectorModel} gives them (lower is stranger); or none if the day has no
     *     scores, as the first day of a history
     * @return what is said of the day
     * @throws IllegalArgumentException if the columns differ, the rows are none or of several days, the day is not new, or the
     *     scores are of another number or not finite; nothing was learned then
     */
    public RiskDay next(FeatureTable day, double[] anomalyScores) {
        if (day.rowCount() == 0) {
            throw new IllegalArgumentException("the table has no rows; give the rows of one day");
        }
        novelty.requireNext(day);
        requireScores(day, anomalyScores);
        LocalDate date = day.day(0);
        int epochDay = day.epochDay(0);
        held.releaseUpTo(epochDay, novelty);
        boolean learned = !date.isBefore(
                novelty.firstDay().orElse(date).plusDays(options.novelty().warmUpDays()));
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
            forestBits[row] = anomalyScores.length == 0 ? 0.0 : past.forestBits(classes[row], anomalyScores[row]);
            strangeness[row] = past.of(scores, row, forestBits[row]);
            risk[row] = past.risk(classes[row], strangeness[row]);
            String newest = sensitive.addFindings(day, row, risk[row], novelty, findings);
            candidates.add(new AlertQueue.Candidate(
                    row,
                    day.actor(row),
                    classes[row],
                    risk[row],
                    newest.isEmpty() ? reason(scores, row) : newest,
                    !newest.isEmpty()));
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
                    entities.add(day.actor(row), epochDay, risk[row]),
                    scores.surprises(row)));
        }
        for (int row = 0; row < rows; row++) {
            if (anomalyScores.length > 0) {
                past.addScore(classes[row], anomalyScores[row]);
            }
            if (learned) {
                past.addStrangeness(classes[row], strangeness[row]);
            }
        }
        learn(scores, learned ? alert : new BitSet());
        return new RiskDay(assessments, SensitiveWatch.withAlerts(findings, day, alert));
    }

    private static void requireScores(FeatureTable day, double[] anomalyScores) {
        if (anomalyScores.length != 0 && anomalyScores.length != day.rowCount()) {
            throw new IllegalArgumentException("expected a score for each of " + day.rowCount()
                    + " rows, or none at all, but there are " + anomalyScores.length);
        }
        for (int row = 0; row < anomalyScores.length; row++) {
            if (!Double.isFinite(anomalyScores[row])) {
                throw new IllegalArgumentException(
                        "the score of row " + row + " must be a finite number, but was " + anomalyScores[row]);
            }
        }
    }

    private static String reason(NoveltyScores scores, int row) {
        List<Surprise> surprises = scores.surprises(row);
        return surprises.isEmpty() ? "" : surprises.get(0).feature();
    }

    private void learn(NoveltyScores scores, BitSet alert) {
        if (options.quarantineDays() == 0) {
            novelty.add(scores);
            return;
        }
        novelty.add(scores, alert);
        alert.stream().forEach(row -> held.add(novelty.hold(scores, row)));
    }

    /**
     * Applies decisions to the rows that are held back: what was cleared becomes usual at once, what was confirmed never does. The
     * next day is the first that knows of it.
     *
     * @param decisions about days of actors; may hold those of earlier nights too
     * @return what became of them
     * @throws IllegalArgumentException if there are decisions, but the options hold nothing back
     */
    public DecisionEffects decide(AnalystDecisions decisions) {
        DecisionCount count = new DecisionCount(decisions);
        count.apply(this);
        return count.effects(this);
    }

    Set<AnalystDecisions.ActorDay> applyDecisions(AnalystDecisions decisions) {
        options.requireQuarantine(decisions);
        return held.decide(decisions, novelty);
    }

    Set<AnalystDecisions.ActorDay> heldDays() {
        return held.days();
    }

    boolean knowsActor(String actor) {
        return entities.knows(actor);
    }

    /**
     * Writes the state, replacing the file as a whole; the format is described in docs/model-format.md.
     *
     * @param file file to create or replace
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void save(Path file) throws IOException {
        RiskFormat.write(this, file);
    }

    /**
     * Reads a state that {@link #save} wrote, with the options it was made with.
     *
     * @param file the file
     * @return a state that goes on with the same bits
     * @throws ModelFormatException if the file is damaged, of another kind or newer than this library
     * @throws IOException if it cannot be read
     */
    public static RiskState load(Path file) throws IOException {
        return RiskFormat.read(file);
    }

    /**
     * Reads a state that {@link #save} wrote, and checks its options.
     *
     * @param file the file
     * @param asked the options it should have been made with
     * @return a state that goes on with the same bits
     * @throws IllegalArgumentException if it was made with other options; the message names those that differ
     * @throws ModelFormatException if the file is damaged, of another kind or newer than this library
     * @throws IOException if it cannot be read
     */
    public static RiskState load(Path file, ImprovedOptions asked) throws IOException {
        RiskState state = load(file);
        state.requireOptions(asked);
        return state;
    }

    /**
     * Returns the content of the file that {@link #save} writes.
     *
     * @return new bytes
     */
    public byte[] toBytes() {
        return RiskFormat.toBytes(this);
    }

    /**
     * Reads the content of a file that {@link #save} wrote.
     *
     * @param bytes from {@link #toBytes} or a file
     * @return a state that goes on with the same bits
     * @throws ModelFormatException if it is damaged, of another kind or newer
     */
    public static RiskState fromBytes(byte[] bytes) throws ModelFormatException {
        return RiskFormat.fromBytes(bytes);
    }

    /**
     * Refuses other options than those of the state.
     *
     * @param asked the options it should have been made with
     * @throws IllegalArgumentException if it was made with other ones; the message names those that differ
     */
    public void requireOptions(ImprovedOptions asked) {
        List<String> differences = OptionDifferences.between(options, asked);
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("the risk state was made with other options than are asked for: "
                    + String.join("; ", differences) + "; ask for the same, or make the state anew");
        }
    }

    /**
     * Refuses another model than the one whose scores the state knows. A state made without naming one takes any.
     *
     * @param model whose scores are to be given
     * @throws IllegalArgumentException if it is another one
     */
    public void requireModel(DetectorModel model) {
        if (!modelIdentity.isEmpty() && !modelIdentity.equals(ModelIdentity.of(model))) {
            throw new IllegalArgumentException("the risk state knows the scores of another model, which cannot be"
                    + " compared with those of this one; make both in one training");
        }
    }

    /**
     * Returns the options the state was made with.
     *
     * @return the options, those of novelty and the peers included
     */
    public ImprovedOptions options() {
        return options;
    }

    /**
     * Returns the columns that rows must have.
     *
     * @return the schema of base features
     */
    public FeatureSchema schema() {
        return novelty.schema();
    }

    /**
     * Returns the newest day known.
     *
     * @return empty if there is none
     */
    public Optional<LocalDate> lastDay() {
        return novelty.lastDay();
    }

    /**
     * Returns the number of rows assessed, those without an actor and those held back included.
     *
     * @return {@code >= 0}
     */
    public long rowCount() {
        return novelty.rowCount();
    }

    /**
     * Returns the number of actors that have rows.
     *
     * @return {@code >= 0}
     */
    public int actorCount() {
        return entities.actorCount();
    }

    /**
     * Returns the number of rows that are held back from what is usual.
     *
     * @return {@code >= 0}
     */
    public int heldRowCount() {
        return held.count();
    }

    // What follows is for RiskFormat.

    String modelIdentity() {
        return modelIdentity;
    }

    NoveltyModel novelty() {
        return novelty;
    }

    PastStrangeness past() {
        return past;
    }

    EntityRisks entities() {
        return entities;
    }

    AlertQueue alerts() {
        return alerts;
    }

    HeldRows held() {
        return held;
    }
}
