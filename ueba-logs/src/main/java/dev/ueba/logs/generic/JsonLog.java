package dev.ueba.logs.generic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ueba.logs.record.JsonForm;
import dev.ueba.logs.record.LogJson;
import dev.ueba.logs.record.RecordException;
import dev.ueba.logs.record.SharedTexts;
import java.io.IOException;

/** Makes records of the objects of a JSON log. */
final class JsonLog implements JsonForm<GenericRecord> {

    private final LogJson json;
    private final GenericEvents events;
    private final PathNode wanted = new PathNode();

    JsonLog(GenericLogOptions options, SharedTexts shared, GenericEvents events) {
        this.json = new LogJson(options.limits(), shared);
        this.events = events;
        GenericEvents.uses(options.mapping()).forEach(named -> wanted.add(named.name(), named.use()));
    }

    @Override
    public GenericRecord read(JsonParser parser) throws IOException, RecordException {
        GenericRecord record = events.newRecord();
        members(parser, wanted, record);
        return record;
    }

    private void members(JsonParser parser, PathNode node, GenericRecord record) throws IOException, RecordException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            PathNode member = node.find(parser.currentName());
            JsonToken token = parser.nextToken();
            if (member == null) {
                parser.skipChildren();
            } else if (token == JsonToken.START_OBJECT && member.hasChildren()) {
                members(parser, member, record);
            } else if (member.uses().isEmpty() || token.isStructStart()) {
                parser.skipChildren();
            } else {
                String text = json.text(parser, true);
                for (PathNode.Use use : member.uses()) {
                    record.take(use, text);
                }
            }
        }
    }

    @Override
    public void record(GenericRecord record, boolean inList, long line, long number) {
        events.add(record, inList, line, number);
    }

    @Override
    public void unreadable(long line, long number, String reason) {
        events.unreadable(line, number, reason);
    }
}
