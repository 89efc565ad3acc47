package dev.ueba.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecurityEventTest {

    private static final Instant TIME = Instant.parse("2026-01-04T10:15:00Z");

    @Test
    void field_presentEmptyAndMissing_areThreeThings() {
        SecurityEvent event = SecurityEvent.builder(TIME, EventSource.line("a.log", 7))
                .field(EventField.USER, "alice")
                .field(EventField.IP, "")
                .field(EventField.HOST, "x")
                .field(EventField.HOST, null)
                .build();
        assertThat(event.field(EventField.USER)).contains("alice");
        assertThat(event.field(EventField.IP)).contains("");
        assertThat(event.field(EventField.HOST)).isEmpty();
        assertThat(event.textOrNull("nothing")).isNull();
        assertThat(event.has(EventField.USER, "Alice")).isFalse();
        assertThat(event.source()).hasToString("a.log:7");
        assertThat(event).hasToString("SecurityEvent[2026-01-04T10:15:00Z, a.log:7]");
    }

    @Test
    void event_ofSharedFields_equalsTheBuiltOne() {
        EventFields fields = EventFields.of(EventField.USER, EventField.IP);
        SecurityEvent event = fields.event(TIME, EventSource.index("a.json", 0), "alice", null);
        assertThat(event)
                .isEqualTo(fields.event(TIME, EventSource.index("a.json", 0), "alice", null))
                .hasSameHashCodeAs(fields.event(TIME, EventSource.index("a.json", 0), "alice", null))
                .isNotEqualTo(fields.event(TIME, EventSource.index("a.json", 0), "alice", ""));
        assertThat(event.fields().names()).containsExactly("user", "ip");
        assertThat(event.source()).hasToString("a.json#0");
    }

    @Test
    void event_valuesChangedLater_staysAsItWas() {
        String[] values = {"alice"};
        SecurityEvent event = EventFields.of("user").event(TIME, EventSource.line("a", 1), values);
        values[0] = "bob";
        assertThat(event.field("user")).contains("alice");
    }

    @Test
    void sorted_byTimeThenFileThenPosition() {
        EventFields none = EventFields.of();
        SecurityEvent first = none.event(TIME.minusNanos(1), EventSource.line("z", 9));
        SecurityEvent second = none.event(TIME, EventSource.line("a", 2));
        SecurityEvent third = none.event(TIME, EventSource.line("a", 10));
        SecurityEvent fourth = none.event(TIME, EventSource.index("b", 0));
        assertThat(SecurityEvent.sorted(List.of(fourth, third, second, first)))
                .containsExactly(first, second, third, fourth);
    }

    @Test
    void event_wrongNumberOfValues_isRefused() {
        EventFields fields = EventFields.of("user");
        assertThatThrownBy(() -> fields.event(TIME, EventSource.line("a", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 0 values, but 1 fields: [user]");
        assertThatThrownBy(() -> EventFields.of("a", "a")).hasMessageContaining("unique");
        assertThatThrownBy(() -> EventFields.of("")).hasMessageContaining("not empty");
        assertThatThrownBy(() -> EventSource.line("a", 0)).hasMessageContaining("must be >= 1, but was 0");
        assertThatThrownBy(() -> EventSource.index("a", -1)).hasMessageContaining("must be >= 0, but was -1");
    }
}
