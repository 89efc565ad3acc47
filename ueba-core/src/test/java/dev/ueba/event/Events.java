package dev.ueba.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Small events to test with. */
final class Events {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z"); // a Monday

    private Events() {}

    /** One event per text, a second apart; the text is the field {@code v}; null is missing. */
    static List<SecurityEvent> of(String... texts) {
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            events.add(at(i, "v", texts[i]));
        }
        return events;
    }

    /** An event that many seconds after noon; names and texts in turns. */
    static SecurityEvent at(long seconds, String... namesAndTexts) {
        return at(NOON.plusSeconds(seconds), seconds, namesAndTexts);
    }

    static SecurityEvent at(Instant time, long index, String... namesAndTexts) {
        SecurityEvent.Builder builder = SecurityEvent.builder(time, EventSource.index("t", Math.abs(index)));
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            builder.field(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return builder.build();
    }

    static SecurityEvent login(long seconds, String event, String user, String ip) {
        return at(seconds, EventField.EVENT, event, EventField.USER, user, EventField.IP, ip);
    }

    /** Logins of a few users and addresses over three days, many at the same second. */
    static List<SecurityEvent> random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] kinds = {
            AuthEvent.ACCEPTED,
            AuthEvent.FAILED,
            AuthEvent.FAILED,
            AuthEvent.INVALID_USER,
            AuthEvent.PAM_FAILURE,
            "other"
        };
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String user = random.nextInt(10) == 0 ? null : "user" + random.nextInt(5);
            String ip = random.nextInt(20) == 0 ? null : "192.0.2." + random.nextInt(7);
            events.add(SecurityEvent.builder(
                            NOON.plusSeconds(random.nextInt(random.nextBoolean() ? 600 : 259_200)),
                            EventSource.line("f" + random.nextInt(3), i + 1L))
                    .field(EventField.EVENT, kinds[random.nextInt(kinds.length)])
                    .field(EventField.USER, user)
                    .field(EventField.IP, ip)
                    .field(EventField.REPEAT, random.nextInt(15) == 0 ? "3" : null)
                    .build());
        }
        return events;
    }

    static <T> List<T> shuffled(List<T> list, long seed) {
        List<T> shuffled = new ArrayList<>(list);
        SplittableRandom random = new SplittableRandom(seed);
        for (int last = shuffled.size() - 1; last > 0; last--) {
            Collections.swap(shuffled, last, random.nextInt(last + 1));
        }
        return shuffled;
    }
}
