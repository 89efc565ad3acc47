package dev.ueba.feature;

/** Reads and writes feature tables as CSV. */
public final class FeatureCsv {

    private FeatureCsv() {}
}
