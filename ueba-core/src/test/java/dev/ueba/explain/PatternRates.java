package dev.ueba.explain;

import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.feature.FeatureTable;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often patterns fire on made data without attacks: the table of docs/explanations.md. Arguments: number of actors, first
 * seed, last seed.
 */
final class PatternRates {

    private static final int DAYS = 181;
    private static final int HISTORY_DAYS = 30;

    private PatternRates() {}

    public static void main(String[] arguments) {
        Map<String, int[]> matches = new TreeMap<>();
        long rows = 0;
        long any = 0;
        for (long seed = Long.parseLong(arguments[1]); seed <= Long.parseLong(arguments[2]); seed++) {
            FeatureTable base = SyntheticOrganisation.generate(SyntheticOrganisationOptions.defaults()
                            .withActors(Integer.parseInt(arguments[0]))
                            .withDays(DAYS)
                            .withAttacks(0)
                            .withSeed(seed))
                    .baseFeatures();
            PatternSearch search = PatternSearch.of(base, AttackPatterns.defaults());
            LocalDate first = base.dayRange().orElseThrow().from().plusDays(HISTORY_DAYS);
            for (int row = 0; row < base.rowCount(); row++) {
                if (base.day(row).isBefore(first)) {
                    continue;
                }
                rows++;
                boolean found = false;
                for (PatternMatch match : search.matches(base.actor(row), base.day(row))) {
                    int[] counts = matches.computeIfAbsent(match.pattern().name(), name -> new int[2]);
                    counts[match.isOrderKnown() ? 0 : 1]++;
                    found = true;
                }
                any += found ? 1 : 0;
            }
        }
        System.out.printf(Locale.ROOT, "%d actor-days, %.3f per 1,000 with any%n", rows, 1_000.0 * any / rows);
        for (Map.Entry<String, int[]> entry : matches.entrySet()) {
            int ordered = entry.getValue()[0];
            int sameDay = entry.getValue()[1];
            System.out.printf(
                    Locale.ROOT,
                    "%-34s %.3f per 1,000; %d with a known order, %d on one day%n",
                    entry.getKey(),
                    1_000.0 * (ordered + sameDay) / rows,
                    ordered,
                    sameDay);
        }
    }
}
