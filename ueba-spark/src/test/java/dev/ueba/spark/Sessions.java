package dev.ueba.spark;

import org.apache.spark.sql.SparkSession;

/** The one session of all tests of a JVM. */
final class Sessions {

    private static SparkSession shared;

    private Sessions() {}

    static synchronized SparkSession shared() {
        if (shared == null) {
            shared = SparkSession.builder()
                    .master("local[2]")
                    .appName("tests")
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.host", "localhost")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.sql.shuffle.partitions", "3")
                    .config("spark.sql.session.timeZone", "UTC")
                    .getOrCreate();
        }
        return shared;
    }
}
