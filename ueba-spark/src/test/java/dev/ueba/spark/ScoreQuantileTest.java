package dev.ueba.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.forest.QuantileRank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreQuantileTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void of_withFewScoresOnTheDriver_isTheQuantileOfTheSortedScores(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ScoreChunk> chunks = new ArrayList<>();
        double[] all = new double[3000];
        for (int i = 0; i < all.length; i++) {
            // Many equal scores, many close together, and some of the other sign.
            all[i] = seed == 0 ? -0.5 - random.nextInt(4) / 8.0 : -random.nextDouble() * (i % 3 == 0 ? 1e-9 : 1.0);
            all[i] = seed == 2 && i % 7 == 0 ? -all[i] : all[i];
        }
        for (int from = 0; from < all.length; from += 250) {
            ScoreChunk chunk = new ScoreChunk();
            chunk.setScores(Arrays.copyOfRange(all, from, from + 250));
            chunks.add(chunk);
        }
        Arrays.sort(all);
        JavaRDD<ScoreChunk> rdd = JavaSparkContext.fromSparkContext(
                        Sessions.shared().sparkContext())
                .parallelize(chunks, 3);

        for (double share : new double[] {1e-9, 0.1, 0.2503, 0.5, 1.0}) {
            QuantileRank rank = QuantileRank.of(all.length, share);
            double low = all[(int) rank.below()];
            double expected = rank.below() + 1 == all.length ? low : rank.between(low, all[(int) rank.below() + 1]);
            assertThat(new ScoreQuantile(rdd, 3).of(share, all.length, all[0], all[all.length - 1]))
                    .as("share %s", share)
                    .isEqualTo(expected);
        }
    }
}
