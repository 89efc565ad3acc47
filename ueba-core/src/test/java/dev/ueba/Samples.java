package dev.ueba;

import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/** Small made-up base tables. */
final class Samples {

    static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    private Samples() {}

    /** Returns rows of three features, by day, then actor; some actors are missing on some days. */
    static FeatureTable base(long seed, int actors, int days) {
        SplittableRandom random = new SplittableRandom(seed);
        FeatureTableBuilder builder =
                new FeatureTableBuilder(FeatureSchema.of(List.of("actor", "day", "is_weekend", "clones", "bytes")));
        for (int day = 0; day < days; day++) {
            for (int actor = 0; actor < actors; actor++) {
                if (actor == 0 || random.nextInt(4) > 0) {
                    double clones = random.nextInt(5 + 3 * actor);
                    builder.addRow("actor-" + actor, FIRST.plusDays(day), new double[] {
                        day % 7 < 5 ? 0.0 : 1.0, clones, clones * 10 + random.nextInt(100) / 8.0
                    });
                }
            }
        }
        return builder.build();
    }

    /** Reads a table with pandas' missing words. */
    static FeatureTable read(String csv) {
        try {
            return FeatureCsv.read(
                    new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
                    "test.csv",
                    FeatureCsvOptions.defaults().withPandasMissing(true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the published options with fewer trees. */
    static DetectorOptions quick() {
        DetectorOptions options = DetectorOptions.defaults();
        return options.withForest(options.forest().withTrees(7));
    }
}
