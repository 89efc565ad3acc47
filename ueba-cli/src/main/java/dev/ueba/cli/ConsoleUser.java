package dev.ueba.cli;

/** A subcommand that talks to its user. */
interface ConsoleUser {

    /** Hands over the console, before the command runs. */
    void useConsole(Console console);
}
