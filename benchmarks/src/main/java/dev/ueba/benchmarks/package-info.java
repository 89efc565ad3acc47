/**
 * JMH benchmarks of the hot paths, and of the whole flow. {@code benchmarks/run} builds and runs them; the results and how
 * they were made are told in {@code docs/performance.md}.
 *
 * <p>All data is made from fixed seeds by {@link dev.ueba.benchmarks.BenchmarkData}.
 */
@NullMarked
package dev.ueba.benchmarks;

import org.jspecify.annotations.NullMarked;
