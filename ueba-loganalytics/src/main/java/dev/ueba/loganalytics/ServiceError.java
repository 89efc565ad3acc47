package dev.ueba.loganalytics;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the service says went wrong: the member {@code error} of an answer, with its details and inner errors. The client library
 * keeps the outermost message only, which never says anything.
 */
final class ServiceError {

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
        try (JsonReader reader = JsonProviders.createReader(answer)) {
            if (reader.nextToken() == JsonToken.START_OBJECT) {
                error.readAnswer(reader);
            }
        } catch (IOException | RuntimeException e) {
            // Cut off or not JSON: what was understood so far is all there is.
        }
        return error.messages.isEmpty() ? null : String.join("; ", error.messages);
    }

    private void readAnswer(JsonReader reader) throws IOException {
        while (reader.nextToken() == JsonToken.FIELD_NAME) {
            String name = reader.getFieldName();
            if (reader.nextToken() == JsonToken.START_OBJECT && name.equals("error")) {
                readError(reader, 0);
            } else {
                reader.skipChildren();
            }
        }
    }

    private void readError(JsonReader reader, int depth) throws IOException {
        String code = "";
        String message = "";
        int place = messages.size();
        while (reader.nextToken() == JsonToken.FIELD_NAME) {
            String name = reader.getFieldName();
            JsonToken token = reader.nextToken();
            if (name.equals("code") && isScalar(token)) {
                code = String.valueOf(reader.getText());
            } else if (name.equals("message") && token == JsonToken.STRING) {
                message = reader.getString();
            } else if (name.equals("innererror") && token == JsonToken.START_OBJECT && depth < DEEPEST) {
                readError(reader, depth + 1);
            } else if (name.equals("details") && token == JsonToken.START_ARRAY && depth < DEEPEST) {
                readDetails(reader, depth);
            } else {
                reader.skipChildren();
            }
        }
        add(place, code, message);
    }

    private void readDetails(JsonReader reader, int depth) throws IOException {
        JsonToken token = reader.nextToken();
        while (token != JsonToken.END_ARRAY && token != JsonToken.END_DOCUMENT) {
            if (token == JsonToken.START_OBJECT) {
                readError(reader, depth + 1);
            } else {
                reader.skipChildren();
            }
            token = reader.nextToken();
        }
    }

    private static boolean isScalar(JsonToken token) {
        return token == JsonToken.STRING || token == JsonToken.NUMBER;
    }

    private void add(int place, String code, String message) {
        String text = message.isBlank() ? code : code.isBlank() ? message : message + " (" + code + ")";
        if (!text.isBlank() && messages.size() < MOST_MESSAGES && !messages.contains(text)) {
            messages.add(Math.min(place, messages.size()), text);
        }
    }
}
