package dev.ueba.logs.github;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of one JSON object with all that can be around them: envelopes (an object, a list of objects or JSON text
 * under one of a few names), details of GitHub Enterprise Server, escapes, any letters. Not thread-safe.
 */
final class EventJson {

    /** Envelopes within envelopes, at most. */
    private static final int MOST_ENVELOPES = 4;

    private static final byte[] NOTHING = new byte[0];

    /** What is known of one event while it is read. */
    private static final class Fields {
        final byte[][] texts = new byte[EventField.TEXT_COUNT][];
        final long[] times = new long[EventField.TIME_COUNT];
        boolean bot;
        boolean delivered;

        @Nullable
        Fields details;

        @Nullable
        Fields content;

        @Nullable
        String message;

        Fields() {
            Arrays.fill(texts, NOTHING);
            Arrays.fill(times, EventTimes.NONE);
        }

        boolean hasAction() {
            return texts[EventField.ACTION].length > 0;
        }
    }

    /** Says that a text which is used is too long. */
    private static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;

        TooLong(String message) {
            super(message);
        }
    }

    private final JsonFactory factory;
    private final int maxTextBytes;
    private final RawEvent event;

    EventJson(int maxNesting, int maxRecordBytes, int maxTextBytes, RawEvent event) {
        this.maxTextBytes = maxTextBytes;
        this.event = event;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxNesting)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNameLength(Math.max(maxRecordBytes, 1))
                        .build())
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }

    /**
     * Reads an object and hands over its events.
     *
     * @param json UTF-8; malformed bytes are read as U+FFFD
     * @return empty if all went well, else what is wrong
     */
    String read(byte[] json, int from, int to, Consumer<RawEvent> target) {
        return read(new String(json, from, to - from, StandardCharsets.UTF_8), target, 0);
    }

    private String read(String json, Consumer<RawEvent> target, int envelopes) {
        String nested = "";
        try (JsonParser parser = factory.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    String problem = deliver(object(parser, target, envelopes), target, envelopes);
                    nested = nested.isEmpty() ? problem : nested;
                } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                    return "JSON, but not an object";
                }
            }
            return nested;
        } catch (JsonProcessingException e) {
            return "not JSON inside of an envelope";
        } catch (TooLong e) {
            return String.valueOf(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot fail", e);
        }
    }

    private Fields object(JsonParser parser, Consumer<RawEvent> target, int envelopes) throws IOException, TooLong {
        Fields fields = new Fields();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            byte[] name = parser.currentName().getBytes(StandardCharsets.UTF_8);
            int field = EventField.of(name, 0, name.length);
            JsonToken token = parser.nextToken();
            if (field == EventField.NONE) {
                parser.skipChildren();
            } else if (field < EventField.TEXT_COUNT) {
                fields.texts[field] = text(parser, token, field);
            } else if (field <= EventField.LAST_TIME) {
                fields.times[field - EventField.FIRST_TIME] = time(parser, token);
            } else if (field == EventField.IS_BOT) {
                fields.bot = token == JsonToken.VALUE_TRUE
                        || (token == JsonToken.VALUE_STRING && parser.getText().equals("true"));
            } else if (field == EventField.LOCATION) {
                location(parser, token, fields);
            } else {
                nested(parser, token, field, fields, target, envelopes);
            }
        }
        return fields;
    }

    private byte[] text(JsonParser parser, JsonToken token, int field) throws IOException, TooLong {
        if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
            parser.skipChildren();
            return NOTHING;
        }
        byte[] text = parser.getText().getBytes(StandardCharsets.UTF_8);
        if (text.length > maxTextBytes) {
            throw new TooLong("'" + EventField.nameOf(field) + "' is longer than " + maxTextBytes + " bytes");
        }
        return text;
    }

    private static long time(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            byte[] text = parser.getText().getBytes(StandardCharsets.UTF_8);
            return EventTimes.ofText(text, 0, text.length);
        }
        if (token.isNumeric()) {
            byte[] number = parser.getText().getBytes(StandardCharsets.US_ASCII);
            return EventTimes.ofNumber(number, 0, number.length);
        }
        parser.skipChildren();
        return EventTimes.NONE;
    }

    /** Takes the address out of a location, if the event has none of its own. */
    private void location(JsonParser parser, JsonToken token, Fields fields) throws IOException, TooLong {
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        Fields details = new Fields();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean ip = parser.currentName().equals("actor_ip")
                    || parser.currentName().equals("ip");
            JsonToken value = parser.nextToken();
            if (ip && value == JsonToken.VALUE_STRING) {
                details.texts[EventField.IP] = text(parser, value, EventField.IP);
            } else {
                parser.skipChildren();
            }
        }
        if (details.texts[EventField.IP].length > 0) {
            fields.details = merge(details, fields.details);
        }
    }

    private void nested(
            JsonParser parser, JsonToken token, int field, Fields fields, Consumer<RawEvent> target, int envelopes)
            throws IOException, TooLong {
        if (token == JsonToken.START_OBJECT && envelopes < MOST_ENVELOPES) {
            Fields inner = object(parser, target, envelopes + 1);
            if (field == EventField.DETAILS) {
                fields.details = merge(merge(inner, inner.details), fields.details);
            } else {
                fields.delivered |= inner.delivered;
                fields.content = inner.hasAction() ? inner : fields.content;
            }
        } else if (token == JsonToken.START_ARRAY
                && field == EventField.ENVELOPE
                && !fields.hasAction()
                && envelopes < MOST_ENVELOPES) {
            list(parser, fields, target, envelopes);
        } else if (token == JsonToken.VALUE_STRING && field == EventField.ENVELOPE) {
            String text = parser.getText();
            fields.message = isJson(text) ? text : fields.message;
        } else {
            parser.skipChildren();
        }
    }

    private void list(JsonParser parser, Fields fields, Consumer<RawEvent> target, int envelopes)
            throws IOException, TooLong {
        boolean empty = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            empty = false;
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                deliver(object(parser, target, envelopes + 1), target, envelopes + 1);
                fields.delivered = true;
            } else {
                parser.skipChildren();
            }
        }
        fields.delivered |= empty;
    }

    private static boolean isJson(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    /** Returns {@code first}, its gaps filled from {@code second}. */
    private static Fields merge(Fields first, @Nullable Fields second) {
        if (second == null) {
            return first;
        }
        for (int field = 0; field < EventField.TEXT_COUNT; field++) {
            first.texts[field] = first.texts[field].length > 0 ? first.texts[field] : second.texts[field];
        }
        for (int i = 0; i < EventField.TIME_COUNT; i++) {
            first.times[i] = first.times[i] != EventTimes.NONE ? first.times[i] : second.times[i];
        }
        first.bot |= second.bot;
        return first;
    }

    private String deliver(Fields fields, Consumer<RawEvent> target, int envelopes) {
        boolean envelope = !fields.hasAction();
        if (envelope && fields.message != null && envelopes < MOST_ENVELOPES) {
            return read(fields.message, target, envelopes + 1);
        }
        if (envelope && fields.content != null) {
            return deliver(fields.content, target, envelopes);
        }
        if (envelope && fields.delivered) {
            return "";
        }
        Fields complete = merge(fields, fields.details);
        event.setTexts(complete.texts);
        for (int i = 0; i < EventField.TIME_COUNT; i++) {
            event.setTime(EventField.FIRST_TIME + i, complete.times[i]);
        }
        event.bot = complete.bot;
        target.accept(event);
        return "";
    }
}
