package dev.ueba.event;

import java.util.List;
import java.util.Objects;

/**
 * What a source answered, and what it was asked in its own language.
 *
 * @param <T> kind of answer
 * @param value the answer
 * @param queries text of the queries that were sent, in order; empty if the source has no query language
 */
public record QueryAnswer<T>(T value, List<String> queries) {

    public QueryAnswer {
        Objects.requireNonNull(value, "value");
        queries = List.copyOf(queries);
    }

    /**
     * Returns the answer of a source without a query language.
     *
     * @param <T> kind of answer
     * @param value the answer
     * @return without text of queries
     */
    public static <T> QueryAnswer<T> of(T value) {
        return new QueryAnswer<>(value, List.of());
    }
}
