package dev.ueba.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Processor time per operation, over all threads of the process: close to what the clock on the wall would say on one
 * processor without other work. The threads of compiler and collector are counted too, and so is a {@code Setup} that falls
 * into the iteration (the first one's). Counted in steps of 10 ms on Linux: too coarse for a single short shot.
 *
 * <p>Use with {@code -prof dev.ueba.benchmarks.CpuTimeProfiler}.
 */
public final class CpuTimeProfiler implements InternalProfiler {

    private long before;

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = cpuNanos();
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double perOperation =
                (double) (cpuNanos() - before) / result.getMetadata().getAllOps();
        TimeUnit unit = benchmark.getTimeUnit();
        double inUnit = perOperation / unit.toNanos(1);
        return List.of(new ScalarResult("cpu", inUnit, TimeValue.tuToString(unit) + "/op", AggregationPolicy.AVG));
    }

    @Override
    public String getDescription() {
        return "processor time per operation";
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
