package dev.ueba.event;

import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.NumberKind;
import dev.ueba.series.NearestGroups;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link EntityAnomalyLookup} found. Immutable and safe to share between threads.
 *
 * @param entity who was looked for
 * @param at time of the alert
 * @param tables every table that holds the entity around the alert, in order of names; empty if it does not occur there
 * @param anomalies in the order of {@link EntityAnomaly#STRANGEST_FIRST}
 * @param queries every question asked, in order
 * @param related how to see the events behind the anomalies, one for each table that has some
 * @param portal the page where a person can run queries of the source; null if there is none
 */
public record EntityLookupResult(
        EntityMatch entity,
        Instant at,
        List<TableLookup> tables,
        List<EntityAnomaly> anomalies,
        List<QueryRecord> queries,
        List<RelatedQuery> related,
        @Nullable URI portal) {

    /** Anomalies with higher scores are the top ones. */
    public static final double TOP_SCORE = 5;

    /** The names of the columns in CSV, those of the published notebook; its {@code anomalyScore} is {@code seriesScore} here. */
    public static final List<String> CSV_COLUMNS = List.of(
            "qEntity",
            "qTimestamp",
            "minTimestamp",
            "maxTimestamp",
            "delta",
            "Table",
            "entCol",
            "colName",
            "colVal",
            "colType",
            "expectedCount",
            "actualCount",
            "seriesScore");

    private static final int GROUPS = 3;
    private static final int MORE_THAN = 10;

    /**
     * Anomalies whose scores lie together.
     *
     * @param lowestScore lowest score of the group
     * @param highestScore highest score of the group; both are infinite for the group of those without a finite score
     * @param anomalies strangest first
     */
    public record ScoreGroup(double lowestScore, double highestScore, List<EntityAnomaly> anomalies) {

        public ScoreGroup {
            anomalies = List.copyOf(anomalies);
        }
    }

    public EntityLookupResult {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(at, "at");
        tables = List.copyOf(tables);
        anomalies = anomalies.stream().sorted(EntityAnomaly.STRANGEST_FIRST).toList();
        queries = List.copyOf(queries);
        related = List.copyOf(related);
    }

    /**
     * Tells whether the entity occurs around the alert at all.
     *
     * @return false if no table has it there
     */
    public boolean isEntitySeen() {
        return !tables.isEmpty();
    }

    /**
     * Returns the page where a person can run queries of the source.
     *
     * @return empty if there is none
     */
    public Optional<URI> portalLink() {
        return Optional.ofNullable(portal);
    }

    /**
     * Returns the anomalies with a score above {@link #TOP_SCORE}.
     *
     * @return strangest first
     */
    public List<EntityAnomaly> top() {
        return anomalies.stream()
                .filter(anomaly -> anomaly.seriesScore() > TOP_SCORE)
                .toList();
    }

    /**
     * Cuts the anomalies into groups of like scores, if there are more than 10: those with infinite scores, then the others in up to 3
     * groups by {@link NearestGroups}.
     *
     * @return strangest group first; empty if there are 10 anomalies or fewer
     */
    public List<ScoreGroup> scoreGroups() {
        if (anomalies.size() <= MORE_THAN) {
            return List.of();
        }
        int infinite = (int) anomalies.stream()
                .filter(anomaly -> Double.isInfinite(anomaly.seriesScore()))
                .count();
        List<EntityAnomaly> finite = anomalies.subList(infinite, anomalies.size());
        int[] groups = NearestGroups.of(
                finite.stream().mapToDouble(EntityAnomaly::seriesScore).toArray(), GROUPS);
        List<ScoreGroup> found = new ArrayList<>();
        if (infinite > 0) {
            found.add(group(anomalies.subList(0, infinite)));
        }
        int from = 0;
        for (int i = 1; i <= groups.length; i++) {
            if (i == groups.length || groups[i] != groups[from]) {
                found.add(group(finite.subList(from, i)));
                from = i;
            }
        }
        return List.copyOf(found);
    }

    private static ScoreGroup group(List<EntityAnomaly> anomalies) {
        return new ScoreGroup(
                anomalies.get(anomalies.size() - 1).seriesScore(),
                anomalies.get(0).seriesScore(),
                anomalies);
    }

    /**
     * Writes the anomalies as CSV, strangest first, with the columns {@link #CSV_COLUMNS}: times in ISO form, {@code delta} as
     * {@code 1d} or {@code 1h}, an infinite score as {@code inf}.
     *
     * @param file file to create or replace; its folder must exist
     * @param neutraliseFormulas whether text that a spreadsheet would run as a formula gets a single quote in front
     * @throws IOException if writing fails; the file is then as it was
     */
    public void writeCsv(Path file, boolean neutraliseFormulas) throws IOException {
        CsvOutput.writeFile(file, neutraliseFormulas, csv -> {
            for (String column : CSV_COLUMNS) {
                csv.text(column);
            }
            csv.endRow();
            for (EntityAnomaly anomaly : anomalies) {
                csv.text(EventCells.wellFormed(anomaly.entity().entity()))
                        .text(anomaly.at().toString())
                        .text(anomaly.range().from().toString())
                        .text(anomaly.range().to().toString())
                        .text(anomaly.step().equals(Duration.ofHours(1)) ? "1h" : "1d")
                        .text(EventCells.wellFormed(anomaly.table()))
                        .text(EventCells.wellFormed(anomaly.series().entityColumn()))
                        .text(EventCells.wellFormed(anomaly.series().column()))
                        .text(EventCells.wellFormed(anomaly.series().value()))
                        .text(anomaly.type())
                        .real(anomaly.expectedCount())
                        .number(anomaly.actualCount(), NumberKind.INTEGER)
                        .real(anomaly.seriesScore());
                csv.endRow();
            }
        });
    }

    /** Returns the counts; no names. */
    @Override
    public String toString() {
        return "EntityLookupResult[" + at + ", " + anomalies.size() + " anomalies in " + tables.size() + " tables]";
    }
}
