package dev.ueba.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code ueba --version} prints. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"ueba " + dev.ueba.UebaAnomalyDetector.version(), "BSD-3-Clause, the ueba authors"};
    }
}
