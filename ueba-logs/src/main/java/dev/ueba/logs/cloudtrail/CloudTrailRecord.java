package dev.ueba.logs.cloudtrail;

import dev.ueba.event.EventField;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of one record while it is read. */
final class CloudTrailRecord {

    static final int SOURCE = CloudTrailReader.FIELDS.indexOf(EventField.EVENT_SOURCE);
    static final int NAME = CloudTrailReader.FIELDS.indexOf(EventField.EVENT_NAME);
    static final int ID = CloudTrailReader.FIELDS.indexOf(EventField.EVENT_ID);

    private static final int UUID_LETTERS = 36;

    final @Nullable String[] texts =
            new @Nullable String[CloudTrailReader.FIELDS.names().size()];

    @Nullable
    Instant time;

    boolean hasTimeText;

    /** The event inside of this record, if this is an envelope around one. */
    @Nullable
    CloudTrailRecord inner;

    boolean isEvent() {
        return texts[NAME] != null || texts[SOURCE] != null;
    }

    /** Returns the event: the innermost that there is. */
    CloudTrailRecord event() {
        CloudTrailRecord found = inner == null ? this : inner.event();
        return found.isEvent() ? found : this;
    }

    /** Returns 128 bits that copies of the event share, or null if its id is none. */
    @Nullable
    UUID identity() {
        String id = texts[ID];
        if (id == null || id.length() != UUID_LETTERS || time == null) {
            return null;
        }
        long high = 0;
        long low = 0;
        int digits = 0;
        for (int i = 0; i < UUID_LETTERS; i++) {
            int digit = Character.digit(id.charAt(i), 16);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? id.charAt(i) != '-' : digit < 0) {
                return null;
            }
            if (!dash) {
                high = digits < 16 ? high << 4 | digit : high;
                low = digits < 16 ? low : low << 4 | digit;
                digits++;
            }
        }
        long rest = 0;
        for (String text : texts) {
            rest = 0x9e3779b97f4a7c15L * (rest ^ (rest >>> 29)) + (text == null ? 0 : text.hashCode());
        }
        return new UUID(high ^ time.getEpochSecond() * 0xbf58476d1ce4e5b9L, low ^ rest);
    }
}
