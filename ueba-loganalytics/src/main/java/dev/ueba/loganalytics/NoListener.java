package dev.ueba.loganalytics;

/** Listens to nothing. */
enum NoListener implements FetchListener {
    INSTANCE
}
