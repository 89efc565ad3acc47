package dev.ueba.logs.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventIdsTest {

    @Test
    void add_twice_isKnown() {
        EventIds ids = new EventIds(100_000);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 40_000; i++) {
            assertThat(ids.add(random.nextLong(), random.nextLong())).isTrue();
        }
        random = new SplittableRandom(1);
        for (int i = 0; i < 40_000; i++) {
            assertThat(ids.add(random.nextLong(), random.nextLong())).isFalse();
        }
    }

    @Test
    void add_zeros_isAnIdLikeOthers() {
        EventIds ids = new EventIds(10);
        assertThat(ids.add(0, 0)).isTrue();
        assertThat(ids.add(0, 0)).isFalse();
        assertThat(ids.add(0, 2)).isTrue();
    }

    @Test
    void add_beyondTheBound_forgetsTheOldest() {
        EventIds ids = new EventIds(1000);
        for (long i = 1; i <= 5000; i++) {
            assertThat(ids.add(i, i)).isTrue();
        }
        for (long i = 4501; i <= 5000; i++) {
            assertThat(ids.add(i, i)).isFalse();
        }
        assertThat(ids.add(1, 1)).isTrue();
        EventIds one = new EventIds(1);
        assertThat(one.add(1, 1)).isTrue();
        assertThat(one.add(1, 1)).isFalse();
    }
}
