package dev.ueba.logs.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.ueba.logs.LogLimits;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The JSON parser within the limits of logs, and values as texts. */
public final class LogJson {

    /** Letters in the name of a member, at most: the parser keeps names. */
    static final int LONGEST_NAME = 2048;

    private static final int MOST_BYTES_OF_LETTER = 3;

    private final JsonFactory factory;
    private final SharedTexts shared;
    private final int maxTextBytes;

    /**
     * Begins.
     *
     * @param limits of texts
     * @param shared keeps texts
     */
    public LogJson(LogLimits limits, SharedTexts shared) {
        this.factory = factory(limits);
        this.shared = shared;
        this.maxTextBytes = limits.maxTextBytes();
    }

    static JsonFactory factory(LogLimits limits) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxNesting())
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNameLength(LONGEST_NAME)
                        .build())
                // Names come from outside and would stay in the machine's table for ever.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    /**
     * Begins to parse JSON that stands as text in other JSON.
     *
     * @param text JSON
     * @return before its first token
     * @throws IOException never, but the parser declares it
     */
    public JsonParser parser(String text) throws IOException {
        return factory.createParser(text);
    }

    /**
     * Returns a value as text: text, numbers as they stand, {@code true} and {@code false}; steps over objects and lists.
     *
     * @param json at the value
     * @param isShared whether the text is likely to come again
     * @return null if the value is null, an object or a list
     * @throws IOException as {@code json} throws it
     * @throws RecordException if the text is longer than the limit
     */
    public @Nullable String text(JsonParser json, boolean isShared) throws IOException, RecordException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_TRUE) {
            return "true";
        }
        if (token == JsonToken.VALUE_FALSE) {
            return "false";
        }
        if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
            json.skipChildren();
            return null;
        }
        char[] letters = json.getTextCharacters();
        int from = json.getTextOffset();
        int length = json.getTextLength();
        if (isTooLong(letters, from, length)) {
            throw new RecordException("a text that is used is longer than " + maxTextBytes + " bytes");
        }
        return isShared ? shared.of(letters, from, length) : new String(letters, from, length);
    }

    private boolean isTooLong(char[] letters, int from, int length) {
        if (length <= maxTextBytes / MOST_BYTES_OF_LETTER) {
            return false;
        }
        long bytes = 0;
        for (int i = from; i < from + length; i++) {
            char c = letters[i];
            // Each half of a pair counts half of its four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes > maxTextBytes;
    }
}
