package dev.ueba;

import dev.ueba.feature.FeatureFormatException;
import dev.ueba.feature.TextCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What analysts found out about days that were alerts: which were ordinary after all and which were attacks.
 *
 * <p>A decision has no date of its own. It is taken as known from the day after the one it is about, or from when it is first
 * given, whichever is later, and never earlier: it has no effect on its own day or those before.
 *
 * <p>Immutable.
 */
public final class AnalystDecisions {

    /** The day of an actor. */
    record ActorDay(String actor, LocalDate day) {}

    private static final AnalystDecisions NONE = new AnalystDecisions(Map.of());

    private final Map<ActorDay, Decision> decisions;

    private AnalystDecisions(Map<ActorDay, Decision> decisions) {
        this.decisions = Map.copyOf(decisions);
    }

    /**
     * Returns no decisions.
     *
     * @return nothing decided
     */
    public static AnalystDecisions none() {
        return NONE;
    }

    /**
     * Returns a copy with one more decision.
     *
     * @param actor exact name
     * @param day the day that was an alert
     * @param decision what it was found to be
     * @return the copy
     * @throws IllegalArgumentException if the actor has no name, or the other decision about this day is known
     */
    public AnalystDecisions with(String actor, LocalDate day, Decision decision) {
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(decision, "decision");
        if (actor.isEmpty()) {
            throw new IllegalArgumentException("a decision needs the name of an actor, but it was empty");
        }
        Map<ActorDay, Decision> more = new HashMap<>(decisions);
        Decision known = more.put(new ActorDay(actor, day), decision);
        if (known != null && known != decision) {
            throw new IllegalArgumentException(
                    day + " of an actor was " + known + " before, and is " + decision + " now; keep one of them");
        }
        return new AnalystDecisions(more);
    }

    /**
     * Reads decisions.
     *
     * @param file CSV with the columns {@code actor}, {@code day} (such as 2026-01-31) and {@code decision} ({@code cleared} or
     *     {@code confirmed}), in any order; further columns are left out; plain or gzip
     * @return the decisions; the same one twice counts once
     * @throws FeatureFormatException if the file is no such file, or has two decisions about one day of an actor; the message names
     *     the line
     * @throws IOException if it cannot be read
     */
    public static AnalystDecisions read(Path file) throws IOException {
        Map<ActorDay, Decision> decisions = new HashMap<>();
        for (TextCsv.Row row : TextCsv.read(file, List.of("actor", "day", "decision"), List.of())) {
            String where = file + ", line " + row.line() + ": ";
            if (row.cells().get(0).isEmpty()) {
                throw new FeatureFormatException(
                        where + "'actor' is empty; a decision needs the exact name of an actor");
            }
            ActorDay key = new ActorDay(
                    row.cells().get(0), day(where, row.cells().get(1).strip()));
            Decision decision = decision(where, row.cells().get(2).strip());
            Decision known = decisions.put(key, decision);
            if (known != null && known != decision) {
                throw new FeatureFormatException(where + key.day() + " of this actor was " + known
                        + " in an earlier line, and is " + decision + " here; keep one of them");
            }
        }
        return new AnalystDecisions(decisions);
    }

    private static LocalDate day(String where, String text) throws FeatureFormatException {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new FeatureFormatException(where + "'day' is not a date like 2026-01-31: " + quoted(text), e);
        }
    }

    private static Decision decision(String where, String text) throws FeatureFormatException {
        for (Decision decision : Decision.values()) {
            if (decision.toString().equals(text)) {
                return decision;
            }
        }
        throw new FeatureFormatException(where + "'decision' must be cleared or confirmed, but is " + quoted(text));
    }

    private static String quoted(String text) {
        int longest = 40;
        return text.length() <= longest ? "'" + text + "'" : "'" + text.substring(0, longest) + "'...";
    }

    /**
     * Returns the decision about a day of an actor.
     *
     * @param actor exact name
     * @param day the day
     * @return empty if nothing was decided
     */
    public Optional<Decision> of(String actor, LocalDate day) {
        return Optional.ofNullable(decisions.get(new ActorDay(actor, day)));
    }

    /**
     * Returns how many days of actors were decided.
     *
     * @return {@code >= 0}
     */
    public int count() {
        return decisions.size();
    }

    /**
     * Returns whether nothing was decided.
     *
     * @return true if there is no decision
     */
    public boolean isEmpty() {
        return decisions.isEmpty();
    }

    Map<ActorDay, Decision> byActorDay() {
        return decisions;
    }
}
