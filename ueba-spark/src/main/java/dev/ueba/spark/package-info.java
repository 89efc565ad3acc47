/**
 * The flow of the library on data frames of Apache Spark, with the same bits: {@link dev.ueba.spark.SparkUeba} has the four
 * verbs, {@link dev.ueba.spark.SparkGitHubLogs} makes base features of raw logs. All formulas are those of the core, which runs
 * inside the executors; this package only moves rows.
 */
@NullMarked
package dev.ueba.spark;

import org.jspecify.annotations.NullMarked;
