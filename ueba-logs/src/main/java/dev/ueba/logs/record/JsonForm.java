package dev.ueba.logs.record;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of log makes of its JSON objects.
 *
 * @param <T> what an object becomes
 */
public interface JsonForm<T> {

    /**
     * Reads an object. May be called again for the same object if it did not lie in memory as a whole, so it must not do
     * anything but read.
     *
     * @param json at the beginning of an object
     * @return what was read, with {@code json} at the end of the object; null if this is an envelope and {@code json} stands at
     *     the beginning of its list of records
     * @throws IOException as {@code json} throws it
     * @throws RecordException if the object breaks a rule; the rest of it is stepped over
     */
    @Nullable
    T read(JsonParser json) throws IOException, RecordException;

    /**
     * Takes what was read.
     *
     * @param record from {@link #read}
     * @param inList whether it stands in a list of records
     * @param line where it begins, from 1
     * @param number position in its file, from 1; what is broken counts, too
     */
    void record(T record, boolean inList, long line, long number);

    /**
     * Takes what could not be read.
     *
     * @param line where it begins, from 1
     * @param number position in its file, from 1; 0 if it is no record
     * @param reason without content of the file
     */
    void unreadable(long line, long number, String reason);
}
