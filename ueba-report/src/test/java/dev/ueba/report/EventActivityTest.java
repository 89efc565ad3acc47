package dev.ueba.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventActivityTest {

    @Test
    void build_countsByNameAndHour() {
        EventActivity activity = new EventActivity.Builder()
                .add("b", Samples.DAY, 3, true)
                .add("a", Samples.DAY.plusDays(1), 0, false)
                .add("a", Samples.DAY, 3, false)
                .add("c", Samples.DAY, 23, false)
                .build();
        assertThat(activity.names())
                .containsExactly(
                        new EventActivity.NameCount("a", 2, 0),
                        new EventActivity.NameCount("b", 1, 1),
                        new EventActivity.NameCount("c", 1, 0));
        assertThat(activity.hours())
                .containsExactly(
                        new EventActivity.HourCount(Samples.DAY, 3, 2, 1),
                        new EventActivity.HourCount(Samples.DAY, 23, 1, 0),
                        new EventActivity.HourCount(Samples.DAY.plusDays(1), 0, 1, 0));
    }

    @Test
    void build_ofEndlessNames_boundsThem() {
        EventActivity.Builder builder = new EventActivity.Builder();
        for (int i = 0; i < 20_000; i++) {
            builder.add("name-" + i, Samples.DAY, 0, false);
        }
        assertThat(builder.build().names()).hasSize(10_001);
        assertThat(builder.build().names().get(0)).isEqualTo(new EventActivity.NameCount("(other)", 10_000, 0));
    }

    @Test
    void add_ofHourOutsideTheDay_isRefused() {
        EventActivity.Builder builder = new EventActivity.Builder();
        assertThatThrownBy(() -> builder.add("a", Samples.DAY, 24, false))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
