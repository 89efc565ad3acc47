package dev.ueba.benchmarks;

import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.ImprovedDetector;
import dev.ueba.ImprovedOptions;
import dev.ueba.RiskState;
import dev.ueba.baseline.ActorBaselines;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One night of improved detection: from saved states, and by a replay of the whole history. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class NightlyRiskBenchmark {

    @Param("1000")
    int actors;

    @Param("181")
    int days;

    private Path folder;
    private Path stateFile;
    private Path riskFile;
    private FeatureTable base;
    private FeatureTable today;
    private DayRange lastDay;
    private ImprovedDetector improved;

    /** Trains on all days but the last, saves both states, and sees to it that both ways give the same results. */
    @Setup
    public void train() throws IOException {
        base = BenchmarkData.baseFeatures(actors, days);
        lastDay = BenchmarkData.lastDays(base, 1);
        today = base.selectDays(lastDay);
        FeatureTable past =
                base.selectDays(new DayRange(base.dayRange().orElseThrow().from(), lastDay.from()));
        DetectorOptions options = DetectorOptions.defaults();
        DetectorModel model = DetectorModel.fit(
                TrainingSets.split(past, 0.5, options.deviations()).training(), options);
        improved = ImprovedDetector.of(model, ImprovedOptions.defaults().withQuarantineDays(14));
        folder = Files.createTempDirectory("nightly");
        stateFile = folder.resolve("state.ueba");
        riskFile = folder.resolve("risk.ueba");
        ActorBaselines.of(past, options.deviations()).save(stateFile);
        improved.replay(past).save(riskFile);
        System.out.println("# " + today.rowCount() + " rows in the night; baselines " + Files.size(stateFile)
                + " bytes, risk state " + Files.size(riskFile) + " bytes");
        if (!fromStates(false).alerts().equals(replayed().alerts())) {
            throw new IllegalStateException("the states and the history give different alerts");
        }
    }

    /** Removes the files. */
    @TearDown
    public void remove() throws IOException {
        Files.deleteIfExists(folder.resolve("next-state.ueba"));
        Files.deleteIfExists(folder.resolve("next-risk.ueba"));
        Files.deleteIfExists(stateFile);
        Files.deleteIfExists(riskFile);
        Files.deleteIfExists(folder);
    }

    private AnomalyResults fromStates(boolean save) throws IOException {
        ActorBaselines baselines = ActorBaselines.load(stateFile);
        RiskState risk = RiskState.load(riskFile);
        AnomalyResults results = improved.predictNext(baselines, risk, today);
        if (save) {
            // Beside the old ones, as each call has to begin with the same night.
            baselines.save(folder.resolve("next-state.ueba"));
            risk.save(folder.resolve("next-risk.ueba"));
        }
        return results;
    }

    /** Loads both states, scores and assesses the night, saves both states. */
    @Benchmark
    public AnomalyResults night() throws IOException {
        return fromStates(true);
    }

    /** Loads the risk state alone. */
    @Benchmark
    public RiskState load() throws IOException {
        return RiskState.load(riskFile);
    }

    /** Scores and assesses the night by a replay of all days. */
    @Benchmark
    public AnomalyResults replayed() {
        return improved.predict(base, lastDay);
    }
}
