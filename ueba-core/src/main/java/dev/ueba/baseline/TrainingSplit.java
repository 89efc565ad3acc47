package dev.ueba.baseline;

import dev.ueba.feature.FeatureTable;
import java.time.LocalDate;

/**
 * A table split into history and training rows.
 *
 * @param history rows before {@code trainingStart}, base columns only, in file order
 * @param training rows from {@code trainingStart} on, enriched, in file order
 * @param trainingStart first training day
 */
public record TrainingSplit(FeatureTable history, FeatureTable training, LocalDate trainingStart) {}
