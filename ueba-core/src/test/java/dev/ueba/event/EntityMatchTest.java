package dev.ueba.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EntityMatchTest {

    @ParameterizedTest
    @CsvSource({
        "alice, EQUALS, true",
        "Alice, EQUALS, false",
        "Alice, EQUALS_IGNORE_CASE, true",
        "alice2, EQUALS_IGNORE_CASE, false",
        "CORP\\Alice, HAS, true",
        "alice@example.org, HAS, true",
        "malice, HAS, false",
        "alice2, HAS, false",
        "malice and alice, HAS, true",
        "malice, CONTAINS, true",
        "ali, CONTAINS, false"
    })
    void matches_eachMode(String text, EntityMatch.Mode mode, boolean expected) {
        assertThat(new EntityMatch("alice", mode).matches(text)).isEqualTo(expected);
    }

    @Test
    void matches_namesOfQuerySyntax_areData() {
        for (String hostile : new String[] {"'; drop", "a\" or 1==1 //", "O'Brien", "\n|", "*", "\uD800"}) {
            for (EntityMatch.Mode mode : EntityMatch.Mode.values()) {
                EntityMatch match = new EntityMatch(hostile, mode);
                assertThat(match.matches(hostile)).isTrue();
                assertThat(match.matches("alice")).isFalse();
                assertThat(match).asString().doesNotContain(hostile);
            }
        }
    }

    @Test
    void matches_emptyText_isFalse() {
        for (EntityMatch.Mode mode : EntityMatch.Mode.values()) {
            assertThat(new EntityMatch("alice", mode).matches("")).isFalse();
        }
    }

    @Test
    void of_blankName_isRefused() {
        assertThatThrownBy(() -> EntityMatch.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
