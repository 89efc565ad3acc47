package dev.ueba.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the subcommands and hands them the console. */
final class CommandFactory implements IFactory {

    private final IFactory fallback = CommandLine.defaultFactory();
    private final Console console;

    CommandFactory(Console console) {
        this.console = console;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        K created = fallback.create(type);
        if (created instanceof ConsoleUser user) {
            user.useConsole(console);
        }
        return created;
    }
}
