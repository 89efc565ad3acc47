package dev.ueba.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.feature.FeatureTable;

/** Compares tables bit for bit. */
final class Tables {

    private Tables() {}

    static void assertSameBits(FeatureTable actual, FeatureTable expected) {
        assertThat(actual.schema()).isEqualTo(expected.schema());
        assertThat(actual.rowCount()).isEqualTo(expected.rowCount());
        for (int row = 0; row < expected.rowCount(); row++) {
            assertSameRow(actual, row, expected, row);
        }
    }

    static void assertSameRow(FeatureTable actual, int row, FeatureTable expected, int expectedRow) {
        assertThat(actual.actor(row)).isEqualTo(expected.actor(expectedRow));
        assertThat(actual.day(row)).isEqualTo(expected.day(expectedRow));
        for (int feature = 0; feature < expected.featureCount(); feature++) {
            double found = actual.value(row, feature);
            double wanted = expected.value(expectedRow, feature);
            // Spelled out: describing each of a million cells would take longer than everything else.
            if (Double.doubleToLongBits(found) != Double.doubleToLongBits(wanted)) {
                assertThat(found)
                        .as("row %s, %s", row, expected.schema().features().get(feature))
                        .isEqualTo(wanted);
            }
        }
        assertThat(actual.featureCount()).isEqualTo(expected.featureCount());
    }
}
