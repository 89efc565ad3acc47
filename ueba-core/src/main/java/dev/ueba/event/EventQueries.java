package dev.ueba.event;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Tables of events that can be asked about an entity: what {@link EntityAnomalyLookup} needs of a source, in as few questions as
 * it can be done with. {@link LocalEventQueries} answers from memory.
 *
 * <p>A table is a list of events with a time and named columns. Names of tables and columns are exact text. All ranges of time are
 * half-open. Values are compared and returned as text; missing and empty ones count as absent. The same events give the same answers,
 * whatever the source; only {@link TableColumns.Column#distinctCount} may be an estimate.
 *
 * <p>A lookup asks from one thread, one question after the other.
 */
public interface EventQueries {

    /**
     * Finds the columns in which an entity occurs.
     *
     * @param entity who is looked for
     * @param tables names of tables to look into; empty means all the source has
     * @param range when
     * @return all columns with at least one matching text, sorted, without duplicates
     * @throws IllegalArgumentException if the source has no table of such a name; the message says which
     * @throws IOException if the source cannot be read
     */
    QueryAnswer<List<EntityColumn>> presence(EntityMatch entity, List<String> tables, TimeRange range)
            throws IOException;

    /**
     * Tells when an entity occurs in a table.
     *
     * @param entity who is looked for
     * @param table name of the table
     * @param entityColumns an event counts if one of these columns matches; at least one
     * @param range when
     * @return empty if the entity does not occur
     * @throws IllegalArgumentException if there is no such table or column
     * @throws IOException if the source cannot be read
     */
    QueryAnswer<Optional<EntitySightings>> sightings(
            EntityMatch entity, String table, List<String> entityColumns, TimeRange range) throws IOException;

    /**
     * Counts the different values of the columns of a table, over the events of everybody.
     *
     * @param table name of the table
     * @param range when
     * @return the columns of whole numbers and text; the time of the event is not one of them
     * @throws IllegalArgumentException if there is no such table
     * @throws IOException if the source cannot be read
     */
    QueryAnswer<TableColumns> columns(String table, TimeRange range) throws IOException;

    /**
     * Counts the events of an entity per value and step, for several columns at once, and takes each series apart.
     *
     * @param request which events, columns and steps
     * @return one series for each column of the entity, column and value that occurs in the <em>last</em> step, in any order, steps
     *     without events counted as 0; series of values that do not occur in the last step may be left out
     * @throws IllegalArgumentException if there is no such table or column
     * @throws IOException if the source cannot be read
     */
    QueryAnswer<List<ValueSeries>> series(SeriesRequest request) throws IOException;

    /**
     * Returns which columns are categories, unless the caller has a rule of his own.
     *
     * @return {@link CategoryRule#ofBigTables} unless the source is of another kind
     */
    default CategoryRule categoryRule() {
        return CategoryRule.ofBigTables();
    }

    /**
     * Returns a query that shows the events behind anomalies, to be run by a person. Nothing is asked.
     *
     * @param events which events
     * @return text in the language of the source, values quoted; empty if it has none
     */
    default Optional<String> relatedQuery(RelatedEvents events) {
        return Optional.empty();
    }

    /**
     * Returns the page where a person can run queries of this source.
     *
     * @return empty if there is none
     */
    default Optional<URI> portalLink() {
        return Optional.empty();
    }
}
