package dev.ueba.logs.github;

/** Takes what is found in a file, in its order. */
interface EventHandler {

    /** Takes an event; it is reused afterwards. */
    void event(RawEvent event);

    /** Takes note of something that could not be read. */
    void unreadable(long line, String reason);
}
