/**
 * Feature tables: one row per actor and day, one column per feature.
 *
 * <p>Start with {@link dev.ueba.feature.FeatureTable}; {@link dev.ueba.feature.FeatureCsv} reads and writes it
 * (on top of {@link dev.ueba.feature.CsvOutput}, which writes any CSV), {@link dev.ueba.feature.GitHubAuditFeatures} names
 * the columns of the GitHub audit features.
 */
@NullMarked
package dev.ueba.feature;

import org.jspecify.annotations.NullMarked;
