package dev.ueba.loganalytics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the service says went wrong: the member {@code error} of an answer, with its details and inner errors. The client library
 * keeps the outermost message only, which never says anything.
 */
final class ServiceError {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int DEEPEST = 16;
    private static final int MOST_MESSAGES = 12;

    private final List<String> messages = new ArrayList<>();

    private ServiceError() {}

    /**
     * Returns the messages of an answer, the outermost first, each with its code, none twice.
     *
     * @return null if the answer is not JSON or has no error
     */
    static @Nullable String read(byte[] answer) {
        ServiceError error = new ServiceError();
        try (JsonParser json = JSON.createParser(answer)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    boolean isError = json.currentName().equals("error");
                    if (json.nextToken() == JsonToken.START_OBJECT && isError) {
                        error.readError(json, 0);
                    } else {
                        json.skipChildren();
                    }
                }
            }
        } catch (IOException e) {
            // Cut off or not JSON: what was understood so far is all there is.
            return error.text();
        }
        return error.text();
    }

    private @Nullable String text() {
        return messages.isEmpty() ? null : String.join("; ", messages);
    }

    private void readError(JsonParser json, int depth) throws IOException {
        String code = "";
        String message = "";
        int place = messages.size();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals("code") && token.isScalarValue()) {
                code = json.getText();
            } else if (name.equals("message") && token == JsonToken.VALUE_STRING) {
                message = json.getText();
            } else if (name.equals("innererror") && token == JsonToken.START_OBJECT && depth < DEEPEST) {
                readError(json, depth + 1);
            } else if (name.equals("details") && token == JsonToken.START_ARRAY && depth < DEEPEST) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    readError(json, depth + 1);
                }
            } else {
                json.skipChildren();
            }
        }
        add(place, code, message);
    }

    private void add(int place, String code, String message) {
        String text = message.isBlank() ? code : code.isBlank() ? message : message + " (" + code + ")";
        if (!text.isBlank() && messages.size() < MOST_MESSAGES && !messages.contains(text)) {
            messages.add(Math.min(place, messages.size()), text);
        }
    }
}
