package dev.ueba.baseline;

import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Small random base tables with everything odd that a file may hold; the same seed gives the same table. */
final class RandomTables {

    private static final LocalDate FIRST = LocalDate.of(2025, 12, 20);

    private RandomTables() {}

    /** The order of the rows in a file. */
    enum Order {
        SORTED,
        SHUFFLED,
        REVERSE
    }

    /** A line of the file and its day, by which lines are ordered. */
    private record Line(int day, String text) {}

    /** Returns a table with gaps, repeated rows, late joiners, rows without an actor, missing and fractional values. */
    static FeatureTable of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Order order = Order.values()[random.nextInt(3)];
        return of(random, order, random.nextBoolean());
    }

    /** Returns a table in day order without missing values, as logs give it. */
    static FeatureTable plain(long seed) {
        return of(new SplittableRandom(seed), Order.SORTED, false);
    }

    private static FeatureTable of(SplittableRandom random, Order order, boolean missing) {
        int actors = 1 + random.nextInt(6);
        int days = 2 + random.nextInt(20);
        int[] joined = new int[actors];
        for (int actor = 0; actor < actors; actor++) {
            joined[actor] = random.nextInt(3) == 0 ? random.nextInt(days) : 0;
        }
        List<Line> lines = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            if (day > 0 && day < days - 1 && random.nextInt(8) == 0) {
                continue; // a day on which nobody did anything
            }
            for (int actor = 0; actor < actors; actor++) {
                if (day >= joined[actor] && random.nextInt(5) > 0) {
                    String name = missing && actor == 0 ? "" : "actor-" + actor;
                    lines.add(new Line(day, line(random, name, day, missing)));
                    if (random.nextInt(10) == 0) {
                        Line last = lines.get(lines.size() - 1);
                        lines.add(random.nextBoolean() ? last : new Line(day, line(random, name, day, missing)));
                    }
                }
            }
            if (day == 0 || day == days - 1) {
                lines.add(new Line(day, line(random, "always", day, missing)));
            }
        }
        arrange(lines, order, random);
        StringBuilder csv = new StringBuilder("count,actor,is_weekend,constant,day,fraction,zscore_other,rare\n");
        lines.forEach(line -> csv.append(line.text()).append('\n'));
        return read(csv.toString());
    }

    private static void arrange(List<Line> lines, Order order, SplittableRandom random) {
        if (order == Order.SHUFFLED) {
            Collections.shuffle(lines, new Random(random.nextLong()));
        } else if (order == Order.REVERSE) {
            lines.sort(Comparator.comparingInt(Line::day).reversed());
        }
    }

    private static String line(SplittableRandom random, String actor, int day, boolean missing) {
        return String.join(
                ",",
                cell(random, missing, Integer.toString(random.nextInt(100))),
                actor,
                Integer.toString(day % 7 / 5),
                "7",
                FIRST.plusDays(day).toString(),
                cell(random, missing, Double.toString(random.nextInt(-5000, 5000) / 100.0)),
                cell(random, false, Double.toString(random.nextDouble() * 4)),
                random.nextInt(12) == 0 ? "1" : "0");
    }

    private static String cell(SplittableRandom random, boolean missing, String value) {
        return missing && random.nextInt(15) == 0 ? "" : value;
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

    /** Returns all sixteen rolling options. */
    static List<DeviationOptions> allOptions() {
        List<DeviationOptions> all = new ArrayList<>();
        for (int bits = 0; bits < 16; bits++) {
            all.add(new DeviationOptions(
                    DeviationAlgorithm.ROLLING, (bits & 1) == 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0));
        }
        return all;
    }
}
