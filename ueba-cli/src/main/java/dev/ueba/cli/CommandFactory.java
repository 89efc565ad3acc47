package dev.ueba.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the subcommands and hands them the console and the way to Log Analytics. */
final class CommandFactory implements IFactory {

    private final IFactory fallback = CommandLine.defaultFactory();
    private final Console console;
    private final LogAnalyticsAccess access;

    CommandFactory(Console console, LogAnalyticsAccess access) {
        this.console = console;
        this.access = access;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        K created = fallback.create(type);
        if (created instanceof ConsoleUser user) {
            user.useConsole(console);
        }
        if (created instanceof FeaturesCommand features) {
            features.useAccess(access);
        }
        if (created instanceof InvestigateCommand investigate) {
            investigate.useAccess(access);
        }
        return created;
    }
}
