package dev.ueba;

/** Whom a row is compared with and whose budget it takes: people, or machine accounts. */
public enum ActorClass {
    /** A person, or an account that does not call itself a machine. */
    PERSON,
    /** A bot, an app or a deploy key. */
    MACHINE
}
