package dev.ueba.spark;

import dev.ueba.DetectorModel;
import java.time.LocalDate;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** From a CSV of base features to the strangest actors of a day, on data frames; run by {@code ueba-spark/detect-with-spark}. */
public final class DetectWithSpark {

    private DetectWithSpark() {}

    /**
     * Prints the strangest rows.
     *
     * @param arguments a CSV of base features, and the day to score
     */
    public static void main(String[] arguments) {
        // What spark-submit says goes before this.
        SparkConf settings = new SparkConf()
                .setIfMissing("spark.master", "local[2]")
                .setIfMissing("spark.app.name", "detect-with-spark")
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.driver.host", "localhost")
                .setIfMissing("spark.sql.shuffle.partitions", "4")
                .setIfMissing("spark.sql.session.timeZone", "UTC");
        SparkSession session = SparkSession.builder().config(settings).getOrCreate();
        try {
            show(session, arguments[0], LocalDate.parse(arguments[1]));
        } finally {
            session.stop();
        }
    }

    static void show(SparkSession session, String csv, LocalDate day) {
        Dataset<Row> rows = session.read()
                .option("header", true)
                .option("inferSchema", true)
                .csv(csv);

        SparkUeba ueba = SparkUeba.defaults();
        Dataset<Row> base = ueba.readBaseFeatures(rows);
        Dataset<Row> older = base.filter("day < date'" + day.withDayOfMonth(1) + "'");
        DetectorModel model = ueba.fit(older, 0.5);
        Dataset<Row> results = ueba.strangestFirst(ueba.predict(model, base, day));

        for (Row row : results.select("day", "actor", SparkUeba.ANOMALY_SCORE).takeAsList(3)) {
            System.out.println(row.get(0) + " " + row.get(1) + " " + row.get(2));
        }
    }
}
