package dev.ueba.logs.cloudtrail;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.ueba.event.EventField;
import dev.ueba.event.EventSource;
import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.EventLogCounts;
import dev.ueba.logs.record.JsonForm;
import dev.ueba.logs.record.LogJson;
import dev.ueba.logs.record.LogTimes;
import dev.ueba.logs.record.RecordException;
import dev.ueba.logs.record.SharedTexts;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes events of the objects of CloudTrail files. */
final class CloudTrailForm implements JsonForm<CloudTrailRecord> {

    /** Envelopes within envelopes, at most. */
    private static final int MOST_ENVELOPES = 4;

    private static final int USER_ARN = index(EventField.USER_ARN);
    private static final int USER_TYPE = index(EventField.USER_TYPE);
    private static final int USER_NAME = index(EventField.USER_NAME);
    private static final int ACCOUNT_ID = index(EventField.ACCOUNT_ID);
    private static final int IP = index(EventField.SOURCE_IP_ADDRESS);
    private static final int USER_AGENT = index(EventField.USER_AGENT);
    private static final int REGION = index(EventField.AWS_REGION);
    private static final int ERROR_CODE = index(EventField.ERROR_CODE);
    private static final int READ_ONLY = index(EventField.READ_ONLY);
    private static final int TARGET_USER_NAME = index(EventField.TARGET_USER_NAME);
    private static final int CONSOLE_LOGIN = index(EventField.CONSOLE_LOGIN);
    private static final int MFA_USED = index(EventField.MFA_USED);

    private final LogJson json;
    private final EventLogCounts.Tally tally;
    private final Consumer<SecurityEvent> consumer;
    private final Map<String, Set<String>> filters;
    private final @Nullable EventIds ids;
    private String file = "";

    CloudTrailForm(CloudTrailOptions options, EventLogCounts.Tally tally, Consumer<SecurityEvent> consumer) {
        this.json = new LogJson(options.limits(), new SharedTexts());
        this.tally = tally;
        this.consumer = consumer;
        this.filters = options.filters();
        this.ids = options.maxEventIds() == 0 ? null : new EventIds(options.maxEventIds());
    }

    private static int index(String field) {
        return CloudTrailReader.FIELDS.indexOf(field);
    }

    void begin(String name) {
        file = name;
    }

    @Override
    public @Nullable CloudTrailRecord read(JsonParser parser) throws IOException, RecordException {
        return object(parser, 0);
    }

    /** Returns null at the beginning of a list of records. */
    private @Nullable CloudTrailRecord object(JsonParser parser, int envelopes) throws IOException, RecordException {
        CloudTrailRecord record = new CloudTrailRecord();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "eventTime", "EventTime" -> time(parser, record);
                case "eventSource", "EventSource" -> text(parser, record, CloudTrailRecord.SOURCE);
                case "eventName", "EventName" -> text(parser, record, CloudTrailRecord.NAME);
                case "awsRegion" -> text(parser, record, REGION);
                case "sourceIPAddress" -> text(parser, record, IP);
                case "userAgent" -> text(parser, record, USER_AGENT);
                case "errorCode" -> text(parser, record, ERROR_CODE);
                case "Username" -> text(parser, record, USER_NAME);
                case "readOnly", "ReadOnly" -> readOnly(parser, record);
                case "eventID", "EventId" -> record.texts[CloudTrailRecord.ID] = json.text(parser, false);
                case "userIdentity" -> identity(parser, record);
                case "requestParameters" -> member(parser, record, "userName", TARGET_USER_NAME);
                case "responseElements" -> member(parser, record, "ConsoleLogin", CONSOLE_LOGIN);
                case "additionalEventData" -> member(parser, record, "MFAUsed", MFA_USED);
                case "Records", "Events", "events", "logEvents" -> {
                    if (token == JsonToken.START_ARRAY && envelopes == 0 && !record.isEvent()) {
                        return null;
                    }
                    parser.skipChildren();
                }
                case "detail" -> {
                    if (token == JsonToken.START_OBJECT && envelopes < MOST_ENVELOPES) {
                        record.inner = object(parser, envelopes + 1);
                    } else {
                        parser.skipChildren();
                    }
                }
                case "CloudTrailEvent", "message" -> {
                    if (token == JsonToken.VALUE_STRING && envelopes < MOST_ENVELOPES) {
                        inner(parser.getText(), record, envelopes + 1);
                    } else {
                        parser.skipChildren();
                    }
                }
                default -> parser.skipChildren();
            }
        }
        return record;
    }

    private void text(JsonParser parser, CloudTrailRecord record, int field) throws IOException, RecordException {
        record.texts[field] = json.text(parser, true);
    }

    private void time(JsonParser parser, CloudTrailRecord record) throws IOException, RecordException {
        String text = json.text(parser, false);
        record.hasTimeText = text != null && !text.isEmpty();
        record.time = text == null ? null : LogTimes.of(text, ZoneOffset.UTC);
    }

    private void readOnly(JsonParser parser, CloudTrailRecord record) throws IOException, RecordException {
        String text = json.text(parser, true);
        record.texts[READ_ONLY] = text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private void identity(JsonParser parser, CloudTrailRecord record) throws IOException, RecordException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "arn" -> text(parser, record, USER_ARN);
                case "type" -> text(parser, record, USER_TYPE);
                case "userName" -> text(parser, record, USER_NAME);
                case "accountId" -> text(parser, record, ACCOUNT_ID);
                default -> parser.skipChildren();
            }
        }
    }

    private void member(JsonParser parser, CloudTrailRecord record, String wanted, int field)
            throws IOException, RecordException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isWanted = parser.currentName().equals(wanted);
            parser.nextToken();
            if (isWanted) {
                text(parser, record, field);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Reads an event that stands as text in an envelope. */
    private void inner(String text, CloudTrailRecord record, int envelopes) throws IOException, RecordException {
        if (!text.stripLeading().startsWith("{")) {
            return;
        }
        try (JsonParser parser = json.parser(text)) {
            parser.nextToken();
            record.inner = object(parser, envelopes);
        } catch (JsonProcessingException | IllegalStateException e) {
            throw new RecordException("the event inside of this record is not valid JSON");
        }
    }

    @Override
    public void record(CloudTrailRecord read, boolean inList, long line, long number) {
        CloudTrailRecord record = read.event();
        if (!record.isEvent()) {
            tally.other();
        } else if (record.time == null) {
            unreadable(line, number, record.hasTimeText ? "the eventTime is not a time" : "there is no eventTime");
        } else if (!isWanted(record) || isCopy(record)) {
            tally.other();
        } else {
            tally.understood();
            EventSource source = inList ? EventSource.index(file, number - 1) : EventSource.line(file, line);
            consumer.accept(CloudTrailReader.FIELDS.event(record.time, source, record.texts));
        }
    }

    private boolean isWanted(CloudTrailRecord record) {
        for (Map.Entry<String, Set<String>> filter : filters.entrySet()) {
            String text = record.texts[index(filter.getKey())];
            if (text == null || !filter.getValue().contains(text)) {
                return false;
            }
        }
        return true;
    }

    private boolean isCopy(CloudTrailRecord record) {
        UUID identity = ids == null ? null : record.identity();
        return identity != null
                && ids != null
                && !ids.add(identity.getMostSignificantBits(), identity.getLeastSignificantBits());
    }

    @Override
    public void unreadable(long line, long number, String reason) {
        tally.unreadable(file, line, number, reason);
    }
}
