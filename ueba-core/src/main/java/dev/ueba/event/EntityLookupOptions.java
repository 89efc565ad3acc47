package dev.ueba.event;

import dev.ueba.series.SeriesDecomposition;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where and how an {@link EntityAnomalyLookup} looks.
 *
 * @param tables names of the tables to look into; empty means all the source has
 * @param around the entity has to occur this long before or after the alert, positive and at most a day
 * @param days how many days before that of the alert are its history, {@code 1} to {@code 400}
 * @param zone where days begin
 * @param categories which columns are looked at; null leaves it to {@link EventQueries#categoryRule}
 * @param decomposition how series are taken apart; its threshold is what the last score has to exceed
 * @param anomalousPointsBelow values with that many anomalous points in their series, of either sign, are noise and left out;
 *     {@code >= 1}
 */
public record EntityLookupOptions(
        List<String> tables,
        Duration around,
        int days,
        ZoneId zone,
        @Nullable CategoryRule categories,
        SeriesDecomposition decomposition,
        int anomalousPointsBelow) {

    private static final int MOST_DAYS = 400;

    public EntityLookupOptions {
        tables = List.copyOf(tables);
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(decomposition, "decomposition");
        if (around.isZero() || around.isNegative() || around.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("around must be positive and at most a day, but was " + around);
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("days must be between 1 and " + MOST_DAYS + ", but was " + days);
        }
        if (anomalousPointsBelow < 1) {
            throw new IllegalArgumentException("anomalousPointsBelow must be >= 1, but was " + anomalousPointsBelow);
        }
    }

    /**
     * Returns the usual way: all tables, the entity within an hour of the alert, 30 days, days of UTC, the source's own rule of
     * categories, Kusto's decomposition with threshold 1.5, detected period, mean and one test point, fewer than 5 anomalous points.
     *
     * @return the defaults
     */
    public static EntityLookupOptions defaults() {
        return new EntityLookupOptions(
                List.of(),
                Duration.ofHours(1),
                30,
                ZoneOffset.UTC,
                null,
                SeriesDecomposition.defaults().withTestPoints(1),
                5);
    }

    /**
     * Returns a copy with other tables.
     *
     * @param value names; empty means all
     * @return the copy
     */
    public EntityLookupOptions withTables(List<String> value) {
        return new EntityLookupOptions(value, around, days, zone, categories, decomposition, anomalousPointsBelow);
    }

    /**
     * Returns a copy with another distance from the alert.
     *
     * @param value positive, at most a day
     * @return the copy
     */
    public EntityLookupOptions withAround(Duration value) {
        return new EntityLookupOptions(tables, value, days, zone, categories, decomposition, anomalousPointsBelow);
    }

    /**
     * Returns a copy with another length of history.
     *
     * @param value 1 to 400
     * @return the copy
     */
    public EntityLookupOptions withDays(int value) {
        return new EntityLookupOptions(tables, around, value, zone, categories, decomposition, anomalousPointsBelow);
    }

    /**
     * Returns a copy with another zone.
     *
     * @param value where days begin
     * @return the copy
     */
    public EntityLookupOptions withZone(ZoneId value) {
        return new EntityLookupOptions(tables, around, days, value, categories, decomposition, anomalousPointsBelow);
    }

    /**
     * Returns a copy with another rule of categories.
     *
     * @param value which columns are looked at; null leaves it to the source
     * @return the copy
     */
    public EntityLookupOptions withCategories(@Nullable CategoryRule value) {
        return new EntityLookupOptions(tables, around, days, zone, value, decomposition, anomalousPointsBelow);
    }

    /**
     * Returns a copy that takes series apart in another way.
     *
     * @param value how
     * @return the copy
     */
    public EntityLookupOptions withDecomposition(SeriesDecomposition value) {
        return new EntityLookupOptions(tables, around, days, zone, categories, value, anomalousPointsBelow);
    }

    /**
     * Returns a copy with another limit of anomalous points.
     *
     * @param value {@code >= 1}
     * @return the copy
     */
    public EntityLookupOptions withAnomalousPointsBelow(int value) {
        return new EntityLookupOptions(tables, around, days, zone, categories, decomposition, value);
    }
}
